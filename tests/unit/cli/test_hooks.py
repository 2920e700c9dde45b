"""`patrol hooks`, and the page that is made of the hook table."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from patrol.catalogue.apis import catalogue
from patrol.cli.hooks import command, seen_by, what_of
from patrol.cli.hooks_page import page

PAGE = Path(__file__).parents[3] / "docs" / "hooks.md"


def test_the_page_of_hooks_is_up_to_date(rebaseline: bool) -> None:
    if rebaseline:
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page(), "run: pytest tests/unit/cli/test_hooks.py --rebaseline"


def test_the_list_finds_a_call_by_a_word() -> None:
    said = CliRunner().invoke(command, ["list", "getimei", "--json"], standalone_mode=False)
    rows = json.loads(said.output)
    assert "android.telephony.TelephonyManager.getImei" in {row["what"] for row in rows}
    assert all("getimei" in row["what"].lower() for row in rows)


def test_each_entry_says_what_it_is_and_how_it_is_seen() -> None:
    assert all(what_of(api).strip() and seen_by(api) for api in catalogue().entries)
