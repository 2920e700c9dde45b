"""XML in the protobuf form of an AAB (aapt's Resources.proto: XmlNode, XmlElement, XmlAttribute)."""

from __future__ import annotations

from collections import defaultdict

from patrol.apk.axml import IDS, MAX_DEPTH, MAX_ELEMENTS, Document, Element, Value

ANDROID = "http://schemas.android.com/apk/res/android"
Fields = dict[int, list[int | bytes]]


def read(data: bytes) -> Document:
    """The tree; an oddity in place of it when this is none."""
    document = Document()
    try:
        document.root = _node(data, document, 0, [0])
    except (ValueError, IndexError):
        document.oddities.append("damaged protobuf")
        document.short = True
    if document.root is None and not document.oddities:
        document.oddities.append("no element")
    return document


def _node(data: bytes, document: Document, depth: int, count: list[int]) -> Element | None:
    elements = _fields(data).get(1, [])
    count[0] += 1
    if not elements or depth > MAX_DEPTH or count[0] > MAX_ELEMENTS:
        return None
    fields = _fields(_bytes(elements[0]))
    element = Element(_text(fields, 3))
    for raw in fields.get(4, ()):
        _attribute(element, _fields(_bytes(raw)), document)
    for raw in fields.get(5, ()):
        inner = _node(_bytes(raw), document, depth + 1, count)
        if inner is not None:
            element.inside.append(inner)
        elif text := _text(_fields(_bytes(raw)), 2).strip():
            element.given["#text"] = text
    return element


def _attribute(element: Element, fields: Fields, document: Document) -> None:
    id = next((value for value in fields.get(5, ()) if isinstance(value, int)), 0)
    key = f"android:{IDS[id]}" if id in IDS else _text(fields, 2)
    if key in element.given:
        document.oddities.append(f"{key} given twice")
    elif id in IDS or not id:
        element.given[key] = _value(fields)


def _value(fields: Fields) -> Value:
    """The compiled value (Item) where there is one, else the text."""
    for raw in fields.get(6, ()):
        item = _fields(_bytes(raw))
        for reference in item.get(1, ()):
            return f"@{_text(_fields(_bytes(reference)), 3)}"
        for primitive in item.get(7, ()):
            for number, values in _fields(_bytes(primitive)).items():
                if number == 8 and isinstance(values[0], int):
                    return bool(values[0])
                if number in (6, 7) and isinstance(values[0], int):
                    return values[0]
    return _text(fields, 3)


def _text(fields: Fields, number: int) -> str:
    return b"".join(one for one in fields.get(number, ()) if isinstance(one, bytes)).decode("utf-8", "replace")


def _bytes(value: int | bytes) -> bytes:
    if isinstance(value, int):
        raise ValueError("a number in place of a message")
    return value


def _fields(data: bytes) -> Fields:
    found: Fields = defaultdict(list)
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = _varint(data, at)
            found[tag >> 3].append(value)
        elif kind == 2:
            size, at = _varint(data, at)
            if at + size > len(data):
                raise ValueError("cut off")
            found[tag >> 3].append(data[at : at + size])
            at += size
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        else:
            raise ValueError("no protobuf")
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value, shift = 0, 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
        if shift > 63:
            raise ValueError("a number without an end")
