"""treatyopt sensitivity on the command line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from conftest import Run
from treatyopt.cli import main


def test_the_verdict_comes_first_with_both_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """The paper's verdict: robust on weights, leaning to robust with scores in doubt, before any table."""
    assert main(["sensitivity"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Robust: it leads in 95.9% of all group weightings (exact)" in text
    assert (
        "it leads in 84% to 96% of the group weightings drawn (each by itself 94%, together by criterion 96%, "
        "together by type 84%; others can give less), from leaning to robust." in text
    )
    assert "judged anew on the scores drawn, it leads in 83% to 96%." in text
    assert "Non-Aggression passes sufficient in 12.5% (exact)." in text
    assert (
        text.index("Robust") < text.index("How far each group's weight") < text.index("What must be believed")
    )
    assert "Group points do not move these shares" in text


def test_without_screens_it_is_contested(capsys: pytest.CaptureFixture[str]) -> None:
    """Mutual security against mutual defense is contested, not won."""
    assert main(["sensitivity", "--no-screens", "--samples", "20000"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Contested: it leads in 61.3% of all group weightings (exact)" in text


def test_json_holds_the_whole_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON names samples, seed, weight space and tie rule, and gives standard errors; same seed, same bytes."""
    args = [
        "sensitivity",
        "--samples",
        "20000",
        "--seed",
        "5",
        "--over",
        "criteria",
        "--within",
        "50",
        "-f",
        "json",
    ]
    assert main(args) == 0
    once = capsys.readouterr().out
    assert main(args) == 0
    assert capsys.readouterr().out == once
    data = json.loads(once)
    assert data["samples"] == 20000
    assert data["seed"] == 5
    assert data["over"] == "criteria"
    assert data["within"] == 50
    assert "share" in data["tie_rule"]
    assert data["acceptability"][0]["ranks"][0]["error"] >= 0


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["--samples", "-1"], "--samples"),
        (["--samples", "1e9"], "--samples"),
        (["--samples", "1000000000"], "--samples"),
        (["--samples", "abc"], "--samples"),
        (["--within", "-5"], "--within"),
        (["--within", "nan"], "within"),
        (["--seed", "-1"], "--seed"),
        (["--over", "options"], "--over"),
        (["--scores", "worst"], "--scores"),
        (["-p", "nato", "-p", "russia"], "one weighting"),
        (["nowhere"], "unknown option nowhere"),
    ],
)
def test_a_wrong_argument_is_named(args: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is one line on standard error, exit code 2, and nothing on standard output."""
    assert main(["sensitivity", *args]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert named in printed.err


def test_ctrl_c_ends_a_long_run_cleanly(tmp_path: Path) -> None:
    """An interrupt during a hundred million draws exits 130, with one line and nothing half-written."""
    out = tmp_path / "out.json"
    command = [sys.executable, "-m", "treatyopt", "sensitivity", "--samples", "100000000", "-o", str(out)]
    heeding = partial(
        signal.signal, signal.SIGINT, signal.SIG_DFL
    )  # a job in the background is born deaf to it
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", preexec_fn=heeding
    )
    while "numpy" not in Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8"):
        time.sleep(0.02)  # numpy is loaded for the drawing, and for nothing before it
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    printed, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (printed, said.strip()) == ("", "treatyopt: interrupted")
    assert list(tmp_path.iterdir()) == []


def test_narrow_screens_lose_no_figure(inside: Run) -> None:
    """At 40 columns the shares, thresholds and tipping scores are all there."""
    text = inside("sensitivity", env={"COLUMNS": "40"}).stdout
    for figure in ("95.9%", "55.4%", "4.1%", "below 40", "62.4"):
        assert figure in text
    assert max(map(len, text.splitlines())) <= 40


def test_a_score_set_on_an_option_not_compared_is_said_to_have_no_effect(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A what-if on an option that is not in the comparison does not pass in silence."""
    assert main(["compare", "--set", "no-treaty.readiness=20"]) == 0
    assert "Without effect here, since it is not compared: No Treaty." in capsys.readouterr().out


def test_a_weights_file_is_shown_with_the_profile_it_stands_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a weights file leaves out comes from the study's own profile, and the heading says so."""
    monkeypatch.chdir(tmp_path)
    Path("w.yaml").write_text("realism: 40\n", encoding="utf-8")
    assert main(["compare", "--weights", "w.yaml", "-f", "csv"]) == 0
    assert "w.yaml (else profile balanced)" in capsys.readouterr().out
