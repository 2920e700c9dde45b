"""Ways into an app from outside, tried when exploring brings nothing new: deep links, and activities that other apps
may start. A page reached so only counts as reached, with that provenance: nobody showed how a user gets there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from patrol.model.artifacts import AppInfo
from patrol.model.graph import Action, ActionKind, Page
from patrol.model.scenario import Scenario

MOST_LINKS = 20
MOST_ACTIVITIES = 40


class Seeds:
    """What can be opened from outside, each once: declared links, then the manifest's, then its activities."""

    def __init__(self, scenario: Scenario, app: AppInfo | None) -> None:
        self._declared = [(page.id, page.link) for page in scenario.pages if page.link]
        links = app.deep_links if app is not None else ()
        known = {link for _, link in self._declared}
        self._links = [link for link in links if link not in known and "*" not in link][:MOST_LINKS]
        self._package = scenario.package
        # Every launch opens the launcher's entry: nothing is news there, and a splash that is gone leads nowhere.
        self._launcher = {scenario.activity, app.launcher if app is not None else ""} - {""}
        self._activities = [name for name in (app.exported or app.activities if app else ()) if name][:MOST_ACTIVITIES]

    def next(self, pages: Iterable[Page]) -> Action | None:
        """The next one worth trying, given the pages that were seen; None when all were tried."""
        return next(self._rest({page.key for page in pages}, {page.activity for page in pages}), None)

    def _rest(self, keys: set[str], activities: set[str]) -> Iterator[Action]:
        while self._declared:
            page, link = self._declared.pop(0)
            if page not in keys:
                yield Action(ActionKind.deep_link, value=link)
        while self._links:
            yield Action(ActionKind.deep_link, value=self._links.pop(0))
        while self._activities:
            name = self._activities.pop(0)
            short = name.removeprefix(self._package)
            if name not in activities and not self._launcher & {name, short}:
                yield Action(ActionKind.deep_link, value=f"{self._package}/{name}")


def is_component(value: str) -> bool:
    """Whether a deep link's value names an activity (`package/class`) instead of a URL."""
    return "://" not in value and "/" in value
