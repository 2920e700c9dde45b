"""A browser of this computer, for the one thing that patrol asks of it: an HTML file as PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from patrol import temporary
from patrol.errors import PatrolError

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"),
    "microsoft-edge-stable",
)
"""Programs that print without a window, in the order in which they are looked for."""

PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
"""Where macOS keeps them, off the PATH."""

PATIENCE_S = 180
"""For a pack of several hundred pages."""

DATE = re.compile(rb"/(CreationDate|ModDate) \(D:[^)]*\)")


def find_browser(named: str = "") -> Path:
    """The browser of that name or path; without one the first that is there. Raises PatrolError that says what to
    install."""
    for name in (named,) if named else (*NAMES, *PLACES):
        if found := shutil.which(name):
            return Path(found)
    what = f"The browser {named} is not there." if named else "No Chromium, Chrome or Edge was found to print with."
    advice = "Install one, or name it: --browser PATH. evidence.html can also be printed from any browser."
    raise PatrolError(what, advice=advice)


def print_pdf(page: Path, began: str, browser: Path) -> bytes:
    """The HTML file on paper, with `began` (ISO 8601) as its date in place of now, so that the same page gives the same
    bytes. Raises PatrolError when the browser fails."""
    with temporary.folder("pdf") as folder:
        out = folder / "page.pdf"
        done = _run(_command(browser, page, out, folder / "profile"))
        if not out.is_file():
            told = done.strip().splitlines()[-1:] or ["it said nothing"]
            advice = "Print evidence.html from a browser instead."
            raise PatrolError(f"{browser} did not print {page.name}: {told[0]}", advice=advice)
        return dated(out.read_bytes(), began)


def _command(browser: Path, page: Path, out: Path, profile: Path) -> Sequence[str]:
    return (
        *(str(browser), "--headless", "--disable-gpu", "--no-sandbox", "--no-first-run", "--disable-extensions"),
        *(f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={out}", page.resolve().as_uri()),
    )


def _run(command: Sequence[str]) -> str:
    """What it wrote. The sandbox is off since root, as in a container, has none; the page is our own and fetches
    nothing."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return done.stderr.decode("utf-8", "replace")


def dated(pdf: bytes, began: str) -> bytes:
    """The file with its dates replaced, byte for byte as long as before: places in a PDF are counted."""
    try:
        at = datetime.fromisoformat(began)
    except ValueError:
        return pdf
    told = f"D:{at:%Y%m%d%H%M%S}+00'00'".encode()

    def put(match: re.Match[bytes]) -> bytes:
        room = len(match[0]) - len(match[1]) - 4
        return b"/%s (%s)" % (match[1], told[:room].ljust(room))

    return DATE.sub(put, pdf)
