"""The brief in a real browser: only where TREATYOPT_BROWSER is set, and then Chromium must be there.

With `pip install -e '.[browser]'` and Debian's chromium and chromium-driver, from the checkout:

    npm install --prefix .venv-browser axe-core@4
    TREATYOPT_BROWSER=1 TREATYOPT_AXE=.venv-browser/node_modules/axe-core/axe.min.js \
        pytest -o addopts= tests/browser
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

collect_ignore_glob = [] if os.environ.get("TREATYOPT_BROWSER") else ["test_*.py"]

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--disable-dev-shm-usage",
)  # fmt: skip

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One headless Chromium for all tests, with its console recorded."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = shutil.which("chromium") or ""
    for flag in _FLAGS:
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Open:
    """Opens a page from its text, at a width, with the weights of a link; earlier console messages are dropped."""

    def opened(text: str, *, width: int = 1000, link: str = "") -> Any:
        page = tmp_path / "brief.html"
        page.write_text(text, encoding="utf-8")
        browser.get("about:blank")
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
        )
        browser.get_log("browser")
        browser.get(f"{page.as_uri()}{link}")
        return browser

    return opened


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which checks a page for accessibility; TREATYOPT_AXE names its file."""
    return Path(os.environ["TREATYOPT_AXE"]).read_text(encoding="utf-8")
