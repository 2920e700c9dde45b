"""The policy and the list of SDKs: which pages they are, how far, what they say."""

from __future__ import annotations

from patrol.derive.pages import Pages
from patrol.derive.policy_seen import PolicySeen, policy_seen
from patrol.derive.said import Said, Words
from patrol.model.artifacts import Crawl
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator
from patrol.model.privacy import DeclaredPrivacy, PolicyText, TextKind
from patrol.model.screen import Rect

NAMES = {
    "consent": "个人信息保护指引",
    "home": "首页",
    "settings": "设置",
    "privacy": "隐私政策设置",
    "policy": "隐私政策",
    "sdk": "第三方SDK目录",
}
WAYS = (
    ("consent", "同意", "home"),
    ("consent", "《隐私政策》", "policy"),
    ("home", "设置", "settings"),
    ("settings", "隐私", "privacy"),
    ("privacy", "隐私政策", "policy"),
    ("policy", "SDK", "sdk"),
)


def seen(declared: DeclaredPrivacy | None = None, start: str = "consent") -> PolicySeen:
    pages = tuple(Page(key, name, wall="consent" if key == "consent" else "") for key, name in NAMES.items())
    edges = tuple(Edge(a, b, Action(ActionKind.tap, Locator(text=text))) for a, text, b in WAYS)
    graph = PageGraph(start, pages, tuple(State(key, key) for key in NAMES), edges)
    said = {key: (Words(key, name * 20, False, False, False, Rect(), 0, ""),) for key, name in NAMES.items()}
    return policy_seen(
        Crawl(graph), Pages(graph, {page.key: page for page in pages}, {}), Said(said, 6), None, declared
    )


def test_the_window_and_the_settings_are_not_the_policy() -> None:
    assert seen().policy.pages == ("policy",)
    assert seen().sdk_list.pages == ("sdk",)


def test_taps_are_counted_from_the_first_page_after_agreeing() -> None:
    found = seen().policy
    assert (found.taps, found.way) == (3, ("设置", "隐私", "隐私政策"))
    assert seen(start="home").policy.taps == 3
    assert seen().sdk_list.taps == 4


def test_texts_of_app_yaml_come_before_what_pages_show() -> None:
    declared = DeclaredPrivacy(
        texts=(
            PolicyText(TextKind.policy, "policy.txt", "全文"),
            PolicyText(TextKind.sdk_list, "https://x", error="404"),
        )
    )
    found = seen(declared)
    assert (found.policy.text, found.policy.source) == ("全文", "policy.txt")
    assert found.sdk_list.unread == ("https://x: 404",) and found.sdk_list.text


def test_a_page_that_app_yaml_names_is_the_policy_whatever_it_is_called() -> None:
    declared = DeclaredPrivacy(texts=(PolicyText(TextKind.policy, "page settings", page="settings"),))
    assert "settings" in seen(declared).policy.pages
