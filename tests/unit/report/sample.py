"""A result with one of everything, and pictures for it: what the renderings are tried on."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache

import msgspec
from PIL import Image, ImageDraw

from patrol.model.artifacts import AppInfo, Environment, GatherFailure, Interruption, PhoneInfo, StopReason
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, Provenance, State
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.locator import Locator
from patrol.model.record import Text
from patrol.model.recorded import Recorded
from patrol.model.result import (
    SCHEMA_VERSION,
    Category,
    CheckResult,
    Clause,
    Coverage,
    Drift,
    DriftKind,
    DriftReason,
    Figure,
    InspectionResult,
    Overall,
    PageFacts,
    WaiverUse,
)
from patrol.model.screen import Rect, Screen
from patrol.model.verdict import (
    Call,
    LogLines,
    Request,
    Screenshot,
    Series,
    Severity,
    Status,
    Table,
    Verdict,
    Waiver,
)

from . import measured, private

HOSTILE = "</script><img src=x onerror=alert(1)>\x00\x08\u202e\"'&"
"""What an app could put on its screens to reach into a report."""

LONG = "长" * 350_000
"""A megabyte that an app could answer a question with."""

MODULES = ("首页", "转账", "理财", "保险", "我的")


@cache
def picture(number: int) -> bytes:
    """A PNG of a screen's size, different for each number."""
    image = Image.new("RGB", (1080, 2400), (240, 242, 246))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 1080, 260), fill=(20 + number * 3 % 200, 90, 168))
    for row in range(6):
        pen.rounded_rectangle((50, 320 + row * 330, 1030, 600 + row * 330), 30, fill="white")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def files(pages: int = 24, trees: Mapping[str, Screen] | None = None) -> Recorded:
    return Recorded(pictures={f"pictures/{n}.png": picture(n) for n in range(pages)}, trees=trees)


def graph(pages: int = 24) -> PageGraph:
    """A tree of three children a page, some with a wall or a weak identity."""
    found = tuple(
        Page(
            key=f"p{n}",
            name="首页" if n == 0 else f"页面{n}",
            name_en="Home" if n == 0 else f"Page {n}",
            activity=f"com.harbourbank.mobile.ui.A{n % 7}",
            module=MODULES[n % 5],
            weak=n % 9 == 4,
            wall="sign-in" if n == 5 else "",
            picture=f"pictures/{n}.png",
            visits=30 - n,
        )
        for n in range(pages)
    )
    missing = Page(
        key="p-declared", name="积分商城", name_en="Points", provenance=(Provenance.declared,), importance="high"
    )
    states = tuple(State(key=page.key, page=page.key) for page in found)
    edges = tuple(
        Edge(f"p{(n - 1) // 3}", f"p{n}", Action(ActionKind.tap, Locator(text=f"入口{n}")), tries=3, arrivals=1 + n % 3)
        for n in range(1, pages)
    )
    back = tuple(Edge(f"p{n}", f"p{(n - 1) // 3}", Action(ActionKind.back)) for n in range(1, pages))
    return PageGraph(start="p0", pages=(*found, missing), states=states, edges=edges + back)


def check(
    id: str, category: str, status: Status, verdicts: tuple[Verdict, ...] = (), severity: Severity = Severity.high
) -> CheckResult:
    return CheckResult(
        id=id,
        category=category,
        status=status,
        title=Text(f"{id} 的结论", f"What {id} says"),
        why=Text("用户会在意,因为这关系到他的钱。", "Users care, for it is about their money."),
        severity=severity,
        weight=1,
        advice=Text("把它改成 HTTPS。", "Move it to HTTPS.") if status is Status.fail else None,
        clauses=(
            Clause("CN-CAC-191/3.1", Text("征得用户同意前收集", "Collecting before consent"), True),
            Clause("CN-PBOC-JRT0092/5.1", Text("客户端安全", "Client security"), False),
        ),
        verdicts=verdicts,
        options={"limit_ms": 5000},
        message="traffic: mitmdump is missing. Install it." if status is Status.inconclusive else "",
    )


def evidence() -> tuple[Verdict, ...]:
    """One failed verdict for each kind of evidence."""
    shot = Screenshot(picture="pictures/1.png", mark=Rect(60, 330, 1020, 590), page="p1", at_ms=61_000, step="crawl/12")
    request = Request(
        flow="f1", method="POST", url="http://api.example/login?pwd=«masked»", status=200, page="p2", at_ms=9000
    )
    log = LogLines(lines=("E AndroidRuntime: FATAL EXCEPTION: main", "  at com.x.Y.z(Y.java:1)"), at_ms=70_000)
    call = Call(
        api="android.telephony.TelephonyManager.getDeviceId",
        stack=("com.a.B.c(B.java:1)", "com.sdk.D.e(D.java:2)"),
        arguments=("0",),
    )
    launches = tuple((float(n), 900.0 + 40 * (n % 4)) for n in range(1, 8))
    series = Series(
        name=Text("冷启动", "Cold start"), unit="ms", points=launches, source="am start -W", x_unit="launch", limit=1000
    )
    table = Table(columns=(Text("主机", "Host"), Text("次数", "Times")), rows=(("api.example", "3"), (HOSTILE, "1")))
    kinds = (shot, request, log, call, series, table)
    return tuple(
        Verdict(Status.fail, Text(f"第{n}处不通过", f"Place {n} fails"), subject=f"s{n}", evidence=(item,))
        for n, item in enumerate(kinds)
    )


WAIVER = Waiver("screenshot-allowed", "p2", "合规负责人", "2026-06-30", "演示账户，无真实数据")
ENDED = Waiver("cleartext-traffic", "*", "Head of compliance", "2025-12-31", "the partner moves to TLS")
USELESS = Waiver("debuggable", "*", "合规负责人", "2026-06-30", "内部版本")
ACCEPTED = Verdict(Status.fail, Text("页面2 可以截屏", "Page 2 can be captured"), subject="p2", waiver=WAIVER)


def journeys() -> tuple[JourneyTrace, ...]:
    def step(n: int, outcome: Outcome, message: str = "") -> StepTrace:
        return StepTrace(
            str(n), "tap", f"点 “入口{n}”", outcome, n * 1000, n * 1000 + 800, message, f"p{n}", f"pictures/{n}.png"
        )

    passed = tuple(step(n, Outcome.passed) for n in range(1, 6))
    failed = (*passed[:3], step(4, Outcome.failed, "expected text 转账成功, saw 余额不足"), step(5, Outcome.skipped))
    return (
        JourneyTrace("transfer", "手机号转账", Outcome.failed, 0, 9000, failed, name_en="Transfer"),
        JourneyTrace("claim", "理赔", Outcome.passed, 10_000, 17_000, passed, name_en="Claim"),
        JourneyTrace("lost", "断线", Outcome.broken, 18_000, 19_000, (step(1, Outcome.broken, "phone lost"),)),
        JourneyTrace("later", "未走", Outcome.skipped, 19_000, 19_000),
    )


DRIFT = (
    Drift(DriftKind.missing, DriftReason.absent, "p-declared", importance="high", why=Text("没有这一页", "not there")),
    Drift(
        DriftKind.missing, DriftReason.blocked, "p-vault", wall="sign-in", why=Text("被登录挡住", "blocked by sign-in")
    ),
    Drift(DriftKind.undeclared, DriftReason.undeclared, "p3", why=Text("pages.yaml 里没有", "pages.yaml lacks it")),
    Drift(DriftKind.elsewhere, DriftReason.led_elsewhere, "p0", "p1", "tap “入口1”", seen=("p2",)),
    Drift(
        DriftKind.untried, DriftReason.condition, "p1", "p4", "tap “入口4”", "已登录", why=Text("条件不明", "unknown")
    ),
)


def result(pages: int = 24) -> InspectionResult:
    """Findings of every kind in a run that also failed to see something."""
    memory = Series(
        name=Text("内存", "Memory"),
        unit="MB",
        points=tuple((n * 1000.0, 120 + n % 30) for n in range(150)),
        source="dumpsys meminfo",
    )
    return InspectionResult(
        schema_version=SCHEMA_VERSION,
        environment=Environment(
            run_id="demo-20260101-120000",
            app="scenarios/demo",
            package="com.harbourbank.mobile",
            patrol="0.1.0",
            python="3.11.7",
            phone=PhoneInfo(
                "127.0.0.1:5601", "Google", "Pixel 7", "14", 34, "arm64-v8a", 1080, 2400, 420, 90.0, True, True
            ),
            started_at="2026-01-01T12:00:00Z",
            phone_clock_offset_ms=3,
            options={"actions": 400},
            tools={"mitmproxy": "11.0.2"},
        ),
        overall=Overall.findings,
        decided_by=("cleartext-traffic",),
        summary=Text("发现 1 项高危问题:明文传输。", "One severe finding: cleartext traffic."),
        app=AppInfo("com.harbourbank.mobile", "1.0.0", 100, "港湾银行", 34, 24),
        categories=(
            Category("performance", Text("性能", "Performance"), 92.0, 9, 10),
            Category("security", Text("安全", "Security"), 61.5, 6, 7),
            Category("usability", Text("易用性", "Usability"), None, 0, 5),
        ),
        checks=(
            check("cleartext-traffic", "security", Status.fail, evidence()),
            check("jank", "performance", Status.inconclusive),
            check("crash", "performance", Status.error),
            check("contrast", "usability", Status.manual),
            check("backup-allowed", "security", Status.passed),
            check("text-clipped", "usability", Status.not_applicable),
            check("debuggable", "security", Status.informative),
            check("screenshot-allowed", "security", Status.fail, (ACCEPTED,)),
        ),
        graph=graph(pages),
        pages=tuple(PageFacts(f"p{n}", 3, 4000, n, n % 3, 200, 1.5, 0, n % 4) for n in range(pages)),
        journeys=journeys(),
        figures=(
            Figure(
                "cold",
                Text("冷启动", "Cold start"),
                912.0,
                "ms",
                "am start -W",
                3,
                900,
                930,
                Text("三次", "Three runs"),
            ),
            Figure("memory", Text("内存", "Memory"), None, "MB", "dumpsys meminfo", evidence=memory),
        ),
        coverage=Coverage(pages, ("A0", "A1"), ("A2",), (("A3", "sign-in"),), ("A4",), ("p-declared",), ("p7",)),
        drift=DRIFT,
        failures=(GatherFailure("traffic", "traffic", "mitmdump is missing.", "Install it."),),
        interruptions=(Interruption(9, "the user stopped the run"),),
        crawl_actions=120,
        crawl_stop=StopReason.actions,
        duration_ms=123_456,
        performance=measured.performance(),
        compared=measured.comparison(),
        compliance=private.compliance(),
        waivers=(WaiverUse(WAIVER, 1), WaiverUse(ENDED, 3, True), WaiverUse(USELESS)),
    )


EVIL = Text(HOSTILE, HOSTILE)


def hostile(text: Text = EVIL) -> InspectionResult:
    """The sample with `text` wherever an app, a server or a file can put text, and a megabyte in one place."""
    whole = result(6)
    either = text.en
    verdicts = tuple(msgspec.structs.replace(verdict, message=text, subject=either) for verdict in evidence())
    verdicts += (Verdict(Status.fail, Text(LONG, LONG)),)
    evil = Page(key=either, name=either, name_en=either, activity=either, module=either, wall=either, visits=9)
    way = Edge("p0", either, Action(ActionKind.type, Locator(text=either), either))
    drawn = msgspec.structs.replace(
        whole.graph,
        pages=(*whole.graph.pages, evil),
        states=(*whole.graph.states, State(either, either)),
        edges=(*whole.graph.edges, way),
    )
    traces = tuple(
        msgspec.structs.replace(
            trace,
            journey=either,
            name=either,
            name_en=either,
            steps=tuple(msgspec.structs.replace(step, text=either, message=either) for step in trace.steps),
        )
        for trace in whole.journeys
    )
    return msgspec.structs.replace(
        whole,
        environment=msgspec.structs.replace(whole.environment, name=either, name_en=either, options={either: either}),
        summary=text,
        app=AppInfo(either, either, 1, either),
        checks=(
            msgspec.structs.replace(check("evil", "security", Status.fail, verdicts), title=text, why=text),
            msgspec.structs.replace(check("dim", "security", Status.inconclusive), message=either),
        ),
        graph=drawn,
        journeys=traces,
        failures=(GatherFailure("traffic", "traffic", either, either),),
        interruptions=(Interruption(1, either),),
        coverage=Coverage(1, (either,), (either,), ((either, either),), (either,), (either,), (either,)),
        drift=(
            Drift(DriftKind.elsewhere, DriftReason.led_elsewhere, either, either, either, either, (either,), why=text),
        ),
        crawl_stop_note=either,
        performance=measured.performance(either),
        compared=measured.comparison(either),
        compliance=private.compliance(either),
    )
