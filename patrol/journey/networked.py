"""The networks that a journey is played in, and back to the network as it is at its end."""

from __future__ import annotations

import contextlib

from patrol.errors import DeviceError
from patrol.journey.networks import NORMAL
from patrol.journey.session import Session
from patrol.model.network import NetworkChange, NetworkProfile


class PlayedNetworks:
    """What was played in one journey."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.changes: list[NetworkChange] = []

    def play(self, profile: NetworkProfile) -> None:
        """From now on the app has this network. Raises DeviceError when nobody can play it."""
        if profile.changes or self.changes:
            self._session.network(profile)
            self.changes.append(NetworkChange(self._session.clock.now_ms(), profile))

    def back(self) -> None:
        """The next journey begins in the network as it is. A proxy that is gone has taken its network with it."""
        if self.changes and self.changes[-1].profile.changes:
            with contextlib.suppress(DeviceError):
                self._session.network(NORMAL)
            self.changes.append(NetworkChange(self._session.clock.now_ms(), NORMAL))
