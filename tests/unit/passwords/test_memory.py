"""Heap dumps of phones that give one, and of those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.model.passwords import Outcome
from patrol.passwords.memory import FILE, HeapUnreadable, heap_of, left_in_heap
from patrol.virtualphone.system.heap import hprof
from tests.unit.passwords.phone import PACKAGE, BankPhone, bank


@pytest.fixture
def phone(tmp_path: Path) -> BankPhone:
    found: BankPhone = bank(tmp_path)
    found.launch(PACKAGE)
    return found


def test_the_heap_of_a_debuggable_app_is_read(phone: BankPhone) -> None:
    assert heap_of(phone, PACKAGE, phone.clock).startswith(b"JAVA PROFILE")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("java.lang.SecurityException: Process not debuggable: ProcessRecord{1}", "not-debuggable"),
        ("java.lang.IllegalArgumentException: Unknown process: 1", "no-dump"),
        ("", "no-dump"),
    ],
)
def test_a_phone_that_gives_none_says_why(phone: BankPhone, said: str, reason: str) -> None:
    phone.answers["am dumpheap"] = said
    with pytest.raises(HeapUnreadable) as told:
        heap_of(phone, PACKAGE, phone.clock)
    assert told.value.reason == reason


def test_an_app_that_does_not_run_has_no_heap(phone: BankPhone) -> None:
    phone.stop(PACKAGE)
    with pytest.raises(HeapUnreadable, match="no-process"):
        heap_of(phone, PACKAGE, phone.clock)


def test_an_am_that_knows_no_collection_is_asked_without(phone: BankPhone) -> None:
    phone.answers["am dumpheap -g"] = "Error: Unknown option: -g"
    assert heap_of(phone, PACKAGE, phone.clock)


def test_a_file_that_is_no_dump_is_told(phone: BankPhone) -> None:
    phone.answers["am dumpheap"] = "File: x"
    phone.push(b"garbage", FILE)
    with pytest.raises(HeapUnreadable) as told:
        heap_of(phone, PACKAGE, phone.clock)
    assert "no heap dump" in told.value.said


def test_a_short_password_is_not_told_from_chance() -> None:
    assert left_in_heap(hprof(["123"], 0), "123").reason == "too-short"
    assert left_in_heap(hprof(["1234"], 0), "1234").outcome is Outcome.exposed
