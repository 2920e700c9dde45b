"""Ends of archives that lie."""

import struct

import pytest

from patrol.apk.archive import Archive, NotAnArchive
from patrol.apk.budget import Budget
from tests.unit.apk.made import apk


def test_a_directory_longer_than_the_file_is_no_archive() -> None:
    data = apk()
    end = data.rfind(b"PK\x05\x06")
    damaged = data[: end + 12] + struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF) + data[end + 20 :]
    with pytest.raises(NotAnArchive, match="not where the end record says"):
        Archive(damaged, Budget())
