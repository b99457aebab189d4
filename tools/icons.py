"""Draw the PNG icons of the installed app from our own SVG: `python tools/icons.py`, then commit what changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "src/comity/foundation/core/static/comity"
SIZES = (192, 512)
# A maskable icon fills its square: the platform cuts the corners, so ours must not be round already.
CORNERS = {"any": 'rx="7"', "maskable": 'rx="0"'}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def draw() -> None:
    drawing = (STATIC / "icon.svg").read_text()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for purpose, corner in CORNERS.items():
            for size in SIZES:
                page = browser.new_page(viewport={"width": size, "height": size})
                svg = drawing.replace(CORNERS["any"], corner)
                page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100vw}}</style>{svg}")
                page.screenshot(path=STATIC / f"icon-{purpose}-{size}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    draw()
