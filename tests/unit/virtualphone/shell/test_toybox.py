from __future__ import annotations

import asyncio

import pytest

from tests.unit.virtualphone.double import PACKAGE, TinyPhone, sh

PREPARE = "cd /sdcard; printf 'b 2\\na 10\\nb 2\\nc 1\\n' > t; mkdir -p d/e; echo x > d/e/f.txt; "


def run(line: str, stdin: bytes = b"", phone: TinyPhone | None = None) -> tuple[int, str, str]:
    return asyncio.run(asyncio.wait_for(sh(phone or TinyPhone(), line, stdin), 10))


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("cat t | head -n 1; tail -1 t; head -c 3 t", "b 2\nc 1\nb 2"),
        ("sort t | uniq -c; sort -k2 -n t | head -1", "      1 a 10\n      2 b 2\n      1 c 1\nc 1\n"),
        ("wc -l t; wc -c < t; sort -u t | wc -l", "4 t\n17\n3\n"),
        ("cut -d' ' -f2 t | tr '\\n' ,", "2,10,2,1,"),
        ("grep -n a t; grep -c b t; grep -v '[bc]' t; grep -E '^(a|c)' t | wc -l", "2:a 10\n2\na 10\n2\n"),
        ("grep -q zz t; echo $?; grep -rl x d; grep -o '[0-9]*' t | head -2", "1\nd/e/f.txt\n2\n10\n"),
        ("grep -A1 a t; grep -i B t | wc -l", "a 10\nb 2\n2\n"),
        ("sed 's/\\([a-z]\\) /\\1=/; s/=2/=two/' t | head -2; sed -n 2p t; sed '1,3d' t", None),
        ("find d -name '*.txt'; find . -type d -maxdepth 1; find d -exec echo got {} \\;", None),
        ("md5sum d/e/f.txt; toybox md5sum d/e/f.txt | cut -c1-4; sha256sum -b d/e/f.txt | wc -c", None),
        ("base64 d/e/f.txt; echo eAo= | base64 -d; xxd -p d/e/f.txt", "eAo=\nx\n780a\n"),
        ("mv t u; cp -r d g; ls; ls -d g; rm -r g; [ -e g ] || echo gone", "d\ng\nu\ng\ngone\n"),
        ("ln -s t l; readlink l; realpath l; cat l | head -1", "t\n/storage/emulated/0/t\nb 2\n"),
        ("stat -c '%s %n %a %F' t; chmod u+x,go-r t; stat -c %a t; chmod 600 t; stat -c %A t", None),
        ("basename /a/b.c .c; dirname /a/b.c; seq 2 2 6 | tr '\\n' ' '", "b\n/a\n2 4 6 "),
        ("echo 'x y' | xargs echo a; seq 3 | xargs -n 2 echo", "a x y\n1 2\n3\n"),
        ("printf '%s=%03d %x\\n' a 7 255; printf 'no newline'", "a=007 ff\nno newline"),
        ("echo -n a; echo -e 'b\\tc\\n'; echo 'x\\cy'; echo end", "ab\tc\n\nxend\n"),
        ("dd if=t bs=4 count=1 2>/dev/null; echo z | tee v; cat v", "b 2\nz\nz\n"),
        ("du -s d | cut -f2; which ls sh nothing; echo $?", "d\n/system/bin/ls\n/system/bin/sh\n1\n"),
        (
            "id -u; whoami; date +%Y-%m-%d; date +%s; uname; printenv HOME",
            "2000\nshell\n2026-01-02\n1767323045\nLinux\n/\n",
        ),
        ("timeout 0.01 sleep 5; echo $?; true; nohup echo kept", "124\nkept\n"),
    ],
)
def test_commands_say_what_toybox_says(line: str, output: str | None) -> None:
    expected = {
        "sed": "b=two\na=10\na 10\nc 1\n",
        "find": "d/e/f.txt\n.\n./d\ngot d\ngot d/e\ngot d/e/f.txt\n",
        "md5sum": "401b30e3b8b5d629635a5c613cdb7919  d/e/f.txt\n401b\n65\n",
        "stat": "17 t 644 regular file\n700\n-rw-------\n",
    }
    assert run(PREPARE + line)[1] == (output if output is not None else expected[line.split()[0]])


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("cat /none", "cat: /none: No such file or directory\n"),
        ("rm /sdcard", "rm: /sdcard: Permission denied\n"),
        ("mkdir /sdcard", "mkdir: '/sdcard': File exists\n"),
        ("cp /sdcard /data/local/tmp/x", "cp: Skipped dir '/sdcard'\n"),
        ("ls -J", "ls: Unknown option 'J' (see \"ls --help\")\n"),
        ("kill 1", "kill: bad pid '1': Operation not permitted\n"),
        ("kill 99", "kill: bad pid '99': No such process\n"),
        ("chmod zzz /sdcard", "chmod: bad mode 'zzz'\n"),
        ("toybox nothing", "toybox: Unknown command nothing\n"),
        ("md5sum /none", "md5sum: /none: No such file or directory\n"),
        ("touch /system/x", "touch: /system/x: Read-only file system\n"),
        ("su -c id", "/system/bin/sh: su: inaccessible or not found\n"),
        ("sleep soon", "sleep: bad duration 'soon'\n"),
        ("head -n many /sdcard", "head: not integer: many\n"),
    ],
)
def test_refusals_are_toyboxs(line: str, error: str) -> None:
    code, output, errors = run(line)
    assert (output, errors) == ("", error) and code != 0


def test_ls_l_aligns_its_columns() -> None:
    phone = TinyPhone()
    phone.files.write("/sdcard/big", bytes(12345), 0o660)
    phone.files.symlink("/sdcard/link", "/data")
    lines = run("ls -l /sdcard/", phone=phone)[1].splitlines()
    assert lines[0].startswith("total ")
    assert lines[1].split()[:5] == ["-rw-rw----", "1", "root", "sdcard_rw", "12345"]
    assert lines[2].startswith("lrwxrwxrwx 1 root sdcard_rw     5 ") and lines[2].endswith("link -> /data")


def test_ls_l_of_android_4_has_no_link_count() -> None:
    phone = TinyPhone(sdk=19)
    phone.files.write("/sdcard/x", b"123")
    assert run("ls -l /sdcard/", phone=phone)[1].split()[:4] == ["-rw-r--r--", "root", "sdcard_rw", "3"]


def test_ps_has_the_columns_that_clients_count() -> None:
    assert run("ps -A")[1].splitlines()[:2] == [
        "USER           PID  PPID     VSZ    RSS WCHAN            ADDR S NAME",
        "root             1     0   57912   2084 0                   0 S init",
    ]
    full = run("ps -ef")[1].splitlines()
    assert full[0] == "UID            PID  PPID C STIME TTY          TIME CMD"
    assert full[2].split()[1] == "4711" and full[2].endswith(f"00:00:01 {PACKAGE}")
    assert run("ps -o PID,NAME -p 4711")[1] == f"  PID NAME\n 4711 {PACKAGE}\n"
    assert run("ps")[1].count("\n") == 2
    assert run(f"pidof {PACKAGE}; pgrep example")[1] == "4711\n4711\n"


def test_ps_before_android_8_shows_all_and_knows_no_a() -> None:
    phone = TinyPhone(sdk=25)
    assert run("ps", phone=phone)[1].startswith("USER      PID   PPID  VSIZE")
    assert len(run("ps", phone=phone)[1].splitlines()) == 4
    assert len(run(f"ps {PACKAGE}", phone=phone)[1].splitlines()) == 2


def test_kill_reaches_the_phone() -> None:
    phone = TinyPhone()
    assert run("kill -9 4800; kill -s INT 4800", phone=phone)[0] == 0
    assert phone.kills == [(4800, 9), (4800, 2)]


def test_top_lists_processes_by_their_share() -> None:
    lines = run("top -b -n 1 -m 1")[1].splitlines()
    assert lines[0].startswith("Tasks: 3 total") and lines[4].startswith("  PID USER") and PACKAGE in lines[5]


def test_getevent_names_the_touch_screen() -> None:
    assert "ABS_MT_POSITION_X     : value 0, min 0, max 1079" in run("getevent -lp")[1]
    assert "0035  : value 0, min 0, max 1079" in run("getevent -p")[1]


def test_android_4_has_toolbox_only() -> None:
    phone = TinyPhone(sdk=19)
    assert run("toybox md5sum /x", phone=phone)[2] == "/system/bin/sh: toybox: not found\n"
    phone.files.write("/sdcard/x", b"x\n")
    assert run("md5 /sdcard/x", phone=phone)[1].startswith("401b30e3b8b5d629635a5c613cdb7919")


def test_a_full_disk_shows_in_df_and_in_errors() -> None:
    phone = TinyPhone()
    phone.faults.set("disk-full")
    assert "100% /data" in run("df /data", phone=phone)[1]
    assert run("cp /system/bin/x /sdcard/; echo y > /sdcard/y", phone=phone)[0] == 1
