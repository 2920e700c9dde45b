"""Makes patrol/catalogue/sdks.json from a catalogue of third-party SDKs.

    .venv/bin/python tools/make_sdks.py FOLDER_OF_FACTS

Kept: names, category, package prefixes, domains and native libraries, each with whether a public list names it, and
what the vendor says that the SDK collects.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "patrol" / "catalogue" / "sdks.json"


def sdk(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": {"zh": row["name_zh"] or row["name"], "en": row["name"]},
        "vendor": row["vendor"],
        "category": row["category"],
        "region": row["region"],
        "prefixes": [[each["prefix"], bool(each["seen_in"])] for each in row["package_prefixes"]],
        "domains": [[each["domain"], each["seen"]] for each in row["domains"]],
        "libraries": [[each["lib"], each["seen"]] for each in row.get("native_libs", ())],
        "collects": row["typical_data_collected"],
        "collects_verified": row["data_verified"],
        "verified": row["verified"],
    }


def main(folder: Path) -> None:
    read = yaml.safe_load((folder / "third_party_sdks.yaml").read_text("utf-8"))
    categories = [{"id": c["id"], "name": {"zh": c["zh"], "en": c["en"]}} for c in read["categories"]]
    head = json.dumps(
        {"source": "patrol fact catalogue, third_party_sdks.yaml", "categories": categories}, ensure_ascii=False
    )
    lines = ",\n".join(json.dumps(sdk(row), ensure_ascii=False) for row in read["sdks"])
    TARGET.write_text(f'{head[:-1]}, "sdks": [\n{lines}\n]}}\n', "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
