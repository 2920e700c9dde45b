from __future__ import annotations

from patrol.catalogue.mapping import class_names
from patrol.catalogue.sdks import known_sdks
from patrol.derive.callers import CallerKind, caller, retraced

APP = "com.harbour.bank"
LOOP = (
    "android.os.Handler.dispatchMessage(Handler.java:106)",
    "android.app.ActivityThread.main(ActivityThread.java:7)",
)
HOME = f"{APP}.HomeActivity.onCreate(HomeActivity.java:41)"


def who(*frames: str) -> tuple[CallerKind, str, str]:
    found = caller((*frames, *LOOP), (APP,), known_sdks())
    return found.kind, found.sdk.id if found.sdk else "", found.package


def test_the_innermost_frame_that_is_not_the_platforms_decides() -> None:
    push = "com.umeng.message.PushAgent.register(PushAgent.java:9)"
    assert who("java.lang.reflect.Method.invoke(Native Method)", push, HOME) == (
        CallerKind.sdk,
        "SDK-umeng-push",
        "com.umeng.message",
    )
    assert who(HOME, push) == (CallerKind.app, "", APP)
    assert caller((HOME, push), (APP,), known_sdks()).behind == ("SDK-umeng-push",)


def test_helping_libraries_are_asked_who_called_them() -> None:
    assert who("androidx.core.content.ContextCompat.b(ContextCompat.java:1)", "okhttp3.Call.a(Call.java:2)", HOME) == (
        CallerKind.app,
        "",
        APP,
    )


def test_the_longest_prefix_wins_and_ends_at_a_dot() -> None:
    sdks = known_sdks()
    every = {prefix: sdk.id for sdk in sdks.table.sdks for prefix, _ in sdk.prefixes}
    for prefix, id in every.items():
        found = sdks.of_class(f"{prefix}.a.B")
        assert found is not None and len(found[1]) >= len(prefix) and every[found[1]] == found[0].id
        assert id
    assert sdks.of_class("com.umeng.messages.Foo") != sdks.of_class("com.umeng.message.Foo")


def test_unknown_and_shortened_packages_are_listed_as_such() -> None:
    found = caller(("a.b.c.d(Unknown Source:4)", HOME), (APP,), known_sdks())
    assert (found.kind, found.package, found.obfuscated) == (CallerKind.unknown, "a.b", True)
    found = caller(("com.shop.core.Thing.run(Thing.java:1)",), (APP,), known_sdks())
    assert (found.kind, found.package, found.obfuscated) == (CallerKind.unknown, "com.shop.core", False)


def test_a_mapping_file_gives_shortened_classes_their_names() -> None:
    names = class_names(
        "# compiler: R8\ncom.umeng.message.PushAgent -> a.b.c:\n    int x -> a\n    1:2:void y() -> b\n"
    )
    assert names == {"a.b.c": "com.umeng.message.PushAgent"}
    assert who(retraced("a.b.c.d(SourceFile:4)", names), HOME)[1] == "SDK-umeng-push"
    assert retraced("libc.so!open", names) == "libc.so!open"


def test_frames_of_a_module_or_a_library_are_read_too() -> None:
    assert who("java.base/java.io.File.<init>(File.java:1)", HOME)[0] is CallerKind.app
    assert who("libtnet-4.0.0.so!0x12", HOME)[1] == "SDK-umeng-push"
    assert who("libc.so!open", HOME)[0] is CallerKind.app


def test_only_the_platforms_own_frames_are_the_system() -> None:
    assert who("java.util.Locale.getDefault(Locale.java:1)")[0] is CallerKind.system


def test_the_table_holds_at_least_six_hundred_prefixes() -> None:
    sdks = known_sdks().table.sdks
    assert sum(len(sdk.prefixes) for sdk in sdks) >= 600
    assert all(sdk.name.zh and sdk.name.en for sdk in sdks)


def test_a_host_belongs_to_the_sdk_of_the_nearest_domain_above_it() -> None:
    sdks = known_sdks()
    found = sdks.of_host("ulogs.umeng.com")
    assert found is not None and "umeng" in found.id
    assert sdks.of_host("api.harbourbank.example") is None
