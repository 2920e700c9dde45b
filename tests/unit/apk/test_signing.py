"""Who signed, as apksig says it: its own test files (tests/data/apksig), whose names tell what is the matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.apk.archive import Archive
from patrol.apk.budget import Budget
from patrol.apk.signing import entries_checked, signing
from patrol.model.scan import Signing

FOLDER = Path(__file__).parents[2] / "data" / "apksig"
FAULTS = {
    "v1-only-with-signed-attrs-wrong-digest": ("v1", "META-INF/RSA-2048.RSA does not fit the .SF file"),
    "v1-only-with-signed-attrs-wrong-signature": ("v1", "META-INF/RSA-2048.RSA does not fit the .SF file"),
    "v1-only-with-signed-attrs-missing-digest": ("v1", "META-INF/RSA-2048.RSA does not fit the .SF file"),
    "v1-only-with-signed-attrs-multiple-good-digests": ("v1", "META-INF/RSA-2048.RSA names an attribute twice"),
    "v1-only-with-dsa-sha512-2.16.840.1.101.3.4.3.4-1024": (
        "v1",
        "META-INF/CERT.DSA uses DSA with SHA512, which Android does not know",
    ),
    "v1-only-with-lf-in-entry-name": ("v1", "test.txt\n was added after it was signed"),
    "v1-sha1-sha256-manifest-and-sf-with-sha256-wrong-in-sf": (
        "v1",
        "META-INF/MANIFEST.MF was changed after it was signed",
    ),
    "v2-stripped": ("v1", "the v2 signature that it tells of was taken out"),
    "v2-only-cert-and-public-key-mismatch": ("v2", "its key is not that of its certificate"),
    "v2-only-no-certs-in-sig": ("v2", "its key is not that of its certificate"),
    "v2-only-signatures-and-digests-block-mismatch": (
        "v2",
        "its digests are not of the same kinds as its signatures",
    ),
    "v2-only-garbage-between-cd-and-eocd": ("v2", "the signing block is damaged"),
    "v2-only-two-signers-second-signer-no-sig": ("v2", "it has no signature"),
    "v2-only-with-dsa-sha256-1024-sig-does-not-verify": ("v2", "the signature does not fit the signed data"),
}
"""What apksig 0.9 refuses, and what is told of it; it accepts all the others."""


def looked_at(data: bytes) -> Signing:
    archive = Archive(data, Budget())
    return entries_checked(archive, signing(archive))


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.apk")))
def test_a_signature_holds_where_apksig_says_so(name: str) -> None:
    found = looked_at((FOLDER / f"{name}.apk").read_bytes())
    assert found.broken[:1] == ((FAULTS[name],) if name in FAULTS else ())
    assert found.unchecked == ()
    assert found.certificates or name in ("v2-only-no-certs-in-sig", "v2-only-garbage-between-cd-and-eocd")


def test_every_named_fault_has_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.apk")} > FAULTS.keys()


def test_weak_digests_and_keys_are_told() -> None:
    found = looked_at((FOLDER / "v1-only-with-rsa-pkcs1-md5-1.2.840.113549.1.1.4-1024.apk").read_bytes())
    assert "v1 md5" in found.digests and [(one.key, one.key_bits) for one in found.certificates] == [("RSA", 1024)]


def test_a_certificate_that_is_not_strict_der_is_told_too() -> None:
    (one,) = looked_at((FOLDER / "v1-only-with-rsa-1024-cert-not-der.apk").read_bytes()).certificates
    assert (one.key, one.key_bits, one.schemes) == ("RSA", 1024, ("v1",)) and one.not_after > one.not_before


def test_both_signers_are_named() -> None:
    found = looked_at((FOLDER / "v1-only-two-signers.apk").read_bytes())
    assert sorted(one.key for one in found.certificates) == ["EC", "RSA"]


def test_after_a_rotation_old_and_new_key_stand_with_their_schemes() -> None:
    found = looked_at((FOLDER / "v1v2v3-with-rsa-2048-lineage-3-signers.apk").read_bytes())
    assert {one.schemes for one in found.certificates} == {("v2", "v1"), ("v3",)}


def test_a_proof_of_rotation_that_was_changed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # What the signed data hold is signed; so the lineage itself can be wrong only where the signer made it so.
    from patrol.apk import signingblock

    data = (FOLDER / "v1v2v3-with-rsa-2048-lineage-3-signers.apk").read_bytes()
    pairs = dict(signingblock.block(Archive(data, Budget())))
    value = pairs[0xF05368C0]
    at = value.index(signingblock.LINEAGE.to_bytes(4, "little"))
    lineage = value[at + 4 :]
    reader = signingblock._Read(value[at - 4 :])
    lineage = reader.part()[4:]
    (certificate,) = (
        one.certificate
        for one in signingblock.signers(
            "v3", value, signingblock.Contents(Archive(data, Budget())), frozenset({"v2", "v3"})
        )
    )
    assert signingblock._rotated(lineage, certificate)
    assert not signingblock._rotated(lineage, b"another")
    assert not signingblock._rotated(lineage[:900] + bytes([lineage[900] ^ 1]) + lineage[901:], certificate)


def test_a_verity_tree_is_built_again() -> None:
    data = bytearray((FOLDER / "v2-only-verity.apk").read_bytes())
    assert (0x0421).to_bytes(4, "little") in data and not looked_at(bytes(data)).broken
    data[data.index(b"PK\x01\x02") + 12] ^= 1  # a time of the directory
    assert looked_at(bytes(data)).broken == (("v2", "the file was changed after it was signed"),)
