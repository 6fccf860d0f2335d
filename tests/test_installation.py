"""treatyopt --install-completion: what is written where, and that the shells themselves complete by it."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT, Run

FLAG = "--install-completion"
FILES = {
    "bash": ".local/share/bash-completion/completions/treatyopt",
    "zsh": ".local/share/zsh/site-functions/_treatyopt",
    "fish": ".config/fish/completions/treatyopt.fish",
}
OWN = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "BASH_COMPLETION_USER_DIR", "ZDOTDIR")
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with nothing in it, and no variable that leads out of it."""
    home = tmp_path / "home"
    home.mkdir()
    for name in OWN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SHELL", "/bin/dash")
    return home


# --- what is written


@pytest.mark.parametrize("shell", FILES)
def test_the_script_goes_where_the_shell_looks(shell: str, inside: Run, home: Path) -> None:
    """The file is where that shell looks for it, and the first line names shell and file."""
    done = inside(f"{FLAG}={shell}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Wrote completion for {shell} to {home / FILES[shell]}\n")
    assert f"_TREATYOPT_COMPLETE={shell}_complete" in (home / FILES[shell]).read_text("utf-8")


@pytest.mark.parametrize("path", ["/usr/bin/fish", "/opt/fish", "fish"])
def test_the_shell_is_found(path: str, inside: Run, home: Path) -> None:
    """Without a name the shell is that of $SHELL, and the answer says so."""
    done = inside(FLAG, env={"SHELL": path})
    assert f"for fish (from $SHELL) to {home / FILES['fish']}\n" in done.stdout
    assert (home / FILES["fish"]).is_file()


def test_a_shell_that_is_named_wins(inside: Run, home: Path) -> None:
    """The name may stand behind an equals sign or a blank, and $SHELL is not asked."""
    assert inside(FLAG, "bash", env={"SHELL": "/usr/bin/fish"}).returncode == 0
    assert [name for name, file in FILES.items() if (home / file).exists()] == ["bash"]


@pytest.mark.parametrize(
    ("shell", "variable", "file"),
    [
        ("bash", "XDG_DATA_HOME", "bash-completion/completions/treatyopt"),
        ("bash", "BASH_COMPLETION_USER_DIR", "completions/treatyopt"),
        ("zsh", "XDG_DATA_HOME", "zsh/site-functions/_treatyopt"),
        ("fish", "XDG_CONFIG_HOME", "fish/completions/treatyopt.fish"),
    ],
)
def test_folders_of_ones_own_are_taken(
    shell: str, variable: str, file: str, inside: Run, home: Path, tmp_path: Path
) -> None:
    """The variables by which a shell is told to look elsewhere are heeded, but not where they name no full path."""
    assert inside(f"{FLAG}={shell}", env={variable: str(tmp_path / "own")}).returncode == 0
    assert (tmp_path / "own" / file).is_file()
    assert not (home / FILES[shell]).exists()
    assert inside(f"{FLAG}={shell}", env={variable: "own/relative"}).returncode == 0
    assert (home / FILES[shell]).is_file()


@pytest.mark.parametrize("shell", FILES)
def test_twice_is_as_good_as_once(shell: str, inside: Run, home: Path) -> None:
    """A second run leaves every file as it was."""
    inside(f"{FLAG}={shell}")
    once = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert inside(f"{FLAG}={shell}").returncode == 0
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == once
    assert home / FILES[shell] in once


@pytest.mark.parametrize("held", [b"", b"alias l=ls\n", b"alias l=ls", b"# \xff\n"])
def test_zsh_is_told_by_one_line(held: bytes, inside: Run, home: Path) -> None:
    """One marked line is added at the end of ~/.zshrc, whatever stands in it and is left as it is, and this is said."""
    (home / ".zshrc").write_bytes(held)
    done = inside(f"{FLAG}=zsh")
    start, line = (home / ".zshrc").read_bytes()[: len(held)], (home / ".zshrc").read_bytes()[len(held) :]
    assert start == held
    assert line.strip().endswith(b"# added by treatyopt --install-completion")
    assert line.strip().count(b"\n") == 0
    assert f"Added one line to {home / '.zshrc'}" in done.stdout
    assert "has the line that reads it already" in inside(f"{FLAG}=zsh").stdout


def test_zsh_is_told_where_it_starts(inside: Run, home: Path, tmp_path: Path) -> None:
    """ZDOTDIR says where .zshrc is; a link to it stays one."""
    (tmp_path / "dots").mkdir()
    (tmp_path / "kept").write_text("# mine\n", encoding="utf-8")
    (tmp_path / "dots" / ".zshrc").symlink_to(tmp_path / "kept")
    assert inside(f"{FLAG}=zsh", env={"ZDOTDIR": str(tmp_path / "dots")}).returncode == 0
    assert (tmp_path / "dots" / ".zshrc").is_symlink()
    assert "added by treatyopt" in (tmp_path / "kept").read_text("utf-8")
    assert not (home / ".zshrc").exists()


@pytest.mark.usefixtures("home")
def test_a_command_that_is_not_found_is_told(inside: Run, tmp_path: Path) -> None:
    """What is completed is a command, and the answer says where there is none of that name."""
    found = "the command treatyopt, which is not found on PATH now."
    assert found in inside(f"{FLAG}=fish", env={"PATH": str(tmp_path)}).stdout
    (tmp_path / "treatyopt").touch(0o755)
    assert found not in inside(f"{FLAG}=fish", env={"PATH": str(tmp_path)}).stdout


# --- what is refused


@pytest.mark.parametrize(
    ("words", "shell", "reason"),
    [
        ([f"{FLAG}=csh"], "/bin/bash", f"{FLAG}=csh: there is completion for bash, zsh, fish"),
        ([FLAG, "compare"], "/bin/bash", f"{FLAG}=compare: there is completion for bash, zsh, fish"),
        ([FLAG], "", f"{FLAG}: SHELL is not set, so say for which shell: "),
        ([FLAG], "/bin/dash", f"{FLAG}: SHELL is dash, so say for which shell: "),
    ],
)  # fmt: skip
def test_another_shell_is_refused(words: list[str], shell: str, reason: str, inside: Run, home: Path) -> None:
    """One line names the three that can be had, and nothing is written."""
    done = inside(*words, env={"SHELL": shell})
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"treatyopt: {reason}")
    assert all(name in done.stderr for name in ("bash", "zsh", "fish"))
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("there", "reason"),
    [
        (".local", ".local/share/zsh/site-functions: cannot be made: Not a directory"),
        (".zshrc/", ".zshrc: cannot be written: Is a directory; add to it: if [[ -r "),
        (FILES["zsh"] + "/", f"{FLAG} "),
    ],
)
def test_what_cannot_be_written_is_told(there: str, reason: str, inside: Run, home: Path) -> None:
    """A file or a folder in the way makes one line, which says what to add where only that was not possible."""
    if there.endswith("/"):
        (home / there).mkdir(parents=True)
    else:
        (home / there).touch()
    done = inside(f"{FLAG}=zsh")
    assert (done.returncode != 0, done.stdout, done.stderr.count("\n")) == (True, "", 1)
    assert reason in done.stderr


def test_a_home_that_may_not_be_written_is_told(run: Run, home: Path) -> None:
    """One line with the folder and the reason."""
    if os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere")
    home.chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = run(f"{FLAG}=fish")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"treatyopt: {(home / FILES['fish']).parent}: cannot be made: Permission denied\n"


@pytest.mark.usefixtures("home")
def test_no_home_is_told(inside: Run) -> None:
    """Nothing is written into the folder one happens to be in."""
    done = inside(f"{FLAG}=fish", env={"HOME": "nowhere"})
    assert (done.returncode, done.stderr) == (1, "treatyopt: the home folder: is not known; set HOME\n")


def test_an_old_bash_is_told(inside: Run, home: Path, tmp_path: Path) -> None:
    """What a bash before 4.4 could not read is not written for it."""
    (tmp_path / "bash").write_text("#!/bin/sh\necho 3.2.57\n", encoding="utf-8")
    (tmp_path / "bash").chmod(0o755)
    done = inside(f"{FLAG}=bash", env={"PATH": f"{tmp_path}:/usr/bin:/bin"})
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "older than 4.4" in done.stderr
    assert list(home.iterdir()) == []


# --- the shells themselves


def completed(shell: str, home: Path, keys: str, awaited: str, **env: str) -> bool:
    """Whether a shell on a terminal of its own shows this once the keys and a tab were typed."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    given = {"HOME": str(home), "PATH": path, "TERM": "xterm", "PYTHONPATH": str(ROOT / "src")} | env
    pid, ours = pty.fork()
    if not pid:
        os.chdir(home)
        os.execvpe(shell, [shell, "-i"], given)
    os.write(ours, f"{keys}\t".encode())
    shown, end = b"", time.monotonic() + 20
    while awaited.encode() not in shown and time.monotonic() < end:
        if select.select([ours], [], [], 0.1)[0]:
            shown += os.read(ours, 65536)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(ours)
    return awaited.encode() in shown


def installed(shell: str, inside: Run, **env: str) -> list[str]:
    """The lines of the answer, once it is installed for a shell; the test is skipped where there is no such shell."""
    if not (shutil.which(shell) and (Path(sys.executable).parent / "treatyopt").exists()):
        pytest.skip(f"{shell} or the treatyopt command is not here")
    done = inside(f"{FLAG}={shell}", env=env)
    assert done.returncode == 0
    return str(done.stdout).splitlines()


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_new_shell_completes(shell: str, inside: Run, home: Path) -> None:
    """With nothing but what was installed, a word is completed by an id of the paper's study."""
    installed(shell, inside)
    assert completed(shell, home, "treatyopt compare coop", "cooperation")


@pytest.mark.skipif(not BASH_COMPLETION.exists(), reason="bash-completion is not here")
def test_a_new_bash_completes_by_bash_completion(inside: Run, home: Path) -> None:
    """Where ~/.bashrc loads bash-completion nothing else is needed; the variable's study is the one in use."""
    installed("bash", inside)
    (home / ".bashrc").write_text(f". {BASH_COMPLETION}\n", encoding="utf-8")
    study = str(ROOT / "tests" / "river.yaml")
    assert completed("bash", home, "treatyopt compare river-c", "river-commission", TREATYOPT_STUDY=study)


def test_a_bash_without_bash_completion_completes_by_the_line_that_is_told(inside: Run, home: Path) -> None:
    """The line of the answer, put into ~/.bashrc, does without bash-completion, whatever the folder is called."""
    told = installed("bash", inside, XDG_DATA_HOME=str(home / "it's mine"))
    (line,) = [each for each in told if each.startswith("source ")]
    (home / ".bashrc").write_text(f"{line}\n", encoding="utf-8")
    assert completed("bash", home, "treatyopt negotiate -p nato=cau", "nato=cautious")


def test_zsh_does_not_set_up_completion_again(inside: Run, home: Path) -> None:
    """Where ~/.zshrc sets it up, the line that was added only adds the command, whatever the folder is called."""
    installed("zsh", inside, XDG_DATA_HOME=str(home / "it's mine"))
    before = "compinit() { print again }; compdef() { print -r -- $* }; source .zshrc"
    done = subprocess.run(["zsh", "-f", "-c", before], cwd=home, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("_treatyopt_completion treatyopt\n", "")


def test_zsh_starts_as_before_once_the_file_is_gone(inside: Run, home: Path) -> None:
    """Who deletes the file need not mind the line."""
    installed("zsh", inside)
    (home / FILES["zsh"]).unlink()
    done = subprocess.run(
        ["zsh", "-f", "-c", "source .zshrc"], cwd=home, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")
