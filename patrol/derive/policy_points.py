"""What a privacy policy must tell by article 17 of the Personal Information Protection Law and item 1.1 of the 2019
measures, and the words by which a text is seen to tell it."""

from __future__ import annotations

from patrol.model.record import Text

POINTS: dict[str, tuple[Text, str]] = {
    "collector": (Text("处理者名称", "who handles the data"), r"公司|银行|集团|股份|co\.|ltd|inc\b|bank|company"),
    "contact": (
        Text("联系方式", "how to reach them"),
        r"\d{3,4}-?\d{3,4}-?\d{3,4}|@|电话|热线|邮箱|hotline|e-?mail|phone:",
    ),
    "types": (
        Text("收集的信息种类", "what is collected"),
        r"手机号|设备信息|位置|身份|个人信息|phone number|location|device|identity",
    ),
    "purpose": (
        Text("收集目的", "what for"),
        r"用[于於]|[为為]了|目的|以便|to sign in|used (?:to|for)|in order|purpose",
    ),
    "third-parties": (Text("第三方或SDK", "third parties and SDKs"), r"第三方|SDK|共享|委托|third[- ]part|share"),
    "retention": (
        Text("保存期限", "how long it is kept"),
        r"(?:保存|存储|保留).{0,4}(?:期|时间)|保存.{0,12}(?:年|月|日)|retention|kept for|keep .{0,40}(?:year|month)",
    ),
    "rights": (Text("查询更正删除等权利", "rights of the user"), r"更正|删除|撤回|注销|correct|delete|withdraw|erase"),
    "date": (
        Text("更新或生效日期", "date"),
        r"(?:更新|生效|发布).{0,6}\d{4}|\d{4}\s*年|updated|in force|effective",
    ),
}
"""Point → (what it is called, words of which one must stand in the policy)."""
