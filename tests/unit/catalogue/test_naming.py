"""SDKs are found in the texts that name them."""

from __future__ import annotations

import pytest

from patrol.catalogue.naming import How, all_named, named, named_package
from patrol.catalogue.sdks import known_sdks

SDKS = {sdk.id: sdk for sdk in known_sdks().table.sdks}


@pytest.mark.parametrize(
    ("text", "id", "how"),
    [
        ("1. 极光推送SDK：设备标识", "SDK-jpush", How.name),
        ("We use JPush for notifications", "SDK-jpush", How.name),
        ("包名 cn.jpush.android，消息推送", "SDK-jpush", How.package),
        ("深圳市和讯华谷信息技术有限公司　消息推送", "SDK-jpush", How.vendor),
        ("U-Push (push messages)", "SDK-umeng-push", How.name),
    ],
)
def test_an_sdk_is_named_in_either_language_by_package_or_by_vendor(text: str, id: str, how: How) -> None:
    found = named(f"第三方SDK目录\n{text}\n以上", SDKS[id])
    assert found is not None and found.how is how
    assert found.line == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "推送服务：设备标识",
        "极光科技有限公司　人脸识别",
        "cn.jpush.androidx",
        "JPushing",
        "",
    ],
)
def test_a_kind_of_service_or_a_vendor_alone_names_no_sdk(text: str) -> None:
    assert named(text, SDKS["SDK-jpush"]) is None


def test_an_unknown_package_is_named_by_itself_or_by_its_makers_name() -> None:
    for text in ("DataPulse统计：设备信息", "com.datapulse：统计", "we use datapulse."):
        assert named_package(text, "com.datapulse") is not None, text
    assert named_package("数据统计", "com.datapulse") is None


def test_a_text_without_sdks_names_none() -> None:
    policy = "我们收集您的手机号用于登录和通知，位置用于查找网点，相机用于扫码和人脸识别，您可以拒绝推送和分享。"
    assert all_named(policy, known_sdks()) == {}


def test_each_sdk_of_the_table_is_found_by_its_own_name() -> None:
    missed = [
        sdk.id for sdk in SDKS.values() if not any(named(f"· {name} ·", sdk) for name in (sdk.name.zh, sdk.name.en))
    ]
    assert missed == []
