"""A headless Chromium, where one is installed (Debian: chromium and chromium-driver)."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mtfix.edits import Edit, apply
from mtfix.guard.verdict import Rejection
from mtfix.report import write
from mtfix.result import Repair

Browser = Any  # selenium's WebDriver; selenium may not be installed

# A character outside the basic plane and a Windows line end before the edits: offsets in code
# points, in UTF-16 and in bytes all differ.
_ORIGINAL = (
    "Title 👍\r\n\r\nThe 2-states owe 2 500 rubles, — he told. Of 40 men all came home in year.\r\n"
)


def _edit(before: str, after: str, layer: Any, rule: str, **more: Any) -> Edit:
    start = _ORIGINAL.index(before)
    return Edit(start, start + len(before), before, after, layer, rule, **more)


@pytest.fixture
def example() -> Repair:
    """Four edits of three layers and two refusals, one of them overlapping an edit."""
    home = _ORIGINAL.index("home")
    edits = (
        _edit("2-states", "two states", "rules", "numeral.two_states", russian="двух государств"),
        _edit("2 500", "2,500", "rules", "numeral.thousands", reason="A comma, in English."),
        _edit(", —", ",", "glossary", "glossary.dash"),
        Edit(home, home, "", "back ", "model", "model.insert", confidence=0.61),
    )
    rejected = (
        Rejection(
            _edit("owe 2 500", "owe", "model", "model.delete", confidence=0.4), "numbers", "2500"
        ),
        Rejection(
            _edit("40 men", "14 men", "model", "model.replace", confidence=0.7), "numbers", "40"
        ),
    )
    return Repair(_ORIGINAL, apply(_ORIGINAL, edits), edits, rejected, "mtfix test")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    from selenium.webdriver.chrome.service import Service

    program = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not program or not driver:
        pytest.skip("no chromium or chromedriver: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    profile = tmp_path_factory.mktemp("profile")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={profile}")
    options.add_argument("--window-size=1440,900")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    yield browser
    browser.quit()


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """Where the page's exports land."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(
    chromium: Browser, example: Repair, tmp_path: Path, downloads: Path
) -> Callable[..., Browser]:
    """Opens the page of a repair, with nothing remembered of an earlier one."""

    def open_page(repair: Repair | None = None, title: str = "story.txt") -> Browser:
        path = tmp_path / "page.html"
        write(repair or example, path, title=title)
        chromium.execute_cdp_cmd(
            "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(downloads)}
        )
        chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
        chromium.get(path.as_uri())
        chromium.execute_script("localStorage.clear()")
        chromium.get(path.as_uri())
        return chromium

    return open_page


@pytest.fixture
def saved(downloads: Path) -> Callable[[str], bytes]:
    """Waits for a download and gives its content."""

    def wait(name: str) -> bytes:
        path = downloads / name
        for _ in range(200):
            if path.exists():
                return path.read_bytes()
            time.sleep(0.05)
        raise AssertionError(f"{name} was not saved: {sorted(downloads.iterdir())}")

    return wait
