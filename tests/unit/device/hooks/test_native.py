"""The native half of the hook table."""

from __future__ import annotations

from patrol.catalogue.apis import catalogue
from patrol.device.hooks.native import NOT_HOOKED, native_hooks
from patrol.device.hooks.native_calls import ALIASES, CALLS, ON_ANDROID


def test_each_native_entry_is_hooked_or_left_alone_with_a_reason() -> None:
    known = catalogue()
    hooked = {hook.symbol for hook in native_hooks(known)}
    entries = {api.symbol for api in known.entries if api.kind == "native_symbol"}
    assert entries <= hooked | set(NOT_HOOKED)
    assert not hooked & set(NOT_HOOKED)


def test_each_function_is_called_by_the_self_test_or_exists_on_android_alone() -> None:
    hooked = {hook.symbol for hook in native_hooks(catalogue())}
    assert hooked == set(CALLS) | set(ALIASES) | set(ON_ANDROID)


def test_each_function_can_be_told() -> None:
    assert all(hook.always or hook.when for hook in native_hooks(catalogue()))


def test_nothing_is_hooked_that_runs_in_a_forked_child() -> None:
    assert not {"execve", "execvp", "_exit", "vfork"} & {hook.symbol for hook in native_hooks(catalogue())}
