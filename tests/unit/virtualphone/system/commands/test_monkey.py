"""monkey: opens apps, sends events."""

from __future__ import annotations

from tests.unit.virtualphone.system.desk import PACKAGE, Desk


def test_one_event_opens_the_app(on_phone) -> None:
    async def test(desk: Desk) -> None:
        said = await desk.sh(f"monkey -p {PACKAGE} -c android.intent.category.LAUNCHER 1")
        assert said.out.startswith("Events injected: 1\n") and said.code == 0
        assert desk.process

    on_phone(test)


def test_an_app_that_is_not_there_aborts(on_phone) -> None:
    async def test(desk: Desk) -> None:
        said = await desk.sh("monkey -p com.nobody -c android.intent.category.LAUNCHER 1")
        assert said.err == "** No activities found to run, monkey aborted.\n" and said.code == 252
        assert "Count not specified" in (await desk.sh("monkey -p com.nobody")).err

    on_phone(test)


def test_the_same_seed_gives_the_same_events(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        said = await desk.sh(f"monkey -p {PACKAGE} -s 3 -v 5")
        assert ":Monkey: seed=3 count=5" in said.out

    on_phone(test)
