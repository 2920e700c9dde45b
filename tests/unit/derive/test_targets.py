"""Which other app a call goes to."""

from __future__ import annotations

import pytest

from patrol.derive.targets import other_app


@pytest.mark.parametrize(
    ("argument", "package"),
    [
        ("Intent { act=wake cmp=com.shop.app/.push.WakeService }", "com.shop.app"),
        ("Intent { act=android.intent.action.VIEW pkg=com.tencent.mm }", "com.tencent.mm"),
        ("ComponentInfo{com.shop.app/com.shop.app.Main}", "com.shop.app"),
        ("com.shop.app/.Main", "com.shop.app"),
        ("am start -n com.shop.app/.Main", "com.shop.app"),
        ("Intent { cmp=com.bank/.push.PushService }", ""),
        ("Intent { cmp=com.android.settings/.Main }", ""),
        ("Intent { act=android.intent.action.DIAL dat=tel:95555 }", ""),
        ("com/bank/Main.java", ""),
        ("", ""),
    ],
)
def test_it_is_read_from_what_android_prints(argument: str, package: str) -> None:
    assert other_app(("0", argument), "com.bank") == package
