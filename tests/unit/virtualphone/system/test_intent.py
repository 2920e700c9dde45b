"""Intents: arguments of am, deep links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.virtualphone.system.intent import IntentError, link_matches, parse_intent, short


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("-n com.a/.B", "Intent { cmp=com.a/.B }"),
        (
            "-a android.intent.action.VIEW -d a://b com.a",
            "Intent { act=android.intent.action.VIEW dat=a://b pkg=com.a }",
        ),
        ("a://b/c", "Intent { act=android.intent.action.VIEW dat=a://b/c }"),
        (
            "com.a/com.x.B",
            "Intent { act=android.intent.action.MAIN cat=[android.intent.category.LAUNCHER] cmp=com.a/com.x.B }",
        ),
        ("com.a", "Intent { act=android.intent.action.MAIN cat=[android.intent.category.LAUNCHER] pkg=com.a }"),
        ("-n com.a/.B --es key value -f 0x10200000", "Intent { flg=0x10200000 cmp=com.a/.B (has extras) }"),
    ],
)
def test_arguments_become_the_intent_that_am_prints(words: str, printed: str) -> None:
    assert str(parse_intent(words.split())) == printed


@pytest.mark.parametrize("words", ["-n nonsense", "-a", "--nonsense"])
def test_what_is_no_intent_is_refused(words: str) -> None:
    with pytest.raises(IntentError):
        parse_intent(words.split())


@pytest.mark.parametrize(
    ("pattern", "url", "matches"),
    [
        ("bank://product/{id}", "bank://product/7", True),
        ("bank://product/{id}", "bank://product/7?from=sms", True),
        ("bank://product/{id}", "bank://product", False),
        ("bank://product/{id}", "bank://other/7", False),
        ("bank://home", "BANK://home", True),
        ("bank://{page}", "bank://anything", True),
        ("https://www.bank.example/a", "http://www.bank.example/a", False),
    ],
)
def test_links_match_by_scheme_host_and_path(pattern: str, url: str, matches: bool) -> None:
    assert link_matches(pattern, url) is matches


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_arguments_are_an_intent_or_are_refused(words: list[str]) -> None:
    try:
        str(parse_intent(words))
    except (IntentError, ValueError):
        pass


@given(st.text(max_size=30))
def test_any_text_may_be_a_link(url: str) -> None:
    assert link_matches("bank://product/{id}", url) in (True, False)


def test_components_are_shortened_only_inside_their_package() -> None:
    assert short("com.a", "com.a.b.C") == "com.a/.b.C"
    assert short("com.a", "com.ab.C") == "com.a/com.ab.C"
