"""What the servers answer, from the file."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from patrol.virtualphone.app.problems import ModelError
from patrol.virtualphone.backend.routes import Asked, Reply, Routes, load_routes


def routes_of(folder: Path, routes: str, data: str = "{}") -> Routes:
    path = folder / "backend.yaml"
    path.write_text(f"hosts: [a.example, b.example]\ndata: {data}\nroutes:\n{dedent(routes)}", encoding="utf-8")
    return load_routes(path)


def ask(routes: Routes, line: str, host: str = "a.example", body: bytes = b"", kind: str = "application/json") -> Reply:
    method, _, path = line.partition(" ")
    return routes.reply(Asked(method, host, path, {"q": "1"}, {"Content-Type": kind}, body))


def test_bodies_are_made_from_the_request(tmp_path: Path) -> None:
    content = "{to: '{body.to}', kind: '{kind}', q: '= query.q', n: '= count', row: '= rows[0].id'}"
    route = f"- {{route: 'POST /v1/{{kind}}/x', json: {content}}}"
    routes = routes_of(tmp_path, route, "{rows: [{id: 7}]}")
    reply = ask(routes, "POST /v1/abc/x", body=b'{"to": "Ada"}')
    assert json.loads(reply.body) == {"to": "Ada", "kind": "abc", "q": "1", "n": 1, "row": 7}
    assert json.loads(ask(routes, "POST /v1/abc/x").body)["n"] == 2


def test_a_form_is_understood_too(tmp_path: Path) -> None:
    routes = routes_of(tmp_path, "- {route: POST /f, text: 'hello {body.name}'}")
    assert ask(routes, "POST /f", body=b"name=Ada", kind="application/x-www-form-urlencoded").body == b"hello Ada"


def test_the_first_fitting_route_answers_and_nothing_else(tmp_path: Path) -> None:
    routes = routes_of(
        tmp_path,
        """
        - {route: GET /x, host: b.example, text: only b}
        - {route: GET /x, text: any}
        - {route: 'GET /deep/{rest*}', text: '{rest}'}
        """,
    )
    assert ask(routes, "GET /x").body == b"any"
    assert ask(routes, "GET /x", host="b.example").body == b"only b"
    assert ask(routes, "GET /deep/a/b").body == b"a/b"
    assert ask(routes, "POST /x").status == ask(routes, "GET /x/y").status == 404


def test_planted_faults(tmp_path: Path) -> None:
    routes = routes_of(
        tmp_path,
        """
        - {route: GET /flaky, json: {code: 0}, fail_every: 3, fail_status: 503}
        - {route: GET /large, json: {code: 0}, size: 50000, gzip: false}
        - {route: GET /page, html: <p>, size: 900}
        - {route: GET /slow, text: x, delay_ms: 900}
        - {route: GET /hang, text: x, hang: true}
        - {route: GET /reset, text: x, reset: true}
        - {route: GET /away, redirect: 'https://b.example/{count}'}
        - {route: GET /empty, status: 204, headers: {Cache-Control: 'max-age={count}'}}
        """,
    )
    assert [ask(routes, "GET /flaky").status for _ in range(6)] == [200, 200, 503, 200, 200, 503]
    large = ask(routes, "GET /large")
    assert (len(large.body), large.gzip) == (50000, False)
    assert json.loads(large.body)["code"] == 0
    assert len(ask(routes, "GET /page").body) == 900
    assert ask(routes, "GET /slow").delay_ms == 900
    assert (ask(routes, "GET /hang").fault, ask(routes, "GET /reset").fault) == ("hang", "reset")
    away = ask(routes, "GET /away")
    assert (away.status, away.headers["Location"]) == (302, "https://b.example/1")
    empty = ask(routes, "GET /empty")
    assert (empty.status, empty.body, empty.headers["Cache-Control"]) == (204, b"", "max-age=1")


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("- {route: FETCH /x}", "method 'FETCH' is unknown"),
        ("- {route: GET x}", "must begin with /"),
        ("- {route: GET /x, jsn: {}}", "route key 'jsn' is unknown; did you mean 'json'?"),
        ("- {route: GET /x, json: {}, text: x}", "one body at a time"),
        ("- {route: GET /x, text: '{nobody}'}", "name 'nobody' is unknown; did you mean 'body'?"),
        ("- {json: {}}", "a route such as"),
        ("- {route: GET /x, png: {width: 10}}", "png needs 'height'"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, route: str, words: str) -> None:
    with pytest.raises(ModelError) as caught:
        routes_of(tmp_path, route)
    assert words in str(caught.value)
    assert "backend.yaml:4:" in str(caught.value)
