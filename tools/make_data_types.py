"""Makes patrol/catalogue/data_types.json from a catalogue of sensitive data.

    .venv/bin/python tools/make_data_types.py FOLDER_OF_FACTS

One type a line, so that an error can name its line. `verified` flags stay as they are. The masking rules of the facts
are sentences; what can be shown of a value by them becomes a pair of numbers. Classes that hang on circumstances
("C3_when_used_for_authentication") become the class with a condition beside it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "patrol" / "catalogue" / "data_types.json"


def level(written: str | None) -> tuple[str, str]:
    """(class, condition) of `C3_when_used_for_authentication`."""
    if not written:
        return "", ""
    classes = re.findall(r"C[123]", written)
    plain = written in {"C1", "C2", "C3"}
    return (classes[0] if classes else ""), ("" if plain else written.replace("_", " "))


def shown(rule: str) -> tuple[int, int]:
    """(characters shown at the beginning, at the end) of `show first 6 and last 4, or last 4 only`."""
    if re.search(r"never|not shown|masked|count only|hidden|strict", rule) and "first 1 " not in rule:
        return 0, 0
    first = re.search(r"first (\d)", rule)
    last = re.search(r"last (\d)", rule)
    return (int(first[1]) if first else 0), (int(last[1]) if last else 0)


def data_type(row: dict[str, Any]) -> dict[str, Any]:
    grade, condition = level(row["jrt0171_class"])
    kept = {
        "id": row["id"],
        "name": {"zh": row["name_zh"], "en": row["name_en"]},
        "group": row["group"],
        "level": grade,
        "condition": condition,
        "personal": row["pipl_sensitive"] == "yes",
        "patterns": [pattern["regex"] for pattern in row["patterns"]],
        "validation": row["validation"],
        "fields": row.get("field_name_hints", []),
        "words": row.get("context_words", []),
        "rule": row["masking_rule"],
        "shown": shown(row["masking_rule"]),
        "profile": row["transform_profile"],
        "examples": [str(one) for one in row["test_positive"]],
        "counterexamples": [str(one) for one in row["test_negative"]],
        "verified": row["verified"],
    }
    return {name: value for name, value in kept.items() if value not in ("", [])}


def bins(rows: list[dict[str, Any]]) -> list[str]:
    found = {
        str(number)
        for row in rows
        for name, value in row.items()
        if isinstance(value, list) and not name.startswith("source")
        for number in value
        if re.fullmatch(r"\d{4,8}", str(number))
    }
    return sorted(found)


def main() -> None:
    facts = yaml.safe_load((Path(sys.argv[1]) / "sensitive_data.yaml").read_text("utf-8"))
    profiles = [
        {"id": one["name"], "forms": one["base_forms"], "transforms": one["transforms"]}
        for one in facts["transform_profiles"]
    ]
    masks = [
        {"id": one["id"], "data": one["data"], "rule": one["rule"], "verified": one["verified"]}
        for one in facts["masking_rules"]
    ]
    levels = [{"id": one["id"], "zh": one["zh"], "en": one["en"]} for one in facts["classes"]]
    validators = [
        {
            "name": one["name"],
            "standard": one["standard"],
            "vectors": [[v["value"], v["valid"]] for v in one["test_vectors"]],
        }
        for one in facts["validators"]
    ]
    parts = {
        "levels": levels,
        "types": [data_type(row) for row in facts["data_types"]],
        "validators": validators,
        "profiles": profiles,
        "masks": masks,
    }
    lines = ['{\n"source": "patrol fact catalogue, sensitive_data.yaml"']
    for name, rows in parts.items():
        written = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        lines.append(f'"{name}": [\n{written}\n]')
    lines.append(f'"bins_verified": {json.dumps(all(row["verified"] for row in facts["bank_bins"]))}')
    lines.append(f'"bins": {json.dumps(bins(facts["bank_bins"]))}\n}}\n')
    TARGET.write_text(",\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
