"""Endpoints and requests by page."""

from __future__ import annotations

import pytest

from patrol.derive.timeline import timeline
from patrol.derive.traffic import Endpoints, endpoints, path_shape, traffic_by_page
from patrol.model.artifacts import GatherFailure, Screens, Visit
from patrol.model.traffic import Body, Flow, Traffic, Uninspected


def flow(path: str, at_ms: int = 0, host: str = "api.bank.example", status: int | None = 200, **more: str) -> Flow:
    return Flow("f", at_ms, more.get("method", "GET"), "https", host, 443, path, status=status, response=Body(100))


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/v1/orders/20261121", "/v1/orders/{…}"),
        ("/v2/users/3fa85f64-5717-4562-b3fc-2c963f66afa6/cards", "/v2/users/{…}/cards"),
        ("/v1/products/fund-0042x?page=3", "/v1/products/{…}"),
        ("/v1/accounts", "/v1/accounts"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_the_varying_parts_of_a_path_are_folded(path: str, shape: str) -> None:
    assert path_shape(path) == shape


def test_requests_are_grouped_by_method_host_and_shape() -> None:
    flows = (flow("/orders/1001"), flow("/orders/1002"), flow("/orders/1001", method="POST"))
    found = endpoints(Traffic((*flows, flow("/generate_204", host="connectivitycheck.gstatic.com"))))
    assert isinstance(found, Endpoints)
    assert [(one.key, len(one.flows)) for one in found.endpoints] == [
        ("GET api.bank.example/orders/{…}", 2),
        ("POST api.bank.example/orders/{…}", 1),
    ]
    assert found.flows == 3


def test_requests_count_for_the_page_on_which_they_began() -> None:
    shown = timeline(Screens((Visit(0, "home", "h"), Visit(500, "pay", "p"))), None, None)
    found = traffic_by_page(Traffic((flow("/a", 10), flow("/b", 510, status=500), flow("/c", 520, status=None))), shown)
    assert {page: (one.requests, one.failed) for page, one in found.pages.items()} == {"home": (1, 0), "pay": (2, 2)}


def test_traffic_of_which_nothing_could_be_read_is_a_failure_and_no_empty_list() -> None:
    refused = Uninspected(5, "api.bank.example", 443, "pinned")
    found = endpoints(Traffic(uninspected=(refused,)))
    assert isinstance(found, GatherFailure) and "none of 1 connections" in found.message
    assert not isinstance(endpoints(Traffic((flow("/a"),), uninspected=(refused,))), GatherFailure)
    assert endpoints(Traffic()) == Endpoints((), 0)


def test_a_request_cut_short_by_the_end_of_the_recording_has_not_failed() -> None:
    from patrol.derive.traffic import UNFINISHED, has_failed
    from patrol.device.proxy.raw import NO_ANSWER

    assert UNFINISHED == NO_ANSWER
    assert not has_failed(Flow("1", 0, "POST", "https", "api.bank", 443, "/v1/wallet", error=UNFINISHED))
    assert has_failed(Flow("1", 0, "POST", "https", "api.bank", 443, "/v1/wallet", error="connection reset"))


def test_a_request_that_the_app_took_back_at_once_has_not_failed_but_one_it_gave_up_on_has() -> None:
    from patrol.derive.traffic import has_failed
    from patrol.model.traffic import APP_LEFT, Timing

    def left(ms: float) -> Flow:
        return Flow("f", 0, "GET", "https", "x", 443, "/", error=APP_LEFT, timing=Timing(failed=ms))

    assert (has_failed(left(200)), has_failed(left(10_000))) == (False, True)
