"""treatyopt weigh without questions: a rank order, and comparisons in pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from treatyopt.ranking.weightfile import read_weights

ORDER = ["--order", "realism,europe"]
SEE = "(see treatyopt weigh -h)"


def test_an_order_can_be_compared_at_once(inside: Run) -> None:
    """Who gave it is in the file, and it is put out where no file is named."""
    done = inside("weigh", *ORDER, "--by", "Jo")
    assert (done.returncode, "by: Jo\n" in done.stdout) == (0, True)
    assert (
        done.stderr == "treatyopt: Nothing is said of security, partnership, credibility: not in the order.\n"
    )
    assert inside("weigh", *ORDER, "-o", "w.yaml").returncode == 0
    told = " ".join(inside("compare", "--weights", "w.yaml").stdout.split())
    assert "the centroid of the weightings that fit what was said: realism >= europe;" in told


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([*ORDER, "--pairs", "p.yaml"], f"--order and --pairs exclude each other; drop one of them {SEE}"),
        (["--order", "realism"], "an order takes two groups or criteria at least, the one that counts most first"),
        (["--order", "realism,realsm"], "unknown group or criterion realsm; did you mean realism?"),
        (["--order", "realism,,europe"], "an order has an id between commas, and between = signs; one is missing"),
        (["--order", "realism,europe,realism"], "realism is named twice; it has one place in the order"),
        (["--order", "realism,readiness"], "readiness is part of realism; order one or the other"),
        ([*ORDER, "-o", "w.json"], "-o w.json: weights are written as YAML, not as .json; end it in .yaml"),
        ([*ORDER, "--by", "\t"], r"\t: the control character U+0009 is not allowed in text (--by)"),
        (["--pairs", "none.yaml"], "none.yaml: no such file"),
    ],
    ids=["both", "one", "unknown", "gap", "twice", "part", "json", "name", "missing"],
)  # fmt: skip
def test_what_cannot_be_weighed_is_told(argv: list[str], message: str, inside: Run) -> None:
    """In one line, and nothing is put out."""
    done = inside("weigh", *argv)
    assert (done.stdout, done.stderr.partition(": ")[2]) == ("", f"{message}\n")


def test_what_was_compared_in_pairs_is_told(inside: Run, tmp_path: Path) -> None:
    """Who did, how far it agrees, in each set of comparisons, and what was not compared."""
    text = "readiness/timeliness: 3\ncommon-interests/institutions: 2\ninstitutions/equality: 2\n"
    (tmp_path / "pairs.yaml").write_text(f"{text}common-interests/equality: 4\n", encoding="utf-8")
    done = inside("weigh", "--pairs", "pairs.yaml", "-o", "w.yaml", "--by", "Board")
    assert done.stderr.splitlines() == [
        "3 criteria of partnership: the comparisons agree with each other throughout",
        "(consistency ratio 0).",
        "",
        "2 criteria of realism: one comparison, which has no other to agree with.",
        "treatyopt: Groups were not compared with each other: their weights stay those of the profile balanced.",
        "treatyopt: The shares inside security, credibility, europe were not compared: they stay those of the profile "
        "balanced.",
        "treatyopt: saved w.yaml",
    ]
    held = read_weights(tmp_path / "w.yaml")
    assert (held.by, held.how) == (
        "Board",
        "pairwise comparisons, geometric means; consistency ratio inside partnership 0.000",
    )
