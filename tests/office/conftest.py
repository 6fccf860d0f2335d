"""The workbook in LibreOffice: only where TREATYOPT_OFFICE is set, and then `soffice` must be there.

With `pip install -e '.[dev]'` and Debian's libreoffice-calc, from the checkout:

    TREATYOPT_OFFICE=1 pytest -o addopts= tests/office
"""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("TREATYOPT_OFFICE") else ["test_*.py"]
