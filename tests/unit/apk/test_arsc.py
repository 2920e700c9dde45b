"""Strings of a resource table, and that a damaged one only knows less."""

from patrol.apk.arsc import Resources
from patrol.apk.axml import Reference
from tests.unit.apk.made_table import table


def test_strings_are_read_by_number_and_by_name() -> None:
    resources = Resources(table(app_name="港湾银行", url="https://bank.example"))
    assert resources.value(0x7F010000) == "港湾银行"
    assert resources.text(Reference(0x7F010001)) == "https://bank.example"
    assert dict(resources.named_strings()) == {"app_name": "港湾银行", "url": "https://bank.example"}


def test_a_table_that_was_cut_knows_less_and_raises_nothing() -> None:
    whole = table()
    for size in range(0, len(whole), 7):
        resources = Resources(whole[:size])
        assert resources.value(0x7F010000) in ("港湾银行", "", None)
        list(resources.named_strings())
