"""Makes patrol/catalogue/privacy_apis.json from a catalogue of privacy APIs.

    .venv/bin/python tools/make_hook_table.py FOLDER_OF_FACTS

Entries of more_apis.yaml beside this file are added. The catalogue names parameters as a person would write them,
`(Context, int slotIndex)`; here they become type descriptors, with java.lang.Object for every class but String.
`verified` flags stay as they are.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
MORE = Path(__file__).with_name("more_apis.yaml")
TARGET = ROOT / "patrol" / "catalogue" / "privacy_apis.json"
PRIMITIVES = {"int": "I", "long": "J", "boolean": "Z", "float": "F", "double": "D", "byte": "B", "char": "C"}
NO_TYPES = {"hidden", "executor", ""}
OBJECT, STRING = "Ljava/lang/Object;", "Ljava/lang/String;"


WRITTEN = {
    "android.content.ContentProviderClient.query": "(Uri, String[], String, String[], String)",
    "android.content.ContentProviderProxy.query": "(AttributionSource, Uri, String[], Bundle, ICancellationSignal)",
    "android.content.ContentResolver.requestSync": "(Account, String, Bundle)",
    "android.content.ContentResolver.addPeriodicSync": "(Account, String, Bundle, long)",
}
"""Parameters of methods that mean something by them, where the catalogue does not tell them (AOSP)."""


def kind_of(written: str) -> str | None:
    """Descriptor of `int slotIndex`, `String[]`, `Context`; None for what is no type."""
    word = written.strip().split(" ")[0]
    if word in NO_TYPES or word == "...":
        return None
    base, arrays = word.rstrip("[]"), word.count("[]")
    simple = PRIMITIVES.get(base) or (STRING if base in {"String", "CharSequence"} else OBJECT)
    return "[" * arrays + simple


def overloads(text: str) -> list[list[str]]:
    """Parameters of each overload that the catalogue tells; at least one, the empty one when it tells none."""
    found: list[list[str]] = []
    for part in re.findall(r"\(([^()]*)\)", text):
        kinds = [kind for kind in map(kind_of, part.split(",")) if kind is not None]
        if part.strip() == "...":
            kinds = ["[" + OBJECT]
        if kinds not in found:
            found.append(kinds)
    return found or [[]]


def entry(row: dict[str, Any]) -> dict[str, Any]:
    kept = {
        "id": row["id"],
        "kind": row["kind"],
        "category": row["data_category"],
        "severity": row["severity"],
        "permission": row["permission"] or "",
        "clauses": row["regulation_ids"],
        "verified": row["verified"],
    }
    for name in ("class", "member", "value", "namespace", "key", "library", "symbol", "arguments"):
        if row.get(name):
            kept[name] = row[name]
    if row["kind"] in {"java_method", "java_constructor"}:
        kept["overloads"] = overloads(WRITTEN.get(f"{row['class']}.{row['member']}") or row.get("overloads") or "")
        kept["member"] = "$init" if row["kind"] == "java_constructor" else row["member"]
    return kept


def more() -> list[dict[str, Any]]:
    """The entries that the fact catalogue does not have, in its form."""
    read = yaml.safe_load(MORE.read_text("utf-8"))
    usual = {
        "kind": "java_method",
        "data_category": "security_crypto_storage",
        "severity": "low",
        "permission": None,
        "verified": True,
    }
    return [
        {
            **usual,
            **row,
            "regulation_ids": read["network" if "data_category" in row else "clauses"],
        }
        for row in read["entries"]
    ]


def main(folder: Path) -> None:
    read = yaml.safe_load((folder / "privacy_apis.yaml").read_text("utf-8"))
    categories = [{"id": c["id"], "zh": c["zh"], "en": c["en"]} for c in read["categories"]]
    lines = ",\n".join(json.dumps(entry(row), ensure_ascii=False) for row in [*read["entries"], *more()])
    head = json.dumps(
        {"source": "patrol fact catalogue, privacy_apis.yaml", "categories": categories}, ensure_ascii=False
    )
    TARGET.write_text(f'{head[:-1]}, "entries": [\n{lines}\n]}}\n', "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
