"""Every word that the password control writes down can be read."""

from __future__ import annotations

import re
from pathlib import Path

from patrol.derive.password_words import REASONS, TO_DO
from patrol.model.passwords import ProbeKind

SOURCES = Path(__file__).resolve().parents[3] / "patrol" / "passwords"
WRITTEN = re.compile(r'(?:untried|protected|exposed|HeapUnreadable)\(\s*"([\w-]+)"|Outcome\.\w+,\s*"([\w-]+)"')


def test_each_reason_has_words_in_both_languages() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCES.glob("*.py"))
    written = {one or other for one, other in WRITTEN.findall(text)} | {"system-keyboard", "own-input-method"}
    assert len(written) > 25 and written <= REASONS.keys()


def test_each_probe_says_what_a_person_should_do_instead() -> None:
    assert TO_DO.keys() == set(ProbeKind)
    assert all(text.zh.startswith("请") and text.en[0].isupper() for text in TO_DO.values())
