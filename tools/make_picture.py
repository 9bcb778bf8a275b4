"""Writes docs/picture.png: the picture of the examples, as Chromium shows it.

python tools/make_picture.py
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import kg

ROOT = Path(__file__).resolve().parents[1]
SETTLED = "() => !document.getElementById('picture').hasAttribute('aria-busy')"


def main() -> None:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        target = Path(folder) / "graph.html"
        kg.build(str(ROOT / "examples")).view(target)
        browser = playwright.chromium.launch(executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page.goto(target.as_uri())
        page.wait_for_function(SETTLED)
        page.screenshot(path=ROOT / "docs" / "picture.png")
        browser.close()


if __name__ == "__main__":
    main()
