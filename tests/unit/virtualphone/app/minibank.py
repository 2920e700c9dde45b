"""The example of docs/app-model.md as files: what the page shows is what is tested."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).parents[4] / "docs" / "app-model.md"

BACKEND = """
hosts: [api.minibank.example]
routes:
  - route: POST /v1/transfer
    json: {code: 0, data: {id: "T{random(8)}", to: "{body.to}"}}
"""


def blocks() -> list[str]:
    """The YAML blocks of the page, in order."""
    return re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


def write_minibank(folder: Path) -> Path:
    """Its build file."""
    build, pages = blocks()[:2]
    (folder / "pages").mkdir(parents=True)
    (folder / "build-1.0.yaml").write_text(build, encoding="utf-8")
    (folder / "pages" / "main.yaml").write_text(pages, encoding="utf-8")
    (folder / "backend.yaml").write_text(BACKEND, encoding="utf-8")
    return folder / "build-1.0.yaml"
