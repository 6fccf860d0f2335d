"""Documents in LibreOffice: only where TREATYOPT_OFFICE is set, and then `soffice` must be there.

With `pip install -e '.[dev]'`, Debian's libreoffice-calc, libreoffice-writer and poppler-utils, from the checkout:

    TREATYOPT_OFFICE=1 pytest -o addopts= tests/office
"""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("TREATYOPT_OFFICE") else ["test_*.py"]
