from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.virtualphone.adb.packet import HEADER_SIZE, Cmd, MalformedPacket, Packet, Parser

packets = st.lists(
    st.builds(
        Packet,
        st.sampled_from(list(Cmd)).map(int),
        st.integers(0, 2**32 - 1),
        st.integers(0, 2**32 - 1),
        st.binary(max_size=200),
    ),
    max_size=6,
)


@given(packets, st.integers(1, 50))
def test_packets_survive_however_the_network_cuts_them(sent: list[Packet], size: int) -> None:
    raw = b"".join(packet.encode() for packet in sent)
    parser = Parser()
    received = [p for at in range(0, len(raw), size) for p in parser.feed(raw[at : at + size])]
    assert received == sent


@given(st.binary(min_size=HEADER_SIZE, max_size=200))
def test_any_bytes_are_packets_or_refused(raw: bytes) -> None:
    try:
        list(Parser().feed(raw))
    except MalformedPacket:
        pass


def test_a_payload_over_the_limit_is_refused_before_it_is_read() -> None:
    header = Packet(Cmd.WRTE, 1, 2, bytes(5000)).encode()[:HEADER_SIZE]
    with pytest.raises(MalformedPacket, match="5000"):
        list(Parser(limit=4096).feed(header))


def test_the_checksum_is_the_sum_of_the_bytes() -> None:
    raw = Packet(Cmd.CNXN, 1, 2, b"\x01\x02\xff").encode()
    assert int.from_bytes(raw[16:20], "little") == 0x102
    assert Packet(Cmd.CNXN, 1, 2, b"\x01").encode(checksum=False)[16:20] == bytes(4)
