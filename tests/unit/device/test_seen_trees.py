"""When a tree tells the focus, and when the phone must be asked."""

from patrol.device.parse.focus import Focus
from patrol.device.seen_trees import ASK_AGAIN, KEPT, SeenTrees

AREA = 1080 * 2400
HOME, OTHER = Focus("com.bank", "com.bank.Home"), Focus("com.bank", "com.bank.Other")


def tree(*labels: str, bounds: str = "[0,0][1080,2400]") -> str:
    rows = "".join(f'<node text="{label}" bounds="[0,0][9,9]"/>' for label in labels)
    return f'<hierarchy rotation="0"><node bounds="{bounds}">{rows}</node></hierarchy>'


PAGE = tree(*"abcdef")


def test_the_same_xml_is_parsed_once() -> None:
    trees = SeenTrees()
    assert trees.read(PAGE).tree is trees.read(PAGE).tree


def test_the_focus_is_known_after_two_equal_answers() -> None:
    seen = SeenTrees().read(PAGE)
    seen.learn(HOME)
    assert seen.known(AREA) is None
    seen.learn(HOME)
    assert seen.known(AREA) == HOME


def test_a_known_focus_is_checked_now_and_then() -> None:
    seen = SeenTrees().read(PAGE)
    for _ in range(2):
        seen.learn(HOME)
    assert [seen.known(AREA) for _ in range(ASK_AGAIN)] == [HOME] * (ASK_AGAIN - 1) + [None]


def test_a_tree_that_two_activities_show_is_never_trusted_again() -> None:
    seen = SeenTrees().read(PAGE)
    for focus in (HOME, OTHER, OTHER, OTHER):
        seen.learn(focus)
    assert seen.known(AREA) is None


def test_a_dialog_may_lie_over_any_activity() -> None:
    seen = SeenTrees().read(tree(*"abcdef", bounds="[90,800][990,1600]"))
    for _ in range(3):
        seen.learn(HOME)
    assert seen.known(AREA) is None


def test_a_page_that_says_little_may_be_any() -> None:
    seen = SeenTrees().read(tree("加载中"))
    for _ in range(3):
        seen.learn(HOME)
    assert seen.known(AREA) is None


def test_a_phone_that_does_not_tell_teaches_nothing() -> None:
    seen = SeenTrees().read(PAGE)
    for _ in range(3):
        seen.learn(Focus())
    assert seen.known(AREA) is None


def test_only_the_trees_of_late_are_kept() -> None:
    trees = SeenTrees()
    first = trees.read(PAGE)
    for number in range(KEPT):
        trees.read(tree(str(number)))
    assert trees.read(PAGE) is not first
