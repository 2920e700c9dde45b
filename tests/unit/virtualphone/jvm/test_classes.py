"""Class files of phones and of call chains; that a JVM takes them is shown by tests/e2e/test_hooks_proof.py."""

from __future__ import annotations

import struct

from patrol.virtualphone.jvm.classes import (
    batch_classes,
    chain_classes,
    line_of,
    method_of,
    phone_classes,
    source_of,
)

IMEI = method_of("android.telephony.TelephonyManager", "getImei", ())


def test_the_jvms_own_classes_are_not_made_anew() -> None:
    made = dict(phone_classes([IMEI, method_of("java.io.File", "exists", ())]))
    assert set(made) == {"android/telephony/TelephonyManager.class"}
    assert struct.unpack(">I", made["android/telephony/TelephonyManager.class"][:4]) == (0xCAFEBABE,)


def test_a_chain_has_a_file_for_each_class_and_one_that_starts_it() -> None:
    chain = ("com.bank.Main.onCreate", "com.sdk.Core.init", "com.sdk.Core.load")
    assert set(chain_classes("patrol/Call1", chain, IMEI, ())) == {
        "patrol/Call1.class",
        "com/bank/Main.class",
        "com/sdk/Core.class",
    }


def test_a_frame_may_stand_in_a_chain_twice() -> None:
    files = chain_classes("patrol/Call1", ("a.B.c", "a.B.c"), IMEI, ())
    assert b"()V" in files["a/B.class"] and b"(I)V" in files["a/B.class"]


def test_stacks_name_a_file_and_a_line_as_real_ones_do() -> None:
    assert source_of("com.sdk.Core$Inner") == "Core.java"
    assert source_of("com.sdk.a") == "SourceFile"
    assert line_of("com.sdk.Core.init") == line_of("com.sdk.Core.init") >= 20
    files = chain_classes("patrol/Call1", ("com.sdk.Core.init",), IMEI, ())
    assert b"Core.java" in files["com/sdk/Core.class"] and b"LineNumberTable" in files["com/sdk/Core.class"]


def test_many_calls_fit_into_two_classes() -> None:
    files = batch_classes("patrol/Tests", "com.app.Caller", [("one", IMEI, ()), ("two", IMEI, ())])
    assert set(files) == {"patrol/Tests.class", "com/app/Caller.class"}
