"""The values that an app's expressions see: its variables, what it has stored, and what is known everywhere."""

from __future__ import annotations

import copy
import random
import string
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from patrol.virtualphone.app.model import AppModel
from patrol.virtualphone.app.scope import Scope

SHOWN_FROM_MINUTES = 9 * 60 + 41
"""The clock of a phone shows 09:41 when it was switched on, so that pictures of two runs are alike."""


def clock_text(now_ms: float) -> str:
    """What the status bar's clock shows at this uptime."""
    minutes = SHOWN_FROM_MINUTES + int(now_ms // 60_000)
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def made_secrets(model: AppModel, given: Mapping[str, str], seed: int) -> dict[str, str]:
    """The secrets as given, the others made from the seed."""
    chance = random.Random(f"{model.package} {seed}")
    letters = {"digits": string.digits, "letters": string.ascii_letters}
    made = {}
    for name, (kind, count) in model.secrets.items():
        value = "".join(chance.choice(letters[kind]) for _ in range(count))
        made[name] = given.get(name, value)
    return made


class Names(Mapping[str, Any]):
    """Variables can be set; everything else can only be read."""

    def __init__(
        self, model: AppModel, stored: MutableMapping[str, Any], secrets: Mapping[str, str], now: Callable[[], float]
    ) -> None:
        self._model = model
        self._stored = stored
        self._secrets = secrets
        self._now = now
        self._variables: dict[str, Any] = copy.deepcopy(dict(model.variables))
        self._extra: dict[str, Any] = {"language": "zh", "elder": False, "status": 0, "error": "", "page": ""}
        self._clock: dict[str, Callable[[], Any]] = {
            "time": lambda: clock_text(now()),
            "date": lambda: "2026-03-14",
            "uptime_s": lambda: int(now() // 1000),
            "tick": lambda: int(now() // 1000),
            "version": lambda: model.version_name,
            "app_name": lambda: model.name_en if self["language"] == "en" else model.name_zh,
        }

    def get(self, name: str, default: Any = None) -> Any:
        for place in (self._variables, self._stored, self._extra, self._secrets, self._model.data):
            if name in place:
                return place[name]
        if name in self._clock:
            return self._clock[name]()
        if name in self._model.texts:
            return self._model.texts[name].render(Scope(self))
        return default

    def __getitem__(self, name: str) -> Any:
        return self.get(name)

    def __iter__(self) -> Iterator[str]:
        yield from {**self._model.data, **self._secrets, **self._extra, **self._stored, **self._variables}

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def set(self, name: str, value: Any) -> None:
        """A variable, a stored value, or `language`, `elder` and what a request left."""
        for place in (self._variables, self._stored):
            if name in place:
                place[name] = value
                return
        self._extra[name] = value
