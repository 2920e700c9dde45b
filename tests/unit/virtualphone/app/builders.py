"""Small apps for tests, written as an author would write them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.app.load import load_app
from patrol.virtualphone.app.model import AppModel

HEAD = """\
package: com.example.app
name: {zh: 例子, en: Example}
activities:
  .Main: {launcher: true}
  .Second: {exported: true}
permissions: [android.permission.CAMERA]
start: {cold_ms: 500, warm_ms: 200, hot_ms: 100, spread: 0}
stored: {visits: 0}
variables: {name: "", count: 0, on: false, items: [], found: none}
data: {rows: [{name: one}, {name: two}, {name: three}]}
open: home
"""


def write_app(folder: Path, pages: str, extra: str = "") -> Path:
    """Its build file; `pages` is the YAML of a page file, `extra` further keys of the build file."""
    build = folder / "build.yaml"
    build.write_text(f"{HEAD}{dedent(extra)}\npages:\n{indent(dedent(pages), '  ')}", encoding="utf-8")
    return build


def app_of(folder: Path, pages: str, extra: str = "") -> AppModel:
    return load_app(write_app(folder, pages, extra))


def driver_of(folder: Path, pages: str, extra: str = "") -> InProcessDriver:
    """The app launched and drawn."""
    driver = InProcessDriver(app_of(folder, pages, extra))
    driver.launch("com.example.app")
    return driver


def home(*widgets: str, more: str = "") -> str:
    """A page `home` with these widgets, each one line of YAML, and a page `other`."""
    lines = "\n".join(f"    - {widget}" for widget in widgets)
    return (
        f"home:\n  activity: .Main\n  content:\n{lines}\n{indent(dedent(more), '  ')}\nother: {{activity: .Second}}\n"
    )


def texts(driver: InProcessDriver) -> list[str]:
    return [node.text for node in driver.screen().nodes() if node.text]


def tap(driver: InProcessDriver, text: str) -> None:
    """Tap what has this text, description or hint."""
    for node in driver.screen().nodes():
        if text in (node.text, node.description, node.hint):
            driver.tap(*node.bounds.centre)
            return
    raise AssertionError(f"{text!r} is not on the screen: {texts(driver)}")
