"""docs/hooks.md: each watched API, written from the hook table itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from patrol.catalogue.apis import Api, Category, catalogue
from patrol.cli.hooks import UNVERIFIED, seen_by, what_of
from patrol.device.hooks.handling import NEVER, RAW
from patrol.device.hooks.native import NOT_HOOKED, native_hooks
from patrol.device.hooks.wanted import hooks

PROVED = {"methods": 633, "calls": 906, "entries": 183, "natives": 28}
"""What `patrol hooks test` counts; tests/e2e/test_hooks_proof.py holds it."""

HEAD = """\
# What the hooks watch

This page is made from the hook table: `pytest tests/unit/cli/test_hooks.py --rebaseline` writes it anew.
`patrol hooks list WORD` finds an entry, `patrol hooks test` proves the hooks on this computer.

{watched} Java methods (all their overloads) and {native} native functions are hooked; {arguments} content URIs,
settings keys, system properties, shell commands, file paths, intents and services are recognised among their arguments.

The self-test calls {methods} of these methods in {calls} calls in a real JVM, through the same agent that goes into an
app, tries {entries} arguments and calls {natives} native functions in a local process, and compares what the agent
tells with what was called: method, arguments, ids and caller. It also sees that objects, exceptions and results are
the same through hooks as without, on several threads and in calls inside calls. Functions that only Android's own
libraries have cannot be called on a computer; they are hooked by the same code.

## How a hook behaves
- The app's objects pass through as they are: the same references go in and come out, and so does an exception.
- A call inside a call that is told already, of the same class or meaning, is part of it and not told again.
- What only the VM does by itself (loading classes, its own threads) is not told.
- Arguments and results are shortened to 256 letters. Results are masked, and so are arguments that are values
  themselves (a clipboard, a message, a preference); in others long numbers and mail addresses are masked.
- Bytes that pass through cryptography, the clipboard, messages, preferences and web views ({raw} rules) are carried
  beside the event, at most 4 KB of each, to be searched for known values, and thrown away before anything is written.
- Events wait in the app, at most 20,000 of them; what comes beyond is dropped, counted and told.
- A child that an app forks without starting another program is not seen, and may wait in a hooked function for a
  thread of Frida's that it does not have.

## What cannot be seen
- Fields (`Build.SERIAL`): reading one is no call. The APK shows where it is read.
- System calls that are made without the C library (`svc`), and code of a VM of an app's own.
- Commands that native code starts by fork and execve of its own; those by popen, system, posix_spawn and Java are told.
- Classes that a packed app loads later than 30 seconds after its start, until the process begins anew.
- Web content: what a page's own JavaScript reads shows in traffic only.
- An app that finds Frida may behave otherwise or end; the run then says that it could not see, and never "passed".
"""


def page() -> str:
    """The whole page."""
    known = catalogue()
    counts = Counter(api.kind in ARGUMENTS for api in known.entries)
    head = HEAD.format(
        watched=len(hooks(known)), native=len(native_hooks(known)), arguments=counts[True], raw=len(RAW), **PROVED
    )
    parts = [head, *_left_alone(), f"\n## Entries by category\n{UNVERIFIED}: the name was not seen in a public source."]
    for category in known.categories:
        rows = [api for api in known.entries if api.category == category.id]
        if rows:
            parts.append(_section(category, rows))
    return "\n".join(parts) + "\n"


ARGUMENTS = {
    "content_uri",
    "settings_key",
    "system_property",
    "shell_command",
    "file_path",
    "intent_action",
    "bound_service_action",
}


def _left_alone() -> Iterator[str]:
    yield "\n## Left alone, and why\n| what | why |\n| --- | --- |"
    for call, instead in NEVER.items():
        yield f"| `{call}` | acts for its caller, which under a hook would be itself; seen by `{instead}` |"
    for symbol, why in NOT_HOOKED.items():
        yield f"| `{symbol}` | {why} |"


def _section(category: Category, rows: list[Api]) -> str:
    """Clauses that all entries share stand above the table."""
    shared = [clause for clause in rows[0].clauses if all(clause in api.clauses for api in rows)]
    lines = [
        f"\n### {category.zh} / {category.en}\n",
        f"Clauses of all: {', '.join(shared) or 'none'}.\n",
        "| id | what | seen | severity | verified | further clauses |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for api in rows:
        verified = "yes" if api.verified else UNVERIFIED
        seen = "not hooked" if seen_by(api).startswith("not hooked") else seen_by(api)
        further = ", ".join(clause for clause in api.clauses if clause not in shared)
        lines.append(f"| {api.id} | `{what_of(api)}` | {seen} | {api.severity} | {verified} | {further} |")
    return "\n".join(lines)
