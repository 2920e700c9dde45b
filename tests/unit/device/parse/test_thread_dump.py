"""Who waits for whom in an ANR's traces."""

from __future__ import annotations

from patrol.device.parse.thread_dump import parse
from tests.unit.device.parse.captured import captured


def test_a_deadlock_names_lock_and_holder() -> None:
    process = parse(captured("anr-trace/sentry_thread_dump.txt")).of(28941)
    assert process is not None
    main = process.main
    assert main is not None and main.waiting_to_lock is not None
    assert main.frames[0] == "io.sentry.samples.android.MainActivity$2.run(MainActivity.java:177)"
    holder = process.holder(main.waiting_to_lock)
    assert holder is not None
    assert (holder.name, holder.sys_tid) == ("Thread-9", 29157)
    assert main.waiting_to_lock.address in {lock.address for lock in holder.held}


def test_a_dump_that_breaks_off_keeps_what_was_read() -> None:
    text = captured("anr-trace/a4.4_qemu_kill_3_traces_file.txt")
    process = parse(text[:900]).of(14299)
    assert process is not None and process.main is not None
    assert process.main.frames


def test_another_text_is_no_dump() -> None:
    assert parse("hello\n").processes == ()


def test_a_stack_overflow_is_cut() -> None:
    text = '----- pid 1 at 2026-11-21 22:00:34 -----\n"main" prio=5 tid=1 Native\n' + "  at a.B.c(D.java:1)\n" * 5000
    (process,) = parse(text).processes
    assert len(process.threads[0].frames) == 1000
