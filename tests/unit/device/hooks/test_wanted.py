"""The hook table that the agent is given."""

from __future__ import annotations

import json
import re

import pytest

from patrol.catalogue.apis import catalogue
from patrol.device.hooks.handling import NEVER, handling
from patrol.device.hooks.wanted import Hook, hooks, table
from patrol.device.hooks.when import when_of


@pytest.fixture(scope="module")
def by_call() -> dict[str, Hook]:
    return {hook.call: hook for hook in hooks(catalogue())}


def test_each_java_entry_is_hooked_or_seen_by_another_method(by_call: dict[str, Hook]) -> None:
    for api in catalogue().java():
        assert api.id in by_call[NEVER.get(api.call, api.call)].ids


def test_no_method_that_acts_for_its_caller_is_hooked(by_call: dict[str, Hook]) -> None:
    assert not set(NEVER) & set(by_call)
    assert by_call["java.lang.Class.forName"].how.only == ("java.lang.String", "boolean", "java.lang.ClassLoader")


def test_each_hook_can_be_told(by_call: dict[str, Hook]) -> None:
    assert all(hook.always or hook.when for hook in by_call.values())


def test_busy_methods_mean_something_by_their_arguments_alone(by_call: dict[str, Hook]) -> None:
    for call in ("java.io.File.$init", "android.content.ContentResolver.query", "java.lang.System.getProperty"):
        assert not by_call[call].always and by_call[call].when


def test_bytes_are_carried_where_values_pass(by_call: dict[str, Hook]) -> None:
    assert by_call["javax.crypto.Cipher.doFinal"].how == handling("javax.crypto.Cipher.doFinal")
    assert by_call["javax.crypto.Cipher.doFinal"].how.raw == ("in", "out")
    assert by_call["android.content.ClipboardManager.setPrimaryClip"].how.mask
    assert not by_call["javax.crypto.spec.SecretKeySpec.$init"].how.raw


def test_a_table_without_crypto_carries_no_bytes() -> None:
    java = table(catalogue(), crypto=False)["java"]
    assert isinstance(java, list)
    assert java and not any("raw" in row for row in java)


def test_the_table_is_plain_json_of_a_few_hundred_kilobytes() -> None:
    assert len(json.dumps(table(catalogue()))) < 500_000


@pytest.mark.parametrize(
    ("id", "path", "means"),
    [
        ("API-MAC-015", "/sys/class/net/wlan7/address", True),
        ("API-RUNNING-TASKS-016", "/proc/123/cmdline", True),
        ("API-RUNNING-TASKS-016", "/proc/self/cmdline", False),
        ("API-INSTALLED-APPS-041", "/data/data/com.other/files", True),
        ("API-INSTALLED-APPS-041", "/data/data/com.bank/files", False),
        ("API-INSTALLED-APPS-040", "/data/app/~~x==/com.bank-y==/base.apk", False),
        ("API-INSTALLED-APPS-040", "/data/app/~~x==/com.other-y==/base.apk", True),
        ("API-INSTALLED-APPS-042", "/storage/emulated/0/Android/data/com.bank/files", False),
        ("API-INSTALLED-APPS-042", "/storage/emulated/0/Android/data/com.other/files", True),
    ],
)
def test_paths_stand_for_what_they_mean(id: str, path: str, means: bool) -> None:
    (api,) = [entry for entry in catalogue().entries if entry.id == id]
    when = when_of(api)
    assert when.how == "pattern"
    assert bool(re.search(when.value.replace("<own>", r"com\.bank"), path)) is means
