"""LibreOffice, which opens files, computes what is in them and saves them as another kind."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

WORD, WORKBOOK = "docx:MS Word 2007 XML", "xlsx:Calc MS Excel 2007 XML"


def converted(folder: Path, paths: Iterable[Path], kind: str) -> None:
    """Let it open files and save each in a folder as a kind, all in one run, with settings of its own."""
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'settings').as_uri()}",
        "--headless",
        *("--convert-to", kind, "--outdir", str(folder)),
        *map(str, paths),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
