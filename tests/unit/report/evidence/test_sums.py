"""Whether a pack was changed: every way to change one is found, and what cannot be known is not claimed."""

from __future__ import annotations

import hashlib

import pytest

from patrol.errors import ConfigError
from patrol.report.evidence.sums import KEY, SIGNATURE, SUMS, fingerprint_of, new_key, sealed, verify

FILES = {"E-001/1-call.txt": b"call", "evidence.html": b"<html>", "中文.txt": "字".encode()}
PRIVATE, PUBLIC = new_key()
OTHER_PRIVATE, OTHER_PUBLIC = new_key()


def test_the_sums_are_those_of_sha256sum() -> None:
    lines = sealed(FILES)[SUMS].decode().splitlines()
    assert lines[0] == f"{hashlib.sha256(b'call').hexdigest()}  E-001/1-call.txt"
    assert [line.partition("  ")[2] for line in lines] == sorted(FILES)


def test_the_same_files_and_key_give_the_same_seal() -> None:
    assert sealed(FILES, PRIVATE) == sealed(dict(reversed(FILES.items())), PRIVATE)


@pytest.mark.parametrize("key", [None, PRIVATE])
def test_an_untouched_pack_is_intact(key: bytes | None) -> None:
    checked = verify(sealed(FILES, key))
    assert checked.intact and checked.files == 3
    assert checked.signed_by == (fingerprint_of(PUBLIC) if key else "")
    assert not checked.expected_key


def test_the_key_that_was_asked_for_is_recognised() -> None:
    assert verify(sealed(FILES, PRIVATE), PUBLIC).expected_key


def test_a_changed_an_added_and_a_removed_file_are_told() -> None:
    pack = sealed(FILES, PRIVATE)
    pack |= {"evidence.html": b"<html>!", "extra.txt": b""}
    del pack["中文.txt"]
    checked = verify(pack)
    assert not checked.intact
    assert (checked.changed, checked.added, checked.removed) == (("evidence.html",), ("extra.txt",), ("中文.txt",))


def test_sums_made_anew_do_not_fit_the_signature() -> None:
    pack = sealed(FILES, PRIVATE)
    forged = sealed({**FILES, "evidence.html": b"nicer"}) | {SIGNATURE: pack[SIGNATURE], KEY: pack[KEY]}
    assert "does not fit" in verify(forged).faults[0]


def test_another_keys_signature_is_not_the_one_that_was_asked_for() -> None:
    forged = sealed({**FILES, "evidence.html": b"nicer"}, OTHER_PRIVATE)
    assert verify(forged).intact and verify(forged).signed_by == fingerprint_of(OTHER_PUBLIC)
    assert not verify(forged, PUBLIC).intact
    assert verify(forged, PUBLIC).faults == (
        f"signed by another key than the one asked for: {fingerprint_of(OTHER_PUBLIC)}",
    )


def test_a_signature_that_was_taken_away_is_missed_when_a_key_is_asked_for() -> None:
    bare = sealed(FILES)
    assert verify(bare).intact
    assert verify(bare, PUBLIC).faults == ("it is not signed, and a key was asked for",)


@pytest.mark.parametrize("name", [SIGNATURE, KEY])
def test_half_a_seal_is_a_fault(name: str) -> None:
    pack = sealed(FILES, PRIVATE)
    del pack[name]
    assert verify(pack).faults


@pytest.mark.parametrize("line", ["nonsense\n", "0" * 64 + " one space\n", "é\n"])
def test_sums_that_cannot_be_read_are_a_fault(line: str) -> None:
    pack = sealed(FILES)
    pack[SUMS] += line.encode()
    assert "cannot be read" in verify(pack).faults[0]


def test_a_file_named_twice_is_a_fault() -> None:
    pack = sealed(FILES)
    pack[SUMS] += pack[SUMS]
    assert not verify(pack).intact


def test_what_is_no_pack_and_what_is_no_key_are_said() -> None:
    with pytest.raises(ConfigError, match="this is no evidence pack"):
        verify({"a": b""})
    with pytest.raises(ConfigError, match="cannot be used to sign"):
        sealed(FILES, PUBLIC)
    with pytest.raises(ConfigError, match="no public Ed25519 key"):
        verify(sealed(FILES), PRIVATE)
    assert verify(sealed(FILES, PRIVATE) | {KEY: b"?"}).faults
