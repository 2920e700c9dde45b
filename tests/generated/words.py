"""The words of a generated app, Chinese and English, as Chinese financial apps use them."""

from __future__ import annotations

HUBS = (("首页", "Home"), ("理财", "Wealth"), ("贷款", "Loans"), ("生活", "Life"), ("我的", "Mine"))

THINGS = (
    ("基金", "Fund"), ("保险", "Insurance"), ("存款", "Deposit"), ("信用卡", "Credit card"), ("转账", "Transfer"),
    ("账单", "Bill"), ("黄金", "Gold"), ("外汇", "Currency"), ("养老金", "Pension"), ("医保", "Medical"),
    ("车险", "Car cover"), ("理赔", "Claim"), ("保单", "Policy"), ("红包", "Gift"), ("优惠券", "Coupon"),
    ("积分", "Points"), ("订单", "Order"), ("地址", "Address"), ("发票", "Invoice"), ("预约", "Booking"),
    ("网点", "Branch"), ("客服", "Service"), ("公积金", "Housing fund"), ("社保", "Social security"),
    ("水电费", "Utilities"), ("话费", "Top-up"), ("交通", "Transit"), ("电影", "Cinema"), ("门诊", "Clinic"),
    ("体检", "Check-up"), ("家庭", "Family"), ("设备", "Device"),
)  # fmt: skip
KINDS = (
    ("详情", "details"), ("记录", "history"), ("管理", "management"), ("中心", "centre"), ("说明", "guide"),
    ("申请", "application"), ("查询", "search"), ("设置", "settings"), ("明细", "statement"), ("推荐", "picks"),
)  # fmt: skip
VERBS = (
    ("查看", "View"), ("进入", "Enter"), ("办理", "Apply for"), ("立即", "Go to"), ("去", "To"),
    ("了解", "Learn about"),
)  # fmt: skip
STANDINGS = (
    ("等级", "level"), ("余额", "balance"), ("状态", "status"), ("编号", "number"), ("时间", "hours"),
    ("总览", "summary"), ("提醒", "reminder"), ("经理", "manager"),
)  # fmt: skip
"""With a thing before it, or one of KINDS: what an entry says that only shows something."""
DEEDS = (
    ("领取", "Collect"),
    ("刷新", "Refresh"),
    ("关注", "Follow"),
    ("催办", "Nudge"),
    ("查看", "View"),
    ("办理", "Apply for"),
)
"""With a thing behind it: what a button says that does its work on the spot."""
TEXTS = (
    ("复制", "Copy"), ("展开", "Expand"), ("收起", "Fold"), ("点赞", "Like"), ("收藏", "Keep"), ("换一批", "Shuffle"),
    ("隐藏金额", "Hide amounts"),
)  # fmt: skip
"""Touchable texts that do their work on the spot, in any app."""
LINKS = (
    ("更多", "More"), ("全部", "All"), ("筛选", "Filter"), ("排序", "Sort"), ("规则", "Rules"), ("换卡", "Other card"),
)  # fmt: skip
"""Touchable texts of which nobody can say whether they open a page."""
ICONS = (("喜欢", "like"), ("显示", "eye"), ("播放", "play"), ("静音", "mute"))
"""Icons that do their work on the spot."""
DOORS = (
    ("扫一扫", "scan"), ("消息", "messages"), ("分享", "share"), ("", "badge"), ("", "avatar"), ("", "banner"),
    ("", "corner"),
)  # fmt: skip
"""Icons of which nobody can say whether they open a page."""
SWITCHES = (
    ("消息通知", "Notifications"), ("指纹登录", "Fingerprint"), ("夜间模式", "Dark mode"), ("自动续费", "Auto renew"),
    ("省流量", "Save data"), ("声音", "Sound"),
)  # fmt: skip
CHECKS = (
    ("记住选择", "Remember"), ("不再提示", "Do not ask again"), ("只看可用", "Available only"), ("默认", "Default"),
)  # fmt: skip

SUBMIT = (("下一步", "Next"), ("提交", "Submit"), ("确认", "Confirm"))
ROWS = ("稳健", "成长", "月月", "安心", "灵活", "精选", "双季", "长盈", "优享", "普惠")
VOLATILE = ("剩余额度 {:.2f} 元", "今日收益 {:.2f} 元", "当前排队 {:.0f} 人", "最新净值 {:.4f}", "距结束 {:.0f} 秒")

TRAP_LABELS = {
    "logout": ("退出登录", "Sign out"),
    "language": ("切换语言", "Language"),
    "clear": ("清除数据", "Clear data"),
    "loop": ("猜你喜欢", "For you"),
}
ARTICLES = ("市场", "政策", "健康", "出行", "美食", "校园", "旅行", "教育", "科技", "体育")

FIELDS: dict[str, tuple[str, str, str, str]] = {
    "phone": ("手机号", "Phone number", "13900139000", r"1[3-9]\d{9}"),
    "amount": ("金额", "Amount", "100", r"[1-9]\d{0,6}(\.\d{1,2})?"),
    "id_card": ("身份证号", "Identity number", "33010219900307001X", r"\d{17}[\dX]"),
    "card": ("银行卡号", "Card number", "6217001234568818", r"\d{16,19}"),
    "code": ("短信验证码", "Text message code", "246810", r"\d{6}"),
    "name": ("真实姓名", "Real name", "李晓雯", r"[\u4e00-\u9fff]{2,4}"),
    "email": ("电子邮箱", "E-mail", "tester@example.com", r"[^@\s]+@[^@\s]+\.[a-z]+"),
    "account": ("登录手机号", "Sign-in phone", "13800138000", r"13800138000"),
    "password": ("登录密码", "Password", "Harbour258", r"Harbour258"),
}
"""Kind → hint, hint in English, value that fits, pattern of all that fits."""

GATE_FIELDS = ("phone", "amount", "id_card", "card", "code", "email")
