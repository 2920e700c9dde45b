"""The password control of a run: it listens while journeys are played, and tries the fields when they are done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from patrol.errors import DeviceLost, PatrolError
from patrol.inspection.prepare import declared_by
from patrol.journey.session import Session
from patrol.model.artifacts import Screens
from patrol.model.journey import Journey
from patrol.model.passwords import PasswordProbe, Passwords, ProbeKind
from patrol.passwords import PasswordPhase, Watch
from patrol.passwords.phase import Given, Seen
from patrol.passwords.probe import HIDES
from patrol.passwords.recognise import fields_of
from patrol.store.recorder import RunRecorder
from patrol.store.run_folder import RunFolder
from patrol.store.streams import DiskFull


def listen(folder: RunFolder, recorder: RunRecorder, session: Session) -> Watch:
    """From now on the session's journeys tell what they type into."""
    watch = Watch(recorder.append)
    known = folder.get(Passwords)
    if isinstance(known, Passwords):
        watch.recall(known.fields)
    else:
        folder.write(Passwords())
    session.typing = watch.hear
    return watch


def try_fields(
    folder: RunFolder, recorder: RunRecorder, session: Session, watch: Watch, journeys: Mapping[str, Journey]
) -> None:
    """Everything that is to be tried, unless an earlier attempt has tried it. Raises DeviceLost."""
    if _tried(folder):
        return
    app = declared_by(session.driver, session.package)
    hides = HIDES in (app.permissions if app else ())
    given = Given(recorder.append, journeys, recorder.toasts_since, hides, tuple(_seen(folder, session)))
    try:
        PasswordPhase(session, watch, given).run()
    except (DeviceLost, DiskFull):
        raise
    except PatrolError as error:  # the fields that were tried until then stay; the run goes on
        folder.write(Passwords(note=error.message))


def _tried(folder: RunFolder) -> bool:
    known = folder.get(Passwords)
    probes: tuple[PasswordProbe, ...] = known.probes if isinstance(known, Passwords) else ()
    return any(probe.kind is ProbeKind.keyboard for probe in probes)


def _seen(folder: RunFolder, session: Session) -> Iterator[Seen]:
    """Password fields on the trees that the run has kept, each once."""
    screens = folder.get(Screens)
    looked: set[str] = set()
    known: set[tuple[str, str]] = set()
    for visit in screens.visits if isinstance(screens, Screens) else ():
        if not visit.tree or visit.tree in looked or (screen := folder.tree(visit.tree)) is None:
            continue
        looked.add(visit.tree)
        page = session.eyes.book.kept(visit.page)
        for secret in fields_of(screen, page, session.scenario.passwords.fields):
            if (page, secret.name) not in known:
                known.add((page, secret.name))
                declared = session.scenario.page(page)
                yield Seen(page, secret, declared.link if declared else "")
