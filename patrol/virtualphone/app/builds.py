"""Several builds of one app: a build file laid over its base, key by key."""

from __future__ import annotations

from pathlib import Path

from patrol.errors import Place
from patrol.virtualphone.app.problems import Problems, Unreadable, unknown
from patrol.virtualphone.app.source import REMOVE, Source, read_source

CHANGES = ("set", "remove", "before", "after", "inside")
DEEPEST = 10
"""Builds stand on builds; more than this is a circle or a mistake."""


def read_build(path: Path, problems: Problems, depth: int = 0) -> Source:
    """The build with its bases merged in and its page files read: `pages` is a mapping of page id → page."""
    source = read_source(path)
    if not source.is_mapping:
        raise Unreadable(source.place, f"a build file is a mapping, not {source.described()}")
    pages = _pages(source, path.parent, problems)
    source = Source({**source.value, "pages": pages}, source.place, {**source.keys, "pages": pages.place})
    base = source.value.get("base")
    if base is None:
        return _anchored(source, path)
    if depth >= DEEPEST:
        raise Unreadable(base.place, "more than 10 builds stand on each other; is there a circle?")
    below = read_build(_file(base, path.parent), problems, depth + 1)
    return merge(below, _anchored(_without(source, "base"), path))


def _file(source: Source, folder: Path) -> Path:
    path = folder / str(source.value)
    if not path.is_file():
        raise Unreadable(source.place, f"there is no file {path}")
    return path


def _anchored(source: Source, path: Path) -> Source:
    """`backend` and `neighbours` as paths that still hold when another build, in another folder, stands on this one."""
    anchored: dict[str, Source] = {}
    backend, neighbours = source.value.get("backend"), source.value.get("neighbours")
    if backend is not None and backend.value is not REMOVE:
        anchored["backend"] = Source(str(_file(backend, path.parent)), backend.place)
    if neighbours is not None and neighbours.is_list:
        files = [Source(str(_file(one, path.parent)), one.place) for one in neighbours.value]
        anchored["neighbours"] = Source(files, neighbours.place)
    return Source({**source.value, **anchored}, source.place, source.keys) if anchored else source


def _without(source: Source, key: str) -> Source:
    return Source({k: v for k, v in source.value.items() if k != key}, source.place, source.keys)


def _pages(source: Source, folder: Path, problems: Problems) -> Source:
    """Page files and pages written in place, as one mapping."""
    written = source.value.get("pages")
    if written is None:
        return Source({}, source.place)
    if not written.is_mapping:
        return _page_files(written, folder, problems)
    files = written.value.get("files")
    found = _page_files(files, folder, problems) if files else Source({}, written.place)
    return merge(found, _without(written, "files")) if found.value else _without(written, "files")


def _page_files(listed: Source, folder: Path, problems: Problems) -> Source:
    pages: dict[str, Source] = {}
    keys: dict[str, Place] = {}
    for entry in listed.value if listed.is_list else [listed]:
        files = sorted(folder.glob(str(entry.value)))
        if not files:
            problems.add(entry.place, f"no page file is called {entry.value}")
        for file in files:
            try:
                found = read_source(file)
                if not found.is_mapping:
                    raise Unreadable(found.place, "a page file is a mapping of page ids to pages")
            except Unreadable as problem:
                problems.note(problem)
                continue
            for name in found.value:
                if name in pages:
                    problems.add(found.keys[name], f"page '{name}' is there already: {keys[name]}")
            pages |= found.value
            keys |= found.keys
    return Source(pages, listed.place, keys)


def merge(below: Source, above: Source) -> Source:
    """Mappings key by key, anything else replaced; !remove takes a key out; `edits` are kept for later."""
    if not (below.is_mapping and above.is_mapping) or _is_text(above):
        return above
    values, keys = dict(below.value), dict(below.keys)
    for key, item in above.value.items():
        keys[key] = above.keys.get(key, item.place)
        if item.value is REMOVE:
            values.pop(key, None)
        elif key in values and key == "edits" and item.is_list:
            values[key] = Source([*values[key].value, *item.value], item.place)
        elif key in values:
            values[key] = merge(values[key], item)
        else:
            values[key] = item
    return Source(values, above.place, keys)


def _is_text(source: Source) -> bool:
    return bool(source.value) and set(source.value) <= {"zh", "en"}


def edited(page: Source, problems: Problems) -> Source:
    """The page with its `edits` carried out."""
    edits = page.value.get("edits")
    if edits is None:
        return page
    page = _without(page, "edits")
    if not edits.is_list:
        problems.add(edits.place, "'edits' is a list")
        return page
    for edit in edits.value:
        try:
            page = _edit(page, edit)
        except Unreadable as problem:
            problems.note(problem)
    return page


def _edit(page: Source, edit: Source) -> Source:
    at = edit.value.get("at") if edit.is_mapping else None
    if at is None:
        raise Unreadable(edit.place, "an edit needs 'at', the id of a widget")
    changes = [key for key in edit.value if key != "at"]
    for key in changes:
        if key not in CHANGES:
            raise Unreadable(edit.keys[key], unknown("edit", key, CHANGES))
    if len(changes) != 1:
        raise Unreadable(edit.place, f"an edit does one of {', '.join(CHANGES)}")
    changed, ids, done = _walk(page, str(at.value), changes[0], edit.value[changes[0]])
    if not done:
        raise Unreadable(at.place, unknown("widget id", str(at.value), ids))
    return changed


def _walk(source: Source, at: str, change: str, value: Source) -> tuple[Source, list[str], bool]:
    """(the source changed, the ids met, whether the widget was found)."""
    ids: list[str] = []
    done = False
    if source.is_mapping:
        values = {}
        for key, item in source.value.items():
            values[key], more, found = _walk(item, at, change, value)
            ids += more
            done |= found
        return Source(values, source.place, source.keys), ids, done
    if not source.is_list:
        return source, ids, done
    items: list[Source] = []
    for item in source.value:
        name = item.value.get("id") if item.is_mapping else None
        if name is not None:
            ids.append(str(name.value))
        if name is not None and str(name.value) == at:
            items += _changed(item, change, value)
            done = True
        else:
            deeper, more, found = _walk(item, at, change, value)
            items.append(deeper)
            ids += more
            done |= found
    return Source(items, source.place), ids, done


def _changed(item: Source, change: str, value: Source) -> list[Source]:
    added = value.value if value.is_list else [value]
    if change == "set":
        return [merge(item, value)]
    if change == "remove":
        return []
    if change == "before":
        return [*added, item]
    if change == "after":
        return [item, *added]
    inside = next((key for key in ("content", "row", "card", "column", "web", "web_list") if key in item.value), None)
    if inside is None or not item.value[inside].is_list:
        raise Unreadable(item.place, "nothing can be put inside this widget")
    grown = Source([*item.value[inside].value, *added], item.value[inside].place)
    return [Source({**item.value, inside: grown}, item.place, item.keys)]
