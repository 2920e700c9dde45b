"""Steps that start and end the app, and what the report is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.errors import DeviceError
from patrol.journey import arguments as read
from patrol.journey.networks import LIMITS, network_of
from patrol.journey.steps.base import CONSENT, Step, StepFailed
from patrol.model.network import NetworkProfile

if TYPE_CHECKING:
    from patrol.journey.play import Player

READINGS = ("start-up", "frames", "memory")


class Launch(Step):
    kind = "launch"
    main = "how"
    main_default = ""

    def check(self) -> None:
        read.choice(self.arguments, "how", ("", "cold"), "")

    def run(self, player: Player) -> None:
        session = player.session
        player.touch()
        session.driver.launch(session.component, stop_first=self.argument == "cold")
        player.launched()
        if player.sight().outside:
            player.explain_crash()
            raise StepFailed(f"the app did not come to the front: {player.sight().page}; {player.seen()}")


class Stop(Step):
    kind = "stop"

    def run(self, player: Player) -> None:
        player.session.driver.stop(player.session.package)
        player.stopped_app = True
        player.settle()


class OpenLink(Step):
    kind = "open link"
    main = "url"

    def check(self) -> None:
        if "://" not in read.text(self.arguments, "url"):
            raise read.Wrong("a link looks like `harbour://transfer`", "url")

    def run(self, player: Player) -> None:
        player.touch()
        report = player.driver.open_link(player.value(str(self.argument)), player.session.package)
        player.launched()
        if player.sight().outside:
            raise StepFailed(f"the link did not open the app: {report.raw.strip()[:200] or player.sight().page}")


class TakeReading(Step):
    kind = "take a reading"
    main = "of"
    keys = ("as",)

    def check(self) -> None:
        read.choice(self.arguments, "of", READINGS)
        read.text(self.arguments, "as", "")

    def run(self, player: Player) -> None:
        kind = str(self.argument)
        try:
            figures = player.session.recorder.reading(kind, str(self.arguments.get("as", kind)))
        except DeviceError as error:
            if not self.optional:
                raise
            player.note(error.message)
            return
        player.read(figures)
        if kind == "start-up":
            player.launched()


class Consent(Step):
    kind = "consent"
    main = "consent"

    def check(self) -> None:
        read.choice(self.arguments, "consent", CONSENT)

    def run(self, player: Player) -> None:
        player.touch()


class Network(Step):
    kind = "network"
    main = "name"
    main_default = ""
    keys = tuple(LIMITS)

    def check(self) -> None:
        self._profile()

    def run(self, player: Player) -> None:
        player.networks.play(self._profile())

    def said(self) -> str:
        return self._profile().name or "normal"

    def _profile(self) -> NetworkProfile:
        written = {key: self.arguments[key] for key in LIMITS if key in self.arguments}
        if written and self.argument:
            raise read.Wrong("a network has a name, or figures, not both")
        return network_of(written if written or not self.argument else self.argument)


class Note(Step):
    kind = "note"
    main = "text"

    def check(self) -> None:
        read.text(self.arguments, "text")

    def run(self, player: Player) -> None:
        """Says something to the reader and does nothing."""
