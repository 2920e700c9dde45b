"""Memory of a release build, read as root."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import pytest

from patrol.device.parse.heap import HeapHits, value_in_memory
from patrol.model.passwords import Outcome
from patrol.passwords.memory import HeapUnreadable, heap_of, left_in_heap
from patrol.passwords.raw_memory import FILE
from tests.unit.passwords.phone import PACKAGE, BankPhone, bank

MAPS = "12c00000-14c00000 rw-p 00000000 00:00 0   [anon:dalvik-main space (region space)]\n"
DENIED = "java.lang.SecurityException: Process not debuggable: ProcessRecord{1 2:com.x/1}"


def art_string(text: str) -> bytes:
    """As ART lays it out: class, lock, length with the bit for wide characters, hash, characters."""
    wide = not text.isascii()
    data = text.encode("utf-16-le") if wide else text.encode()
    return struct.pack("<IIII", 0x6F1234, 0, len(text) << 1 | wide, 0xBEEF) + data


@pytest.fixture
def phone(tmp_path: Path) -> BankPhone:
    found: BankPhone = bank(tmp_path)
    found.launch(PACKAGE)
    found.answers["am dumpheap"] = DENIED
    return found


@pytest.mark.parametrize("root", ["cat /proc/", "su -c 'cat /proc/", "su 0 sh -c 'cat /proc/"])
def test_whoever_can_become_root_reads_the_heaps(phone: BankPhone, root: str) -> None:
    phone.answers[root] = MAPS
    phone.push(gzip.compress(b"\0" * 4096 + art_string("258036")), FILE)
    came = left_in_heap(heap_of(phone, PACKAGE, phone.clock), "258036")
    assert came.outcome is Outcome.exposed and came.facts["source"] == "/proc/PID/mem"


def test_without_root_the_reason_stays_that_it_may_not_be_debugged(phone: BankPhone) -> None:
    phone.answers["cat /proc/"] = "cat: /proc/1/maps: Permission denied\n"
    with pytest.raises(HeapUnreadable, match="not-debuggable"):
        heap_of(phone, PACKAGE, phone.clock)


def test_a_damaged_copy_is_no_memory(phone: BankPhone) -> None:
    phone.answers["cat /proc/"] = MAPS
    phone.push(b"no gzip", FILE)
    with pytest.raises(HeapUnreadable):
        heap_of(phone, PACKAGE, phone.clock)


def test_strings_of_art_are_told_from_chance() -> None:
    noise = b"12580361" + b"x258036y" + struct.pack("<I", 5)
    assert value_in_memory(noise, "258036") == HeapHits(0, 0)
    assert value_in_memory(noise + art_string("密码一二三四"), "密码一二三四").whole == 1
    assert value_in_memory(b'{"pin":"258036"}', "258036") == HeapHits(0, 1)
