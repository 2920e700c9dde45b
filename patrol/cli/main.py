"""`patrol`: the list of commands, loaded only when called, and how errors become messages and exit codes."""

from __future__ import annotations

import faulthandler
import importlib
import os
import signal
import sys
from types import TracebackType
from typing import Any

import click

from patrol import __version__, settings
from patrol.errors import PatrolError

COMMANDS: dict[str, tuple[str, str]] = {
    "run": (
        "Inspect an app: crawl, journeys, measurements, checks, report.",
        "巡检一个应用:探索、流程、测量、检查、报告。",
    ),
    "crawl": ("Only find the app's pages.", "只探索应用的页面。"),
    "play": ("Only walk the app's journeys.", "只走应用的用户流程。"),
    "resume": ("Go on where a run broke off.", "从中断处继续一次巡检。"),
    "audit": ("Judge a recorded run again, without a phone.", "不连手机,重新评判已录制的巡检。"),
    "gate": ("Hold a run against a baseline: may the build pass?", "与基线比较,判断构建能否通过。"),
    "baseline": ("Save a run as the baseline of later builds.", "将一次巡检保存为基线。"),
    "draft": ("Write a first journey for a page, from what a run saw.", "根据巡检结果为页面生成流程草稿。"),
    "report": ("Write a run's report as HTML, JSON, JUnit or SARIF.", "输出报告:HTML、JSON、JUnit、SARIF。"),
    "evidence": (
        "Pack a run's findings for the compliance officer; check a pack.",
        "为合规人员生成证据包,或校验证据包。",
    ),
    "scan": ("Read an app's package without a phone.", "不连手机,静态扫描安装包。"),
    "har": ("Write a run's requests as an HTTP Archive (HAR).", "将请求导出为 HAR 文件。"),
    "diff": ("Show what one build has that another has not.", "比较两个构建:新增、消失与变化。"),
    "graph": ("Show a run's page graph, or the way to a page.", "查看页面关系图,或到某一页面的路径。"),
    "pages": ("Write and check pages.yaml, the pages you know of.", "生成并检查 pages.yaml(已知的页面)。"),
    "phones": ("List the phones that are attached or configured.", "列出已连接或已配置的手机。"),
    "doctor": ("Say what will work on a phone, and repair it.", "检查手机能力,并可修复残留设置。"),
    "hooks": ("List the calls that are watched; prove that hooks work.", "列出监测的调用,并自检钩子。"),
    "checks": ("List the checks with clauses and policy.", "列出检查项、条款与策略。"),
    "phone": ("Serve a virtual phone.", "启动虚拟手机。"),
    "init": ("Write a starting folder for your own app.", "为自己的应用生成起步文件夹。"),
    "demo": ("Inspect the demo bank app on the virtual phone.", "在虚拟手机上巡检演示银行应用。"),
}
"""Name → what it does, in English and in Chinese; the command itself is `command` in patrol.cli.NAME."""


class _Commands(click.Group):
    """Loads a command's module when it is called, so that --help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"patrol.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        chinese = settings.read().language == "zh"
        with formatter.section("命令" if chinese else "Commands"):
            formatter.write_dl([(name, texts[1 if chinese else 0]) for name, texts in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from difflib import get_close_matches

        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(error.message + hint, ctx) from None


EPILOG = """\b
Examples:
  patrol demo                          the demo bank app on the virtual phone
  patrol init my-app                   start with your own app
  patrol run scenarios/my-app --phone R58M123ABC
  patrol audit reports/latest          judge again without a phone

Exit codes: 0 passed, 1 findings, 2 wrong usage or configuration,
3 device or environment, 4 inconclusive.
"""


@click.group(cls=_Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="patrol")
def cli() -> None:
    """patrol inspects Android apps by itself: it finds the pages, walks the journeys, measures, checks and reports."""
    from patrol.cli import leftovers

    leftovers.clear()


def run(arguments: list[str] | None = None) -> None:
    """Run a command line (default: this process's) and exit with the code that tells CI what happened."""
    faulthandler.enable()  # a crash inside a native library says where, instead of only a signal's number
    sys.excepthook = _defect
    code = call(arguments)
    # All is said and written. Python's own end takes a moment more, in which a late Ctrl-C would take the code's place.
    for late in (signal.SIGINT, signal.SIGTERM):
        signal.signal(late, signal.SIG_IGN)
    sys.exit(code)


def _defect(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """What nobody foresaw. Python would exit with 1, which tells CI that the app has findings."""
    sys.__excepthook__(kind, error, traceback)
    click.echo("patrol: this is a defect of patrol, not of the app: please report it with the lines above.", err=True)
    sys.stdout.flush()
    os._exit(PatrolError.exit_code)


READER_GONE = 128 + 13
"""What a shell says of a program that SIGPIPE ended: whoever read our output has left (`| head`)."""


def call(arguments: list[str] | None = None) -> int:
    """The exit code of a command line; messages go to standard error."""
    try:
        result: Any = cli.main(arguments, prog_name="patrol", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return 4
    except SystemExit:
        return READER_GONE  # click's own end of a broken pipe is 1, which tells CI that the app has findings
    except PatrolError as error:
        click.echo(f"patrol: {error.message}", err=True)
        if error.advice:
            click.echo(f"        {error.advice}", err=True)
        return error.exit_code
    return result if isinstance(result, int) else 0
