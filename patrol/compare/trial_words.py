"""What is said of numbers that got worse, or could not be decided."""

from __future__ import annotations

from patrol.model.gate import Trial
from patrol.model.record import Text


def worse(trial: Trial) -> Text:
    """`Cold start got worse: median 625 → 2786 ms (+346 %), 7 and 7 launches, p = 0.0003, Cliff's delta 1.`"""
    change = "" if trial.change is None else f" ({100 * trial.change:+.0f} %)"
    figures = f"{round(trial.then_median, 1):g} → {round(trial.now_median, 1):g} {trial.unit}".rstrip() + change
    counts = f"{len(trial.then)} / {len(trial.now)}"
    tested = [] if trial.p is None else [f"p = {trial.p:.2g}", f"Cliff's delta {trial.effect or 0:.2g}"]
    return Text(
        f"{trial.name.zh}变差：{'，'.join([f'中位数 {figures}', f'测量次数 {counts}', *tested])}。",
        f"{trial.name.en} got worse: {', '.join([f'median {figures}', f'measured {counts} times', *tested])}.",
    )


def undecided(trial: Trial) -> Text:
    """Why nobody can say, and what to do."""
    figures = f"{round(trial.then_median, 1):g} → {round(trial.now_median, 1):g} {trial.unit}".rstrip()
    why = trial.why or Text("", "")
    return Text(
        f"{trial.name.zh}可能变差（中位数 {figures}），尚不能判定：{why.zh}",
        f"{trial.name.en} may have got worse (median {figures}), which is not decided: {why.en}",
    )


def more_launches(enough: int, then: int, now: int) -> Text:
    """What to do to get a decision on a start-up time, which takes about `enough` launches in each build."""
    again = _again(then < enough, now < enough)
    return Text(
        f"已测量 {then} / {now} 次，各需约 {enough} 次：用 --launches {enough} {again.zh}。",
        f"measured {then} / {now} times, about {enough} each would decide: {again.en} with --launches {enough}.",
    )


def _again(then: bool, now: bool) -> Text:
    if then and not now:
        return Text("重做基线", "make the baseline again")
    if now and not then:
        return Text("重新运行这个版本", "run this build again")
    return Text("重新运行两个版本", "run both builds again")


def launches_hint(count: int) -> Text:
    """How to get so many launches."""
    return Text(f"（用 --launches {count} 重新运行）", f" (run again with --launches {count})")


def slower_phone(ratio: float) -> Text:
    """The phone, or the computer that it hangs on, was not as quick in both runs."""
    if ratio >= 1:
        return Text(
            f"手机或电脑本身慢了 {ratio:.1f} 倍（patrol 自己的读数为证），变化可能由此而来；请在空闲的机器上重新运行。",
            f"by patrol's own readings the phone or the computer was {ratio:.1f} times slower, which may be all there "
            "is to it; run again when nothing else runs there.",
        )
    return Text(
        f"基线运行时手机或电脑本身慢了 {1 / ratio:.1f} 倍（patrol 自己的读数为证）；请在空闲的机器上重做基线。",
        f"by patrol's own readings the phone or the computer was {1 / ratio:.1f} times slower when the baseline was "
        "made; make it again when nothing else runs there.",
    )


def other_phone(then: str, now: str) -> Text:
    """Numbers of two kinds of phones are not compared."""
    return Text(
        f"启动时间无法比较：基线在 {then} 上测量，这次在 {now} 上；请在同一种手机上重做基线",
        f"start-up cannot be compared: the baseline was measured on {then}, this run on {now}; make the baseline on "
        "the same kind of phone",
    )


def not_measured(name: Text) -> Text:
    """The baseline has the number, this run does not."""
    return Text(
        f"基线测量了{name.zh}，这次没有以同样方式测量",
        f"{name.en} was measured for the baseline and not in this run, or otherwise",
    )
