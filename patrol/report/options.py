"""Options as a reader wants them: what is empty is left out, yes and no in words, lists without brackets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from patrol.model.record import Text

Option = str | int | float | bool | Sequence[str] | None
ANSWER = {True: Text("是", "yes"), False: Text("否", "no")}


def told(options: Mapping[str, Option]) -> Text:
    """`limit_ms: 3000; kinds: PSS, Java`; the names are those of policy.yaml or of the command line."""
    said = [(name, _value(value)) for name, value in options.items() if value not in (None, "", [], ())]
    return Text("；".join(f"{name}：{value.zh}" for name, value in said), "; ".join(f"{n}: {v.en}" for n, v in said))


def _value(value: Option) -> Text:
    if isinstance(value, bool):
        return ANSWER[value]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Text("、".join(value), ", ".join(value))
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    return Text(shown, shown)
