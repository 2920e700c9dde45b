"""Checks on requests: each fires on what it is meant for, and stays silent beside it."""

from __future__ import annotations

import msgspec
import pytest

from patrol.model.artifacts import Screens, Visit
from patrol.model.network import NetworkChange, NetworkProfile, Probe
from patrol.model.screen import Screen
from patrol.model.toasts import Toast, Toasts
from patrol.model.traffic import Body, Flow, Timing, Traffic, Uninspected
from patrol.model.verdict import Status
from tests.checks.conftest import Judged, Make

HEARD = Toasts()
DEAF = Toasts(note="the shell driver does not hear of toasts")


def shown(make: Make, *texts: str, at_ms: int = 1500) -> tuple[Screens, dict[str, Screen]]:
    """One look at a page with these texts."""
    nodes = [make.node(0, 50 * index, 300, 40, text=text) for index, text in enumerate(("标题", *texts))]
    return Screens((Visit(0, "home", "h"), Visit(at_ms, "pay", "p", "", "trees/1"))), {"trees/1": make.screen(*nodes)}


# --- swallowed errors -------------------------------------------------------------------------------------------------


def test_a_failure_of_which_nobody_is_told_is_swallowed(judged: Judged, make: Make) -> None:
    screens, trees = shown(make, "余额")
    result = judged("swallowed-errors", make.traffic(make.flow(status=500)), screens, HEARD, trees=trees)
    assert result.status is Status.fail
    assert result.verdicts[0].subject == "GET api.bank.example/v1/accounts"
    deaf = judged("swallowed-errors", make.traffic(make.flow(status=500)), screens, DEAF, trees=trees)
    assert deaf.status is Status.inconclusive


def test_a_text_a_toast_a_retry_or_nobody_s_look_leave_nothing_to_say(judged: Judged, make: Make) -> None:
    screens, trees = shown(make, "加载失败，点击重试")
    bad = make.flow(status=500)
    assert judged("swallowed-errors", make.traffic(bad), screens, HEARD, trees=trees).status is Status.passed
    screens, trees = shown(make, "余额")
    toasts = Toasts((Toast(2000, "网络不给力，请稍后再试"),))
    assert judged("swallowed-errors", make.traffic(bad), screens, toasts, trees=trees).status is Status.passed
    again = make.traffic(bad, make.flow(at=1800))
    assert judged("swallowed-errors", again, screens, HEARD, trees=trees).status is Status.passed
    late, trees = shown(make, "余额", at_ms=60_000)
    assert judged("swallowed-errors", make.traffic(bad), late, HEARD, trees=trees).status is Status.passed


@pytest.mark.parametrize("url", ["https://t.tracker.example/e", "https://api.bank.example/logo.png"])
def test_other_peoples_servers_and_pictures_need_no_word(url: str, judged: Judged, make: Make) -> None:
    screens, trees = shown(make, "余额")
    traffic = Traffic((make.flow(url, status=500),), own_hosts=("api.bank.example",))
    assert judged("swallowed-errors", traffic, screens, HEARD, trees=trees).status is Status.passed


# --- chains, pictures, caches -----------------------------------------------------------------------------------------


def chain(make: Make, *starts: int, ms: float = 200) -> Traffic:
    return make.traffic(*(make.flow(f"https://x/{'abcdefgh'[i]}", at=at, ms=ms) for i, at in enumerate(starts)))


def test_four_requests_that_wait_for_each_other_are_a_chain(judged: Judged, make: Make) -> None:
    result = judged("serial-requests", chain(make, 1000, 1210, 1450, 1660), make.visits("home", "pay"))
    assert (result.status, result.verdicts[0].subject) == (Status.fail, "pay")


@pytest.mark.parametrize("starts", [(1000, 1000, 1000, 1000), (1000, 1210, 1450), (1000, 1900, 2900, 3900)])
def test_parallel_few_or_far_requests_are_none(starts: tuple[int, ...], judged: Judged, make: Make) -> None:
    assert judged("serial-requests", chain(make, *starts), make.visits("home", "pay")).status is Status.passed


def picture(make: Make, width: int, height: int, size: int = 400_000) -> Traffic:
    flow = make.flow("https://img/a.png", type="image/png", size=size)
    body = msgspec.structs.replace(flow.response, width=width, height=height)
    return make.traffic(msgspec.structs.replace(flow, response=body))


def test_a_picture_is_held_against_the_largest_widget_of_its_page(judged: Judged, make: Make) -> None:
    box = make.node(0, 0, 300, 200, class_name="android.widget.ImageView")
    seen, trees = make.seen("pay", at_ms=900), {"trees/1": make.screen(box)}
    phone = make.environment()
    large = judged("image-larger-than-shown", picture(make, 1200, 800), seen, phone, trees=trees)
    assert (large.status, large.verdicts[0].subject) == (Status.fail, "GET img/a.png")
    fits = judged("image-larger-than-shown", picture(make, 400, 300), seen, phone, trees=trees)
    light = judged("image-larger-than-shown", picture(make, 1200, 800, 9_000), seen, phone, trees=trees)
    assert (fits.status, light.status) == (Status.passed, Status.passed)


def kept(make: Make, *times: int, sent: str = "") -> Traffic:
    return make.traffic(
        *(
            msgspec.structs.replace(
                make.flow("https://x/c.json", at=at, size=20_000),
                response_headers=(("Cache-Control", "max-age=3600"),),
                request_headers=((sent, "1"),) if sent else (),
            )
            for at in times
        )
    )


def test_what_may_be_kept_and_is_fetched_again_and_again(judged: Judged, make: Make) -> None:
    visits = make.visits("home", "pay")
    assert judged("cacheable-refetched", kept(make, 0, 9000, 20_000), visits).status is Status.fail
    assert judged("cacheable-refetched", kept(make, 0, 9000), visits).status is Status.passed
    asked = kept(make, 0, 9000, 20_000, sent="If-None-Match")
    assert judged("cacheable-refetched", asked, visits).status is Status.passed


# --- TLS --------------------------------------------------------------------------------------------------------------


def secure(make: Make, **fields: str) -> Traffic:
    known = {"tls": "TLSv1.3", "server_tls": "TLSv1.3", "cipher": "TLS_AES_128_GCM_SHA256"}
    return make.traffic(msgspec.structs.replace(make.flow(), **known | fields))


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        ({"server_tls": "TLSv1.1"}, "api.bank.example server"),
        ({"tls": "TLSv1"}, "api.bank.example app"),
        ({"cipher": "ECDHE-RSA-RC4-SHA"}, "api.bank.example app"),
        ({"server_cipher": "DES-CBC3-SHA"}, "api.bank.example server"),
    ],
)
def test_old_tls_and_broken_ciphers_of_either_half(
    fields: dict[str, str], subject: str, judged: Judged, make: Make
) -> None:
    result = judged("weak-tls", secure(make, **fields))
    assert (result.status, result.verdicts[0].subject) == (Status.fail, subject)


def test_today_s_tls_is_fine(judged: Judged, make: Make) -> None:
    assert judged("weak-tls", secure(make, cipher="ECDHE-RSA-AES256-GCM-SHA384", tls="TLSv1.2")).status is Status.passed


def test_an_app_that_sends_its_request_to_an_impostor_does_not_check(judged: Judged, make: Make) -> None:
    refused, fooled = (Probe(9000, "api.bank.example", 443, accepted, "GET /v1/a") for accepted in (False, True))
    flows = make.traffic().flows
    result = judged("certificate-not-checked", Traffic(flows, probes=(refused, fooled)))
    assert (result.status, result.verdicts[0].subject) == (Status.fail, "api.bank.example")
    assert judged("certificate-not-checked", Traffic(flows, probes=(refused,))).status is Status.passed
    assert judged("certificate-not-checked", Traffic(flows)).status is Status.inconclusive
    plain = make.traffic(make.flow("http://x/a"))
    assert judged("certificate-not-checked", plain).status is Status.not_applicable


def test_a_declared_host_that_can_be_read_is_not_pinned(judged: Judged, make: Make) -> None:
    host = ("api.bank.example",)
    read = msgspec.structs.replace(secure(make), pinned_hosts=host)
    result = judged("pinning-absent", read)
    assert (result.status, result.verdicts[0].subject) == (Status.fail, "api.bank.example")
    sealed = Traffic(uninspected=(Uninspected(5, "api.bank.example", 443, "refused"),), pinned_hosts=host)
    assert judged("pinning-absent", sealed).status is Status.passed
    assert judged("pinning-absent", Traffic(pinned_hosts=host)).status is Status.inconclusive
    assert judged("pinning-absent", secure(make)).status is Status.not_applicable


# --- without a network ------------------------------------------------------------------------------------------------


def offline(make: Make, *flows: Flow, loss: float = 0) -> Traffic:
    gone = NetworkProfile("lift", loss=1) if loss else NetworkProfile("offline", offline=True)
    changes = (NetworkChange(500, gone), NetworkChange(20_000, NetworkProfile("")))
    lost = msgspec.structs.replace(make.flow(error="offline"), network="offline", timing=Timing(), response=Body())
    return Traffic(flows or (lost,), networks=changes)


@pytest.mark.parametrize(
    ("texts", "said"), [((), "blank"), (("加载中",), "loading"), (("余额", "明细"), "says nothing")]
)
def test_an_app_that_says_nothing_without_a_network_is_lost(
    texts: tuple[str, ...], said: str, judged: Judged, make: Make
) -> None:
    screens, trees = shown(make, *texts)
    result = judged("lost-in-offline", offline(make), screens, HEARD, trees=trees)
    assert (result.status, result.verdicts[0].subject) == (Status.fail, "pay")
    assert said in result.verdicts[0].message.en


def test_a_word_or_no_need_of_the_network_is_enough(judged: Judged, make: Make) -> None:
    screens, trees = shown(make, "网络不可用，点击重试")
    assert judged("lost-in-offline", offline(make), screens, HEARD, trees=trees).status is Status.passed
    screens, trees = shown(make, "余额")
    unneeded = offline(make, make.flow(at=100))
    assert judged("lost-in-offline", unneeded, screens, HEARD, trees=trees).status is Status.passed
    assert judged("lost-in-offline", make.traffic(), screens, HEARD, trees=trees).status is Status.not_applicable
