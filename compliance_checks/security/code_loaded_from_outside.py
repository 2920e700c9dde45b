"""Code is loaded that is no part of the installed app: from shared storage, from the app's own data, or from memory.

Whoever can write to shared storage can put code into the app there: a finding. What lies in the app's own folder was
downloaded or unpacked (a hot fix, a plug-in), and code in memory came from somewhere: a person must see from where, for
stores forbid code that goes around their review.

Not seen: libraries that native code opens by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls, SeenCall, groups
from patrol.derive.findings import found, name_of, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

LOADS = re.compile(r"(DexClassLoader|PathClassLoader)\.(\$init|<init>)$|DexFile\.loadDex$|System\.load$|dlopen")
MEMORY = re.compile(r"InMemoryDexClassLoader")
SHARED = re.compile(r"(^|[\s:'\"\[])(/sdcard|/storage|/mnt/sdcard|/data/local/tmp)/")
OWN = re.compile(r"(^|[\s:'\"\[])/data/(data|user/\d+|user_de/\d+)/[\w.]+/(?!lib/)")


@check(
    title_pass=Text("只运行安装包里的代码", "Only code of the installed app runs"),
    title_fail=Text("加载了安装包以外的代码", "Code from outside the app is loaded"),
    why=Text(
        "共享存储里的文件别的应用也能改：换掉它就能在银行App里执行任意代码。",
        "Other apps may change files on shared storage, and run what they like inside the bank's app.",
    ),
    advice=Text(
        "不从共享存储加载；热修复包放在私有目录并校验签名，Android 14 起设为只读。",
        "Load nothing from shared storage; keep fixes private and read-only, and check their signature.",
    ),
)
def code_loaded_from_outside(calls: AttributedCalls, sight: HookSight) -> Iterator[Verdict]:
    loads = calls.matching(LOADS)

    def path(seen: SeenCall, where: re.Pattern[str]) -> str:
        # The first argument is the code; DexClassLoader's second is where the optimised copy goes.
        return next((argument for argument in seen.call.arguments[:1] if where.search(argument)), "")

    outside = found(loads, lambda seen: bool(path(seen, SHARED)), lambda seen: path(seen, SHARED))
    for file, group in outside.items():
        who = name_of(group.first.who)
        text = Text(f"{who.zh} 从共享存储加载代码：{file}", f"{who.en} loads code from shared storage: {file}")
        yield verdict(file, group, text)
    own = found(loads, lambda seen: bool(path(seen, OWN)), lambda seen: path(seen, OWN))
    for file, group in own.items():
        who = name_of(group.first.who)
        text = Text(
            f"{who.zh} 加载私有目录里的代码：{file}，请核实来源", f"{who.en} loads {file}: see where it comes from"
        )
        yield verdict(file, group, text, status=Status.manual)
    memory = groups(calls.matching(MEMORY), lambda seen: seen.key)
    for subject, group in memory.items():
        who = name_of(group.first.who)
        text = Text(
            f"{who.zh} 加载内存里的代码，请核实来源", f"{who.en} loads code from memory: see where it comes from"
        )
        yield verdict(subject, group, text, status=Status.manual)
    yield from sight.undecided()
