"""What app.yaml says about personal information: its policy and list of SDKs, read while the run is made."""

from __future__ import annotations

import html
import http.client
import re
import threading
import urllib.error
import urllib.request
from pathlib import Path

from patrol.catalogue.mapping import class_names
from patrol.gather.base import GatherContext
from patrol.model.privacy import DeclaredPrivacy, PolicyText
from patrol.model.scenario import PrivacyPlan, TextSource

MOST_BYTES = 5_000_000
"""Of a policy; what is longer is cut off."""
TIMEOUT_S = 10.0
BREAKS = re.compile(r"</?(?:p|div|li|tr|td|th|h[1-6]|ul|ol|table|br|section|article)\b[^>]*>", re.IGNORECASE)
HIDDEN = re.compile(r"<(script|style|noscript)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^<>]{1,2000}>")


class PrivacyGatherer:
    """Reads files at once, and fetches addresses from the internet beside the run, for they may be slow."""

    name = "privacy"
    artifact_name = "privacy"

    def __init__(self) -> None:
        self._fetched: dict[str, PolicyText] = {}
        self._threads: list[threading.Thread] = []

    def start(self, ctx: GatherContext) -> None:
        self._start(_plan(ctx))

    def _start(self, plan: PrivacyPlan) -> None:
        for source in plan.texts:
            if source.url:
                thread = threading.Thread(target=self._fetch, args=(source,), daemon=True, name=f"fetch {source.url}")
                thread.start()
                self._threads.append(thread)

    def stop(self, ctx: GatherContext) -> None:
        for thread in self._threads:
            thread.join(timeout=1)

    def artifact(self, ctx: GatherContext) -> DeclaredPrivacy:
        return self._declared(_plan(ctx))

    def read(self, plan: PrivacyPlan) -> DeclaredPrivacy:
        """The artifact without a run: for `patrol scan`."""
        self._start(plan)
        for thread in self._threads:
            thread.join(timeout=TIMEOUT_S)
        return self._declared(plan)

    def _declared(self, plan: PrivacyPlan) -> DeclaredPrivacy:
        mapping, error = _mapping(plan.mapping)
        return DeclaredPrivacy(
            app_types=plan.app_types,
            own=plan.own,
            texts=tuple(self._text(source) for source in plan.texts),
            needed=plan.needed,
            mapping=mapping,
            mapping_source=Path(plan.mapping).name if plan.mapping else "",
            mapping_error=error,
        )

    def _text(self, source: TextSource) -> PolicyText:
        if source.url:
            late = PolicyText(source.kind, source.url, error="it did not answer while the run lasted")
            return self._fetched.get(source.url, late)
        if source.page:
            return PolicyText(source.kind, f"page {source.page}", page=source.page)
        if source.text:
            return PolicyText(source.kind, "app.yaml", source.text)
        try:
            data = Path(source.file).read_bytes()[:MOST_BYTES]
        except OSError as error:
            return PolicyText(source.kind, source.file, error=str(error.strerror))
        return PolicyText(source.kind, Path(source.file).name, plain_text(_decoded(data, "")))

    def _fetch(self, source: TextSource) -> None:
        try:
            request = urllib.request.Request(source.url, headers={"User-Agent": "Mozilla/5.0 (patrol)"})
            with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
                data, charset = answer.read(MOST_BYTES), answer.headers.get_content_charset("")
                text = plain_text(_decoded(data, charset))
        except (OSError, ValueError, http.client.HTTPException) as error:  # ValueError: an address that is none
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            self._fetched[source.url] = PolicyText(source.kind, source.url, error=str(reason))
            return
        empty = "" if text else "it holds no text; a page that scripts fill cannot be read this way"
        self._fetched[source.url] = PolicyText(source.kind, source.url, text, error=empty)


def _plan(ctx: GatherContext) -> PrivacyPlan:
    return ctx.scenario.privacy if ctx.scenario else PrivacyPlan()


def _mapping(file: str) -> tuple[dict[str, str], str]:
    if not file:
        return {}, ""
    try:
        names = class_names(Path(file).read_text("utf-8", errors="replace"))
    except OSError as error:
        return {}, f"{Path(file).name} cannot be read: {error.strerror}"
    changed = {short: true for short, true in names.items() if short != true}
    return changed, "" if names else f"{Path(file).name} names no class: it is no mapping file of R8 or ProGuard"


def _decoded(data: bytes, charset: str) -> str:
    """By the server's word, else UTF-8, else GB 18030, in which Chinese pages are that are not UTF-8."""
    for encoding in filter(None, (charset, "utf-8", "gb18030")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", errors="replace")


def plain_text(text: str) -> str:
    """What a reader sees of HTML, a paragraph a line; text that is none stays as it is."""
    if re.search(r"<(?:html|body|p|div|br|table|li)\b", text[:MOST_BYTES], re.IGNORECASE):
        text = html.unescape(TAG.sub("", BREAKS.sub("\n", HIDDEN.sub(" ", text))))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
