"""Texts that nobody translated, and texts that are no text: placeholders, resource names, broken characters.

Only what is certain. The language of a screen is that of most of its texts; a text counts as left in the other language
only when it is a sentence or holds a word of user interfaces, so that brands, names, codes and units never do. What the
user typed is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from patrol.model.screen import Node

TEXTS_AT_LEAST = 4
"""With fewer texts on a screen its language is not known."""
MAJORITY = 2 / 3

_CJK = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|\S*[\w]\.[\w]\S*|\S*[_/\\]\S*")
"""Links, addresses, file and class names: they have no language."""

ENGLISH = frozenset(
    "agree apply balance cancel cancelled change choose click code confirm continue delete done edit enter error exit "
    "failed failure forgot help history invalid loading login logout message network next password please previous "
    "privacy record records refresh remove required retry save search select send settings skip submit success "
    "successful successfully tap terms transfer try unknown update username verify view wait welcome your".split()
)
"""Words of user interfaces that no brand is made of."""

CHINESE = frozenset(
    "确定 确认 取消 提交 返回 登录 注册 退出 保存 删除 编辑 完成 下一步 上一步 继续 关闭 打开 搜索 更多 设置 首页 我的 "
    "消息 分享 复制 刷新 重试 加载中 请输入 请选择 查看 详情 全部 同意 不同意 跳过 帮助 客服 反馈 转账 充值 支付 付款 "
    "余额 金额 密码 验证码 手机号 成功 失败 错误 提示 温馨提示 知道了 我知道了 暂无数据 网络异常 立即购买 立即办理 "
    "立即开通 去看看 敬请期待".split()
)
CHINESE_SENTENCE = 7
"""A Chinese text of so many characters is a sentence; a shorter one may be a name."""
ENGLISH_SENTENCE = 3
"""So many words in lower case make a sentence; names begin with capitals."""

PLACEHOLDERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("format", re.compile(r"%(?:\d+\$)?[-+0#]?\d*(?:\.\d+)?[sdfxb@](?![A-Za-z%])")),
    ("template", re.compile(r"\$\{[^}]*\}|\{\{[^}]*\}\}|\{\d\}|\{[a-z]\w*\}|<%[^%]*%>")),
    ("resource", re.compile(r"^@?\+?(?:string|id|drawable|R\.string|R\.id)[./]\w+$|^[a-z]+(?:_[a-z]+){2,}$")),
    ("resource", re.compile(r"^(?:[a-z]+\.){2,}[a-z]+(?:_[a-z]+)*$|^(?:0x)?7f[0-9a-f]{6}$|^213[0-9]{7}$")),
    ("empty", re.compile(r"^(?:null|undefined|nil|none|nan|\[object Object\])$", re.IGNORECASE)),
    ("empty", re.compile(r"(?:^|[\s：:，,（(¥￥])(?:null|undefined|NaN|\[object Object\])(?:$|[\s，,。）)元%])")),
    ("unfinished", re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|(?i:lorem ipsum)|占位文案|占位符|待补充文案|测试文案")),
    ("markup", re.compile(r"&(?:nbsp|amp|lt|gt|quot|#\d+);|</?(?:br|p|b|font|span|div)\b[^>]*>")),
    ("broken", re.compile("\ufffd|锟斤拷|烫烫烫|\u00e2\u20ac|\u00e4\u00b8\u00ad")),
)
"""What tells a placeholder → its pattern. `%d` counts where no other letter follows, so “5%discount” does not."""

REMEMBERED = 1 << 14
"""Texts of an app come again on each of its screens."""

LINK_ENDINGS = (".com", ".cn", ".net", ".org", ".html", ".pdf", ".apk", ".jpg", ".png")


def readable(nodes: Iterable[Node]) -> Iterator[Node]:
    """Nodes whose words the app chose: texts and descriptions, not what was typed."""
    for node in nodes:
        if (node.text or node.description) and said(node) and not node.password:
            if not node.class_name.endswith(("EditText", "AutoCompleteTextView")):
                yield node


def said(node: Node) -> str:
    return (node.text or node.description).strip()


@lru_cache(REMEMBERED)
def placeholder(text: str) -> str:
    """What kind of placeholder a text holds: format, template, resource, empty, unfinished, markup, broken; "" for
    none."""
    text = text.strip()
    if len(text) > 1 and not text.endswith(LINK_ENDINGS):
        return next((kind for kind, pattern in PLACEHOLDERS if pattern.search(text)), "")
    return ""


def language(texts: Iterable[str]) -> str:
    """`zh` or `en` when most of these texts are in it; "" when they are too few or too mixed to say."""
    kinds = [kind for kind in map(_kind, texts) if kind]
    if len(kinds) < TEXTS_AT_LEAST:
        return ""
    return next((kind for kind in ("zh", "en") if kinds.count(kind) >= MAJORITY * len(kinds)), "")


def foreign(text: str, page: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether a text on a page of language `page` was certainly left in the other language. `names` are words that
    have no language, such as the app's."""
    if text in names or _kind(text) in ("", page):
        return False
    if page == "zh":
        words = _words(text)
        lower = sum(word.islower() for word in words)
        return bool({word.lower() for word in words} & ENGLISH) or lower >= ENGLISH_SENTENCE
    for name in names:
        text = text.replace(name, "")
    return text.strip() in CHINESE or len(_CJK.findall(text)) >= CHINESE_SENTENCE


@lru_cache(REMEMBERED)
def _kind(text: str) -> str:
    """`zh`: Chinese characters; `en`: at least one word in Latin letters and no Chinese; "": neither."""
    if _CJK.search(text):
        return "zh"
    return "en" if _words(text) else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(_NO_WORDS.sub(" ", text))
