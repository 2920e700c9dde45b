"""What steps, gatherers and runs say of themselves, for readers of Chinese. A recording holds one language, English;
which words it uses is known here, and a sentence that is not known stays as it was said."""

from __future__ import annotations

import re
from functools import lru_cache

from patrol.model.record import Text

SAYINGS: tuple[tuple[str, str], ...] = (
    # journeys: what was missing
    (r"no text with “(.*)”", r"没有含“\1”的文字"),
    (r"no text “(.*)”", r"没有文字“\1”"),
    (r"the text “(.*)” is there", r"文字“\1”还在"),
    (r"the element (.*) is there", r"控件 \1 还在"),
    (r"no element (.*)", r"没有控件 \1"),
    (r"no field (.*)", r"没有输入框 \1"),
    (r"no button for “(.*)”", r"没有表示“\1”的按钮"),
    (r"no request (.*) was seen", r"没有看到请求 \1"),
    (r"(.*) was answered with nothing yet, not (.*)", r"\1 还没有回应，应为 \2"),
    (r"(.*) was answered with (.*), not (.*)", r"\1 的回应是 \2，应为 \3"),
    (r"the page is unknown, not (.*)", r"页面不认识，应为 \1"),
    (r"the page is (.*), not (.*)", r"页面是 \1，应为 \2"),
    (r"a (.*) lies over the page", r"页面上盖着 \1"),
    (r"no dialog lies over the page", "页面上没有弹窗"),
    (r"the app did not crash", "应用没有崩溃"),
    (r"the app crashed: (.*)", r"应用崩溃：\1"),
    (r"the system shows a crash dialog", "系统弹出了崩溃窗口"),
    (r"the app's process is gone", "应用的进程没有了"),
    (r"the app did not come to the front: (.*)", r"应用没有到前台：\1"),
    (r"the link did not open the app: (.*)", r"链接没有打开应用：\1"),
    (r"(.*) was not reached by scrolling", r"滚动没有到达 \1"),
    (r"still not so after (\d+) rounds: (.*)", r"重复 \1 次后仍未达到：\2"),
    (r"the screen shows no keys for the text", "屏幕上没有这些字的按键"),
    (r"no key for character (\d+) of (\d+) on the app's keyboard", r"应用键盘上没有第 \1 个字（共 \2 个）的按键"),
    (r"journeys use each other without end: (.*)", r"流程互相引用没有尽头：\1"),
    (r"not played: (.*)", r"没有执行：\1"),
    (r"nothing says what (.+) is\.", r"没有给出 \1 的值。"),
    (r"holds", "成立"),
    (r"does not hold", "不成立"),
    (r"nothing readable", "没有可读的文字"),
    (r"(.*), and connections to (.*) could not be read\.", r"\1；而且到 \2 的连接无法查看。"),
    (r"(\S+) cannot be started on (\S+): (.*)", r"\1 无法在 \2 上打开：\3"),
    # patrol and the phone
    (r"requests are not recorded in this run\.", "本次运行没有记录请求。"),
    (r"Nobody measures (.*) in this run\.", r"本次运行没有测量 \1。"),
    (r"the user stopped the run\.?", "用户停止了运行。"),
    (r"the run was told to end \(SIGTERM\)\.?", "运行被要求结束（SIGTERM）。"),
    (r"the time limit of (\S+) minutes was reached\.?", r"到达 \1 分钟的时间上限。"),
    (r"(.+), and the phone did not let go in time", r"\1，而且手机没有按时放手"),
    (r"the run was killed before it could end", "运行还没有结束就被强行终止"),
    (r"the adb server cannot reach phone (\S+): (.*)", r"adb 服务连不上手机 \1：\2"),
    # links
    (r"no activity opens it", "没有页面能打开它"),
    # the state before a measured launch
    (r"process gone", "进程已结束"),
    (r"process (\d+) kept, task cleared", r"保留进程 \1，页面栈已清空"),
    (r"process (\d+) and its activities kept behind the launcher", r"进程 \1 和页面都保留在桌面之后"),
    # the crawl
    (r"no effect", "没有效果"),
    # the consent window
    (r"this trial was not made", "没有做这项试验"),
    (r"no window that asks for consent came up at the first start", "首次启动没有出现征求同意的弹窗"),
    (r"the window has no button that agrees", "弹窗没有表示同意的按钮"),
    (r"the window cannot be refused", "弹窗不能拒绝"),
    (r"no entry that withdraws consent was found", "没有找到撤回同意的入口"),
    (r"no function that asks for a permission could be reached", "没有走到会申请权限的功能"),
    (
        r"If the app has one, name the texts of its buttons in app\.yaml: `(.*)`\.",
        r"如果应用有，请在 app.yaml 里写明按钮的文字：`\1`。",
    ),
    (
        r"If the app has one, name the taps that lead there in app\.yaml: `(.*)`\.",
        r"如果应用有，请在 app.yaml 里写明怎样点到那里：`\1`。",
    ),
    # hooks
    (r"It was hooked while it ran: what it called until then is not known\.", "运行中才挂上钩子，此前的调用未知。"),
    (
        r"Its gadget is loaded by the app itself: what it called before that is not known\.",
        "gadget 由应用自己加载，此前的调用未知。",
    ),
    (
        r"Frida cannot hold new processes on this phone \((.*)\): what they call before they are found is not seen\.",
        r"Frida 在这台手机上不能拦住新进程（\1）：被发现之前的调用看不到。",
    ),
    (r"Frida on the phone is gone, so the app's calls are not seen\.", "手机上的 Frida 没有了，看不到应用的调用。"),
    (r"(.*) could not be hooked, so its calls are not seen: (.*)", r"\1 没能挂上钩子，看不到它的调用：\2"),
    (
        r"Packed and protected apps refuse hooks: try a build without the protection\.",
        "加固的应用会拒绝钩子，请换没有加固的构建。",
    ),
    (
        r"The app ran before the hooks were there: what it called until then is not known\.",
        "应用在装上钩子之前就已运行，此前的调用未知。",
    ),
    (
        r"The virtual phone no longer tells of its processes, so the app's calls are not seen\.",
        "虚拟手机不再报告进程，看不到应用的调用。",
    ),
    (
        r"The JVM behind the app's process ended by itself \((.*)\), so calls were not seen until the next one\.",
        r"应用进程的 JVM 自己结束了（\1），到下一个进程之前的调用看不到。",
    ),
    (r"The hooks are in trouble: (.*)", r"钩子出了问题：\1"),
    (r"(\d+) calls could be given to no process of the app\.", r"有 \1 次调用不知道属于哪个进程。"),
    (r"Start the app anew(?: while it is watched)?\.", "请在观察期间重新启动应用。"),
    (r"Try a build without the protection\.", "请换没有加固的构建。"),
    # the crawl
    (r"([\d.]+) minutes are over", r"\1 分钟到了"),
    (r"(\d+) actions were done", r"做了 \1 个动作"),
    (r"nothing new in (\d+) actions", r"\1 个动作没有新发现"),
    (r"by the journey (.*)", r"由流程 \1"),
    (r"by tap (.*)", r"点 \1"),
    (r"permission (\S+) allowed", r"允许权限 \1"),
    (r"permission (\S+) denied", r"拒绝权限 \1"),
    (r"consent given", "同意"),
    (r"consent refused", "不同意"),
    (
        r"“(.*)” is asked for; a test account whose identity is confirmed already opens what lies behind",
        r"要求“\1”；换已实名的测试账号可看到后面的页面",
    ),
    # where figures come from
    (r"first stable screen", "首个静止画面"),
    (r"first useful page", "首个有用页面"),
    (r"/proc/PID/stat of adbd, its ended children included", "adbd 的 /proc/PID/stat，含已结束的子进程"),
    (r"stat of the APK files", "APK 文件的 stat"),
    (
        r"dumpsys diskstats, as the phone last counted \(once a day\)",
        "dumpsys diskstats，手机上次统计的值（每天一次）",
    ),
    (r"uid counter and proxy", "uid 流量计数与代理"),
    (r"timed by patrol, the way there and back included", "patrol 计时，含来回路上的时间"),
    (r"offline: the network was played as gone", "离线：播放的网络是断开的"),
    # gatherers
    (r"Recording requests ended early: (.*)", r"请求的记录提前结束：\1"),
    (r"The app's calls were not seen to the end: (.*)", r"应用的调用没有看到最后：\1"),
    (
        r"The app's package could not be read; run `patrol scan` on its file to see why\.",
        "读不了应用的安装包；用 `patrol scan` 扫描该文件可知原因。",
    ),
    (r"The device log ended early: (.*)", r"设备日志提前结束：\1"),
    (r"The device log reached (\d+) MiB; further lines are only counted\.", r"设备日志已达 \1 MiB，之后只计行数。"),
    (r"Whether the app checks certificates was not seen to the end: (.*)", r"应用是否校验证书没有看到最后：\1"),
    (r"large answers and media were not looked through", "大的回应和媒体文件没有查找"),
    (r"more came than could be looked through", "来的内容太多，没有全部查找"),
    (r"not all was looked through within (\S+) s of the run's end", r"运行结束后 \1 秒内没有全部查找完"),
    (r"of very long ones only the beginning and the end", "很长的只查找了开头和结尾"),
    (
        r"the phone is not rooted and the app is not debuggable, so its files cannot be read",
        "手机没有 root，应用也不可调试，读不到它的文件",
    ),
    (r"this driver does not reach the clipboard", "这种驱动读不到剪贴板"),
    (r"this phone was opened without a proxy", "打开这台手机时没有用代理"),
    (r"this phone was opened without hooks", "打开这台手机时没有用挂钩"),
    (r"(\d+) files were too large or too many", r"\1 个文件太大或太多，没有查找"),
    (r"was not recorded", "没有记录"),
    (r"was not recorded\.", "没有记录。"),
    (
        r"`patrol run` does this near its end, where `(.*)` does not leave it out\.",
        r"`patrol run` 在结尾时做这一步，除非用 `\1` 去掉。",
    ),
    (r"No launch was measured\.", "没有测到启动。"),
    (r"Nobody sampled memory and CPU\.", "没有采样内存和 CPU。"),
    (r"The phone's frame statistics could not be read\.", "读不到手机的帧统计。"),
    (r"Nobody counted what measuring costs\.", "没有统计测量的代价。"),
    (r"The app was not left alone\.", "没有静置应用。"),
    (r"The package manager was not asked\.", "没有询问包管理器。"),
    (r"The package manager does not know (\S+)\.", r"包管理器不认识 \1。"),
    (r"logcat could not be started\.", "logcat 没有启动起来。"),
    (r"logcat gave no line\.", "logcat 没有输出。"),
    (r"logcat gave no line(?:: )?(.+)", r"logcat 没有输出：\1"),
    (r"logcat ended again and again without a line\.", "logcat 反复结束，没有输出。"),
    (
        r"This phone was opened without hooks, so the app's calls are not seen\.",
        "这部手机没有装上钩子，因此看不到应用的调用。",
    ),
    (r"The phone names no package file of (.+)\.", r"手机没有给出 \1 的安装包文件。"),
    (r"The app's package was not read in time\.", "没有在限定时间内读完应用的安装包。"),
    (r"The packages of (.+) are larger than (\S+) MiB\.", r"\1 的安装包超过 \2 MiB。"),
    (r"(.+) could not be fetched: (.+)", r"无法取得 \1：\2"),
    (r"This phone was opened without a proxy, so requests are not seen\.", "这部手机没有经过代理，因此看不到请求。"),
    (r"No request of the app reached the proxy\.", "应用的请求没有到达代理。"),
    (r"No request of the app reached the proxy(.*)", r"应用的请求没有到达代理\1"),
    (
        r"If the app uses the network, it goes past the phone's proxy, and `patrol doctor` tells more; for an app that "
        r"uses none, leave this out with `--without traffic`\.",
        "如果应用联网，它绕过了手机的代理，`patrol doctor` 会说明更多；不联网的应用请加 `--without traffic`。",
    ),
    (r"mitmproxy is not installed, so requests cannot be recorded\.", "没有安装 mitmproxy，无法记录请求。"),
    (r"mitmdump could not be started: (.*)", r"mitmdump 无法启动：\1"),
    (r"mitmdump did not start: (.*)", r"mitmdump 没有启动：\1"),
    (r"mitmdump ended\.", "mitmdump 结束了。"),
    (r"mitmdump ended twice; requests are no longer recorded\.", "mitmdump 两次结束，此后没有记录请求。"),
    (r"Port (\d+) is taken, so the proxy cannot listen there\.", r"端口 \1 被占用，代理无法监听。"),
    (r"The phone cannot use a proxy: (.*)", r"手机不能使用代理：\1"),
    (
        r"none of (\d+) connections could be read \((.*): (.*)\)",
        r"\1 个连接一个也没能查看（\2：\3）",
    ),
    # what was looked at in depth
    (r"its turn did not come, or it was not to be seen again", "没有轮到，或者没有再看到"),
    (r"it would spoil the rest of the crawl", "会妨碍后面的探索"),
    (
        r"the page stands in the way of others: it is passed, not played with",
        "这个页面挡在别的页面前面：只通过，不试",
    ),
    (r"(\d+) actions of one page are done", r"这个页面已经试了 \1 个操作"),
    (r"(\d+) values a page are tried", r"一个页面只试 \1 个值"),
    (r"the app crashed (\d+) times on this form", r"应用在这个表单上崩溃了 \1 次"),
    (r"the app crashed (\d+) times on this field", r"应用在这个输入框上崩溃了 \1 次"),
    (r"the form moves money and took a value that it must refuse", "表单会动钱，而且接受了必须拒绝的值"),
    (r"left the app to (.*)", r"离开应用，到了 \1"),
    # what to do
    (r"Run with the traffic gatherer\.", "请带上 traffic 采集器运行。"),
    (r"Run without --no-measure\.", "请去掉 --no-measure 运行。"),
    (r"Run with `(.*)` or more seconds\.", r"请用 `\1` 或更多秒运行。"),
    (r"Run `patrol doctor` to see what the proxy needs\.", "运行 `patrol doctor` 查看代理还缺什么。"),
    (r"See `patrol doctor` for the proxy's certificate\.", "代理证书的安装见 `patrol doctor`。"),
    (r"Install the app, or correct `package:` in app\.yaml\.", "请安装应用，或改正 app.yaml 里的 `package:`。"),
    (r"Restart the phone's adbd\.", "请重启手机的 adbd。"),
    (r"End the program that has it, or let patrol choose a port\.", "请结束占用它的程序，或让 patrol 自选端口。"),
    (r"`patrol phones` lists what is attached\.", "`patrol phones` 列出已连接的手机。"),
)
"""(what is said in English, whole, as a regular expression; the same in Chinese), the particular before the general."""

KNOWN = tuple((re.compile(said, re.DOTALL), chinese) for said, chinese in SAYINGS)

WITHIN = re.compile(r"(.*) within ([\d.e+]+) s", re.DOTALL)
SEEN = "; seen: "
OF_WHAT = re.compile(r"([a-z_-]+): (.*)", re.DOTALL)
"""`traffic: mitmdump ended.`, as checks give the reason of a gatherer."""

PAGE = re.compile(r"page (.*?): (.*)", re.DOTALL)


@lru_cache(maxsize=4096)
def said(message: str) -> Text:
    """The message in both languages, without what was seen instead (`seen` has that)."""
    return Text(_chinese(message), message)


def whole(message: str) -> Text:
    """The message of a step with what was seen instead."""
    expected, found = step_message(message)
    return Text(f"{expected.zh}；看到的是{found.zh}", message) if found else expected


def step_message(message: str) -> tuple[Text, Text | None]:
    """(what was expected, what was seen instead) of a step that failed."""
    expected, _, rest = message.partition(SEEN)
    return said(expected), seen(rest) if rest else None


def seen(rest: str) -> Text:
    """`page 首页: 账户、转账` with its first word in both languages."""
    if found := PAGE.fullmatch(rest):
        name, texts = found.groups()
        return Text(f"页面 {name}：{_chinese(texts)}", rest)
    return Text(rest, rest)


def _chinese(message: str) -> str:
    if found := WITHIN.fullmatch(message):
        inner = _one(found[1])
        return message if inner is None else f"{found[2]} 秒内{inner}"
    whole = _one(message)
    if whole is not None:
        return whole
    listed = [_one(part) for part in message.split("; ")]
    if None not in listed:
        return "；".join(filter(None, listed))
    sentences = [_one(part) or part for part in re.split(r"(?<=\.) (?=[A-Z`])", message)]
    if found := OF_WHAT.fullmatch(sentences[0]):
        rest = _chinese(found[2])
        sentences[0] = sentences[0] if rest == found[2] else f"{found[1]}：{rest}"
    return " ".join(sentences)


def _one(message: str) -> str | None:
    for pattern, chinese in KNOWN:
        if found := pattern.fullmatch(message):
            return found.expand(chinese)
    return None
