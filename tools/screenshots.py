"""The pictures of the README, taken from the demo in a real browser.

make demo                                             # in one terminal
python -m tools.screenshots http://localhost:8000     # in another
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, StorageState, sync_playwright

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PAGES: Final = {
    "today": "/",
    "people": "/book/",
    "network": "/network/",
    "sort": "/sort/",
    "import": "/import/",
    "profile": "/settings/profile/",
}
SIZES: Final = {"desk": (1280, 800, "light"), "phone": (360, 720, "dark")}
QUIET: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def main(address: str, who: str = "Ada Okafor") -> None:
    """Take every page at every size as one of the demo's personas; write PNG files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page()
        page.goto(f"{address}/demo/")
        page.get_by_role("button", name=f"Enter as {who}").click()
        page.goto(f"{address}/book/?sort=close")
        person = page.locator("ul.people a").first.get_attribute("href") or "/book/"
        session = page.context.storage_state()
        for name, path in (PAGES | {"person": person}).items():
            for size in SIZES:
                _take(browser, session, f"{address}{path}", name, size)


def _take(browser: Browser, session: StorageState, url: str, name: str, size: str) -> None:
    width, height, scheme = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        storage_state=session,
        locale="en-GB",
    )
    page = context.new_page()
    page.goto(url)
    page.screenshot(path=FOLDER / f"{name}-{size}.png")
    context.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
