"""The pictures of the README and of docs/, taken from the demo in a real browser.

make demo                                             # in one terminal
python -m tools.screenshots http://localhost:8000     # in another
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PAGES: Final = {"today": "/", "people": "/book/", "network": "/network/", "sort": "/sort/"}
FOUND: Final = {  # by what leads to them
    "person": ("/book/?sort=close", "ul.people a"),
    "introduction": ("/introductions/", "ul.people a"),
    "company": ("/companies/?named=Nordwind", "ul.people a"),
    "thread": ("/messages/", "ul.people a"),
}
LOOKS_FOR: Final = "someone who worked at Nordwind Energie"
PICTURES: Final = (
    ("network", "desk"),
    ("person", "desk"),
    ("today", "phone"),
    ("people", "desk"),
    ("sort", "phone"),
    ("ask", "desk"),
    ("introduction", "phone"),
    ("company", "desk"),
    ("thread", "phone"),
)
SIZES: Final = {"desk": (1280, 800, "light"), "phone": (360, 720, "dark")}
QUIET: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


def main(address: str, who: str = "Ada Okafor") -> None:
    """Take every picture as one of the demo's personas; write PNG files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page()
        page.goto(f"{address}/demo/")
        page.get_by_role("button", name=f"Enter as {who}").click()
        places = {name: f"{address}{path}" for name, path in PAGES.items()}
        for name, (path, link) in FOUND.items():
            page.goto(f"{address}{path}")
            page.locator(link).first.click()
            places[name] = page.url.partition("#")[0]  # from the top
        places["ask"] = _write_an_ask(page, address)
        session = page.context.storage_state()
        for name, size in PICTURES:
            _take(browser, session, places[name], name, size)
        page.goto(places["ask"])
        page.get_by_role("button", name="Throw it away").click()


def _write_an_ask(page: Page, address: str) -> str:
    """Return the page of an ask that is not sent."""
    page.goto(f"{address}/asks/")
    page.get_by_label("I’m looking for").fill(LOOKS_FOR)
    page.get_by_role("button", name="Go on").first.click()
    return page.url


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
