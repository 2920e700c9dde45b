import contextlib
import select
import socket
from collections.abc import Iterator

import pytest

from patrol.device.adb.device import AdbDevice
from patrol.device.adb.http import HttpGone, HttpStatus, PhoneHttp
from tests.unit.device.fake_adb import FakePhone


@pytest.fixture
def http(device: AdbDevice) -> Iterator[PhoneHttp]:
    found = PhoneHttp(device, 80)
    yield found
    found.close()


def answering(phone: FakePhone, *answers: bytes) -> list[bytes]:
    """Each connection to port 80 gets all answers, one for each request."""
    asked: list[bytes] = []

    def serve(sock: socket.socket, _: str) -> None:
        sock.sendall(b"OKAY")
        for answer in answers:
            asked.append(sock.recv(100_000))
            sock.sendall(answer)

    phone.services["tcp:80"] = serve
    return asked


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


def test_head_and_body_go_out_in_one_write_and_the_connection_stays(http: PhoneHttp, phone: FakePhone) -> None:
    asked = answering(phone, OK, OK)
    assert http.request("POST", "/a", b"body") == b"hi"
    assert http.request("POST", "/b", b"more") == b"hi"
    assert asked[0].startswith(b"POST /a HTTP/1.1\r\n")
    assert asked[0].endswith(b"\r\n\r\nbody")
    assert phone.asked == ["tcp:80"]


def test_a_connection_that_the_server_closed_is_opened_anew(http: PhoneHttp, phone: FakePhone) -> None:
    answering(phone, OK)
    assert [http.request("GET", "/") for _ in range(3)] == [b"hi"] * 3
    assert phone.asked == ["tcp:80"] * 3


def test_chunks(http: PhoneHttp, phone: FakePhone) -> None:
    answering(phone, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n")
    assert http.request("GET", "/") == b"abcde"


def test_to_the_end_of_the_stream(http: PhoneHttp, phone: FakePhone) -> None:
    answering(phone, b"HTTP/1.0 200 OK\r\n\r\nall of it")
    assert http.request("GET", "/") == b"all of it"


def test_an_error_of_the_server(http: PhoneHttp, phone: FakePhone) -> None:
    answering(phone, b"HTTP/1.1 500 Oops\r\nContent-Length: 3\r\n\r\nbad")
    with pytest.raises(HttpStatus, match="HTTP 500: bad"):
        http.request("GET", "/")


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi", b"\r\n\r\n"]
)
def test_an_answer_that_breaks_off(http: PhoneHttp, phone: FakePhone, answer: bytes) -> None:
    answering(phone, answer)
    with pytest.raises(HttpGone):
        http.request("GET", "/")


def test_nothing_listens(device: AdbDevice) -> None:
    with pytest.raises(HttpGone, match="nothing answers at port 81 of the phone: closed"):
        PhoneHttp(device, 81).request("GET", "/")


def dripping(phone: FakePhone, head: bytes, drip: bytes, pause_s: float) -> None:
    """An answer that never ends."""

    def serve(sock: socket.socket, _: str) -> None:
        sock.sendall(b"OKAY")
        sock.recv(100_000)
        sock.sendall(head)
        with contextlib.suppress(OSError):
            while True:
                sock.sendall(drip)
                select.select([], [], [], pause_s)

    phone.services["tcp:80"] = serve


def test_an_answer_that_drips_without_end_is_given_up_in_time(http: PhoneHttp, phone: FakePhone) -> None:
    dripping(phone, b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.02)
    with pytest.raises(TimeoutError):
        http.request("GET", "/", timeout_s=0.3)


def test_an_answer_that_floods_without_end_does_not_fill_the_memory(
    http: PhoneHttp, phone: FakePhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("patrol.device.adb.http.LONGEST", 1 << 20)
    dripping(phone, b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536, 0)
    with pytest.raises(HttpGone, match="without an end"):
        http.request("GET", "/")
