"""Finds SDKs that a text names: by name in Chinese or English, by package, or by vendor and kind on one line.

Lists of SDKs are written for readers: “极光推送SDK（深圳市和讯华谷信息技术有限公司）”, “JPush”, “cn.jpush.android”.
A vendor alone is not enough where it has a dozen SDKs; with the kind of service on the same line it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from patrol.catalogue.sdks import Sdk, Sdks

VENDORS: dict[str, tuple[str, ...]] = {
    "Alibaba": ("阿里", "淘宝"),
    "Alibaba Cloud": ("阿里云",),
    "Ant Group": ("蚂蚁", "支付宝"),
    "Tencent": ("腾讯",),
    "Tencent Cloud": ("腾讯云",),
    "Baidu": ("百度",),
    "ByteDance": ("字节跳动", "火山引擎", "巨量引擎", "今日头条"),
    "Huawei": ("华为",),
    "Xiaomi": ("小米",),
    "OPPO": ("欧珀", "欢太"),
    "vivo": ("维沃",),
    "Honor": ("荣耀",),
    "Meizu": ("魅族",),
    "Umeng": ("友盟",),
    "Aurora Mobile": ("极光", "和讯华谷"),
    "Merit Interactive": ("个推", "每日互动"),
    "Kuaishou": ("快手",),
    "Sina": ("新浪", "微博"),
    "NetEase": ("网易",),
    "JD": ("京东",),
    "Google": ("谷歌",),
    "Amap": ("高德",),
    "AutoNavi": ("高德",),
    "iFlytek": ("讯飞",),
    "Megvii": ("旷视",),
    "SenseTime": ("商汤",),
    "UnionPay": ("银联",),
    "China UnionPay": ("银联",),
    "China Mobile": ("中国移动", "中移互联"),
    "China Unicom": ("中国联通", "联通在线", "小沃"),
    "China Telecom": ("中国电信", "天翼"),
    "Qihoo 360": ("奇虎", "360"),
    "Bangcle": ("梆梆",),
    "iJiami": ("爱加密",),
    "Tongdun": ("同盾",),
    "Shumei": ("数美",),
    "Dingxiang": ("顶象",),
    "GeeTest": ("极验",),
    "Sensors Data": ("神策",),
    "TalkingData": ("腾云天下",),
    "ThinkingData": ("数数科技",),
    "Easemob": ("环信",),
    "MobTech": ("掌淘", "袤博"),
    "Sogou": ("搜狗",),
    "Microsoft": ("微软",),
    "Apple": ("苹果",),
}
"""Chinese names of vendors whom the table names in English; own knowledge."""
KINDS: dict[str, tuple[str, ...]] = {
    "push": ("推送", "push", "消息通知"),
    "ads": ("广告", "advertis"),
    "analytics": ("统计", "分析", "归因", "埋点", "analytics", "statistics", "attribution"),
    "crash_apm": ("崩溃", "性能", "crash", "performance"),
    "map_location": ("地图", "定位", "map", "location"),
    "payment": ("支付", "pay"),
    "social_login": ("登录", "分享", "login", "sign in", "share"),
    "number_auth": ("号码认证", "一键登录", "本机号码", "one-tap", "number verif"),
    "security_risk": ("安全", "风控", "加固", "键盘", "验证码", "security", "risk", "captcha", "keyboard"),
    "face_liveness": ("人脸", "活体", "实名", "face", "liveness"),
    "ocr_speech_ai": ("ocr", "识别", "语音", "speech", "voice"),
    "video_rtc_im": ("音视频", "直播", "视频", "即时通讯", "即时通信", "video", "rtc", "messaging"),
    "customer_service": ("客服", "customer service", "support"),
    "webview_miniprogram": ("浏览器内核", "小程序", "网页", "web", "mini program"),
    "cloud_network": ("云服务", "存储", "网络", "热修复", "cloud", "network", "hotfix", "httpdns"),
    "identifier": ("设备标识", "匿名设备", "oaid", "identifier"),
    "finance_business": ("金融", "证书", "签名", "financ", "certificate"),
}
"""Category of SDKs → words for it in lists."""
LEAST_LETTERS = 3
LEAST_CHARACTERS = 2
_GENERIC = frozenset(
    {"sdk", "push", "pay", "share", "login", "map", "maps", "ads", "analytics", "推送", "支付", "地图"}
)


class How(StrEnum):
    """By what an SDK was named, the plainest first."""

    name = "name"
    package = "package"
    vendor = "vendor"
    """Its vendor and its kind of service, on one line."""


@dataclass(frozen=True, slots=True)
class Named:
    """An SDK in a text, and the line that names it."""

    how: How
    line: str


def named(text: str, sdk: Sdk) -> Named | None:
    """How a text names the SDK; None when it does not."""
    lowered = text.lower()
    for how, terms in ((How.name, _names(sdk)), (How.package, _packages(sdk))):
        end = PACKAGE_END if how is How.package else NAME_END
        if _may_name(lowered, terms) and (found := _pattern(terms, end).search(lowered)):
            return Named(how, _line(text, found.start()))
    vendor, kinds = _vendor(sdk), KINDS.get(sdk.category, ())
    for found in _pattern(vendor).finditer(lowered) if _may_name(lowered, vendor) else ():
        line = _line(text, found.start())
        if any(kind in line.lower() for kind in kinds):
            return Named(How.vendor, line)
    return None


def named_package(text: str, package: str) -> Named | None:
    """How a text names code that no table knows: by its package, or by the part of it that stands for its maker
    (`datapulse` of `com.datapulse`)."""
    terms = [package.lower(), package.rpartition(".")[2].lower()]
    usable = tuple(term for term in terms if _usable(term))
    found = _pattern(usable).search(text.lower()) if usable else None
    return Named(How.package if found[0] == terms[0] else How.name, _line(text, found.start())) if found else None


def all_named(text: str, sdks: Sdks) -> dict[str, Named]:
    """SDK id → how the text names it."""
    return {sdk.id: found for sdk in sdks.table.sdks if (found := named(text, sdk))}


@cache
def _names(sdk: Sdk) -> tuple[str, ...]:
    both = (sdk.name.zh, sdk.name.en)
    usual = [term for name in both for term in _terms(name)]
    return (*usual, *(name.lower() for name in both if not usual or "(" in name))


@cache
def _packages(sdk: Sdk) -> tuple[str, ...]:
    return tuple(prefix.lower() for prefix, _ in sdk.prefixes if prefix.count("."))


@cache
def _vendor(sdk: Sdk) -> tuple[str, ...]:
    plain = re.sub(r"[（(].*?[)）]", "", sdk.vendor).strip()
    inside = re.findall(r"[（(](.*?)[)）]", sdk.vendor)
    chinese = [word for word in inside if re.search(r"[\u4e00-\u9fff]", word)]
    known = VENDORS.get(plain, ())
    return tuple(term for word in (plain, *chinese, *known) for term in _terms(word))


def _terms(name: str) -> Iterator[str]:
    """A name in the ways people write it: “格尔/信安移动盾” is two, “HMS Core base (AGConnect)” is written without what
    stands in brackets, and “SDK” is left out."""
    for part in re.split(r"[/、|]", re.sub(r"[（(].*?[)）]", "", name)):
        term = re.sub(r"(?<![a-z])sdk\b", "", part.lower()).strip()
        if _usable(term):
            yield term


def _usable(term: str) -> bool:
    ascii_only = term.isascii()
    return len(term) >= (LEAST_LETTERS if ascii_only else LEAST_CHARACTERS) and term not in _GENERIC


NAME_END = r"(?![a-z0-9]|\.[a-z])"
PACKAGE_END = r"(?![a-z0-9])"


def _may_name(lowered: str, terms: tuple[str, ...]) -> bool:
    """Whether all words of a term are somewhere: to compile a thousand patterns takes longer than to use them."""
    return any(all(part in lowered for part in term.split()) for term in terms)


@cache
def _pattern(terms: tuple[str, ...], end: str = NAME_END) -> re.Pattern[str]:
    """Any of the terms: Latin letters as whole words that are no part of a longer dotted name, Chinese anywhere."""
    alternatives = []
    for term in sorted(set(terms), key=lambda term: (-len(term), term)):
        body = r"\s*".join(re.escape(part) for part in term.split())
        first, last = (letter.isascii() and letter.isalnum() for letter in (term[0], term[-1]))
        alternatives.append(f"{r'(?<![a-z0-9.])' if first else ''}{body}{end if last else ''}")
    return re.compile("|".join(alternatives))


def _line(text: str, at: int) -> str:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[start : end if end >= 0 else len(text)].strip()[:200]
