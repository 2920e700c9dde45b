"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from patrol import settings
from patrol.errors import ConfigError

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class OneOf(click.Choice[str]):
    """A choice that names the nearest valid value."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        from difflib import get_close_matches

        near = get_close_matches(str(value), self.choices, 1)
        message = super().get_invalid_choice_message(value, ctx)
        return f"{message} Did you mean {near[0]!r}?" if near else message


def run_argument() -> Decorator:
    """RUN: a run folder; `reports/latest` is the newest in reports/."""
    return click.argument("run", type=click.Path(path_type=Path))


def language() -> Decorator:
    return click.option(
        "--lang",
        type=OneOf(["zh", "en"]),
        default=lambda: settings.read().language,
        help="Language of the output (default: by PATROL_LANG, else LANG).",
    )


def checks_folder() -> Decorator:
    """Where checks and policy of one's own are."""
    return click.option(
        "--checks",
        "folders",
        multiple=True,
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="Folder with checks and policy of your own (default: ./compliance_checks).",
    )


def write_out(out: Path, text: str) -> None:
    """Write what --out asked for, and say where it is. Raises ConfigError."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{out} could not be written: {error.strerror}.", advice="Name another file.") from error
    click.echo(str(out))


def padded(text: str, width: int) -> str:
    """`text` filled up to `width` columns; a Chinese character takes two."""
    from patrol.report.plain import columns

    return text + " " * (width - columns(text))


def combined(*decorators: Decorator) -> Decorator:
    """One decorator of several, in the order in which --help shows them."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate
