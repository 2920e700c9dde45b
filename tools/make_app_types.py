"""Makes patrol/catalogue/app_types.json: the 39 types of apps and the personal information that each needs.

.venv/bin/python tools/make_app_types.py FOLDER_OF_FACTS
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "patrol" / "catalogue" / "app_types.json"
SOURCE = "CN-NPI-2021/A5"


def app_type(row: dict[str, Any]) -> dict[str, Any]:
    needed = [
        {"subject": each["subject_zh"], "items": each["items_zh"], "condition": each.get("condition_zh", "")}
        for each in row["necessary_info"]
    ]
    return {
        "id": row["id"],
        "name": {"zh": row["type_zh"], "en": row["type_en"]},
        "basic": row["basic_function_zh"],
        "needed": needed,
        "data": row["sensitive_data_ids"],
        "nothing_needed": row["no_personal_info_needed"],
        "verified": row["verified"],
    }


def main(folder: Path) -> None:
    read = yaml.safe_load((folder / "regulations.yaml").read_text("utf-8"))
    lines = ",\n".join(json.dumps(app_type(row), ensure_ascii=False) for row in read["necessary_information_types"])
    TARGET.write_text(f'{{"source": "{SOURCE}", "types": [\n{lines}\n]}}\n', "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
