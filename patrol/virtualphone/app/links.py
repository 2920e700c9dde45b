"""Deep links: which page answers to a URL, and the variables that the URL sets."""

from __future__ import annotations

import re
from urllib.parse import unquote

from patrol.virtualphone.app.model import AppModel, Link
from patrol.virtualphone.app.names import Names


def match(link: Link, url: str) -> dict[str, str] | None:
    """The values of the pattern's names, or None. A query that the pattern does not name is ignored."""
    pattern = "".join(re.escape(part) if i % 2 == 0 else r"([^/?#&]+)" for i, part in enumerate(link.parts))
    tail = r"/?(?:[?#&].*)?" if "?" not in link.pattern else r"(?:[&#].*)?"
    found = re.fullmatch(pattern + tail, url)
    if found is None:
        return None
    return {name: unquote(value) for name, value in zip(link.names, found.groups(), strict=True)}


def page_for(model: AppModel, url: str) -> str | None:
    """Id of the page that answers to a URL."""
    return next((page.id for link, page in model.links if match(link, url) is not None), None)


def follow(model: AppModel, url: str, names: Names) -> str | None:
    """As page_for, with the variables of the pattern set."""
    for link, page in model.links:
        values = match(link, url)
        if values is not None:
            for name, value in values.items():
                names.set(name, int(value) if value.isdigit() and len(value) < 10 else value)
            return page.id
    return None
