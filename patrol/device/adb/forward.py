"""Ports of this computer that reach the phone (`adb forward`). They belong to the adb server, not to the phone: one
that a killed run has left behind leads nowhere and changes nothing."""

from __future__ import annotations

from contextlib import suppress

from patrol.device.adb.connection import Refused, StreamEnded
from patrol.device.adb.device import AdbDevice
from patrol.errors import DeviceError


def forward(device: AdbDevice, phone_port: int) -> int:
    """A free port here that reaches 127.0.0.1:`phone_port` on the phone. Raises DeviceError."""
    service = f"host-serial:{device.serial}:forward:tcp:0;tcp:{phone_port}"
    try:
        with device.server.connect() as connection:
            connection.ask(service)
            connection.okay()
            return int(connection.block())
    except (Refused, StreamEnded, ValueError) as problem:
        raise DeviceError(f"adb cannot reach port {phone_port} of phone {device.serial}: {problem}.") from None


def remove_forward(device: AdbDevice, port: int) -> None:
    """No error when it is gone already."""
    with suppress(Refused, StreamEnded), device.server.connect() as connection:
        connection.ask(f"host-serial:{device.serial}:killforward:tcp:{port}")
        connection.okay()
