"""Each phone lets another way pass; which one, or why none, is told."""

from __future__ import annotations

from patrol.device.driver import ShellResult
from patrol.device.parse.net_usage import Usage
from patrol.gather.consumption import Consumption
from tests.unit.gather.double import FakeDriver, context

IO = "rchar: 1\nwchar: 2\nread_bytes: 3\nwrite_bytes: 4096\n"


class Phone(FakeDriver):
    """Lets only those commands pass that begin with one of `open_`."""

    def __init__(self, *open_: str, **answers: str) -> None:
        super().__init__(sdk=34)
        self.open = open_

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        self.commands.append(command)
        if not command.startswith(self.open):
            return ShellResult("Permission denied", 1)
        return ShellResult("0\n1\n2\n" if "fd" in command else IO, 0)


def test_a_rooted_phone_is_asked_directly() -> None:
    ctx, _, _ = context(Phone("ls", "cat"))
    found = Consumption()
    assert (found.handles(ctx, (1, 2)), found.written_kb(ctx, (1,), 10130)) == (6, 4)
    assert found.sources == {"handles": "ls /proc/PID/fd", "written_kb": "cat /proc/PID/io"} and not found.unknown


def test_a_debuggable_build_is_asked_as_the_app() -> None:
    phone = Phone("run-as com.harbour ")
    ctx, _, _ = context(phone)
    found = Consumption()
    assert found.handles(ctx, (1,)) == 3 and found.handles(ctx, (1,)) == 3
    assert phone.commands[-1] == "run-as com.harbour ls /proc/1/fd 2>&1" and len(phone.commands) == 3


def test_open_files_of_all_processes_are_listed_by_one_program() -> None:
    ctx, _, _ = context(Phone("run-as com.harbour "))
    found = Consumption()
    assert found.handles_command(ctx, (1, 2)) == ""
    found.handles(ctx, (1,))
    assert found.handles_command(ctx, (1, 2)) == "run-as com.harbour ls /proc/1/fd /proc/2/fd 2>/dev/null"


def test_a_closed_phone_says_why_and_is_not_asked_again() -> None:
    phone = Phone()
    ctx, _, _ = context(phone)
    found = Consumption()
    assert found.handles(ctx, (1,)) is None and found.handles(ctx, (1,)) is None
    assert len(phone.commands) == 2 and "run-as" in found.unknown["handles"]
    assert found.written_kb(ctx, (1,), None) is None and "written_kb" in found.unknown


def test_written_bytes_by_uid_where_the_kernel_tells_them() -> None:
    ctx, _, _ = context(FakeDriver({"cat /proc/uid_io/stats": "10130 1 2 3 4096 5 6 7 1024 0 0\n"}))
    found = Consumption()
    assert found.written_kb(ctx, (1,), 10130) == 5
    assert found.sources["written_kb"].startswith("/proc/uid_io/stats") and "written_kb" not in found.unknown


def test_traffic_comes_from_where_the_version_has_it() -> None:
    head = "idx iface acct_tag_hex uid_tag_int cnt_set rx_bytes rx_packets tx_bytes tx_packets"
    table = f"{head}\n2 wlan0 0x0 10130 1 900 3 80 2\n"
    ctx, _, _ = context(FakeDriver({"cat /proc/net/xt_qtaguid": table}, sdk=26))
    assert Consumption().traffic(ctx, 10130) == Usage(900, 80)
    live = "BPF map content:\n  mAppUidStatsMap:\n    uid rxBytes rxPackets txBytes txPackets\n    10130 900 3 80 2\n"
    ctx, _, _ = context(FakeDriver({"dumpsys netstats detail": live}, sdk=34))
    assert Consumption().traffic(ctx, 10130) == Usage(900, 80)
    assert Consumption().traffic(ctx, 10131) == Usage(0, 0)


def test_traffic_without_a_section_by_uid_is_unknown() -> None:
    ctx, _, _ = context(FakeDriver({"dumpsys netstats detail": "Active interfaces:\n"}, sdk=34))
    found = Consumption()
    assert found.traffic(ctx, 10130) is None and "no section by uid" in found.unknown["sent_bytes"]


def test_sizes_fall_back_to_the_phones_daily_count() -> None:
    stats = 'Package Names: ["a","com.harbour"]\nApp Sizes: [1,300]\nApp Data Sizes: [2,40]\nCache Sizes: [3,5]\n'
    answers = {"dumpsys diskstats": stats, "pm path": "package:/data/app/base.apk", "stat -c %s": "290\n"}
    ctx, _, _ = context(FakeDriver(answers))
    found = Consumption()
    size = found.installed(ctx)
    assert (size.code_bytes, size.data_bytes, size.cache_bytes) == (290, 40, 5)
    assert "once a day" in found.sources["data_bytes"] and not found.unknown


def test_an_app_that_the_phone_has_not_counted_yet_has_no_size() -> None:
    ctx, _, _ = context(FakeDriver())
    found = Consumption()
    assert found.installed(ctx).data_bytes is None and "once a day" in found.unknown["data_bytes"]
