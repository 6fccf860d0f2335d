"""Peers are other libraries: compared with only where TREATYOPT_PEERS is set, and then they must be there.

In a virtual environment of its own, with `pip install -e '.[peers]'`, from the checkout:

    TREATYOPT_PEERS=1 pytest -o addopts= tests/peers
"""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("TREATYOPT_PEERS") else ["test_*.py"]
