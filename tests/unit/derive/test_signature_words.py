"""Each sentence that patrol.apk says of a signature has its Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from patrol.derive.signature_words import SAID, fault

APK = Path(__file__).parents[3] / "patrol" / "apk"
SAYING = re.compile(
    r"(?:_Fault\(|faults\.append\(|fault=|yield |faults\[\"\w+\"\] = |\", )f?\"((?:\{[^}]*\})?[a-zA-Z ][^\"]{9,})\""
)


def sentences() -> set[str]:
    text = "".join((APK / f"{name}.py").read_text("utf-8") for name in ("pkcs7", "jar", "signingblock", "signing"))
    return {found for found in SAYING.findall(text) if not found.startswith("{name} {one")}


@pytest.mark.parametrize("said", sorted(sentences()))
def test_a_sentence_has_its_chinese(said: str) -> None:
    for digest, scheme in (("SHA384", "v2"), ("SHA512", "v3.1")):
        told = said.replace("{digest.upper()}", digest).replace("{scheme}", scheme).replace("{MAX_SIGNERS}", "10")
        told = re.sub(r"\{[^}]*\}", "META-INF/CERT.RSA", told)
        for one in (told, f"META-INF/CERT.RSA {told}"):
            if fault(one).zh != one:
                break
        else:
            pytest.fail(f"{told!r} has no Chinese in patrol/derive/signature_words.py")


def test_names_stay_as_they_are() -> None:
    assert fault("lib/a b.so was changed after it was signed").zh == "lib/a b.so 在签名之后被改动"
    assert fault("something of a newer patrol").zh == "something of a newer patrol"


def test_many_sentences_are_found_in_the_source() -> None:
    assert len(sentences()) > 20 and len(SAID) > 25
