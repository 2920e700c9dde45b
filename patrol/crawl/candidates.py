"""What can be done on a screen: candidates with a key that stays, a template that similar ones share, and a chance.

The key is made of the action alone, so that a journal is enough to know what was tried. Rows of a list share one
template whatever they say: a list of a million rows is two or three candidates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from patrol.crawl.destructive import Danger
from patrol.crawl.forms import is_empty, keypad_value
from patrol.crawl.keys import key_of
from patrol.crawl.sketch import LIST_CLASSES, SCROLL_VIEWS, alike, plain
from patrol.crawl.traits import traits_of
from patrol.journey.find import editable, find_all, matches
from patrol.journey.keyboard import FEWEST_KEYS, keys_of
from patrol.model.graph import Action, ActionKind
from patrol.model.locator import Locator
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen

LONGEST_LABEL = 20
LONGEST_ENTRY = 14
GROUP = 3
"""Fewer siblings of one shape are no group."""
LEAVE = ("返回", "navigate up", "back", "关闭", "取消", "close", "cancel", "上一步", "稍后", "暂不", "跳过")
"""Labels of what leads to where one came from."""
LEAVE_CHANCE = 0.05
CLOSE = ("关闭", "close ", "dismiss ", "hide ", "不再显示", "不再提示")
"""How labels begin that take something of their page away: it is tried before it is gone."""
KEYPAD_CHANCE = 0.7
WANTED = re.compile(
    r"同意|阅读|已读|知晓|知悉|承诺|声明|授权|agree|accept|terms|consent|confirm|acknowledge|\bread\b", re.IGNORECASE
)
SENDS = re.compile(
    r"^(?:立即|马上|我要|确认|去)?(?:提交|确[认定]|下一步|登[录陆]|注册|保存|完成|发送|搜索|查询|验证|继续|购买|支付|付款"
    r"|充值|转账|存入|申请|签名|缴费|开户|开通|绑定|认证)"
    r"|^(?:submit|ok|confirm|next|log ?in|sign|register|save|done|send|search|verify|continue|pay|buy|apply)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that could be done."""

    key: str
    action: Action
    node: Node
    template: str
    group: str = ""
    """Shared by three or more siblings of one shape: entries of a menu, chips, options of a sheet."""
    row: int | None = None
    """Number of the list row, from 0; None outside lists and for rows that are entries of a menu."""
    chance: float = 0.5
    """Of opening something new, before anything was tried: from class and label alone."""
    button: bool = False
    """Pressing it may send a form."""
    destructive: bool = False
    """Would spoil the rest of the crawl (退出登录, delete account), by its label or by the scenario's last-list: chosen
    only when nothing else is left, and done in a session that may be thrown away."""
    traits: tuple[str, ...] = ()
    """What it looks like, in words by which the chance is learned."""
    label: str = ""
    """What it says, without numbers."""
    beside_form: bool = False
    """A button on a page with a form, of which neither its label nor its being the only one says that it sends the
    form: pressed as it is first, and with the form filled when that did nothing."""
    cost: float = 1.0
    """Actions that it takes; typing into the fields of the form that it sends counts."""


@dataclass(slots=True)
class ScreenActions:
    """All candidates of one screen, and the fields to be filled before a button is pressed."""

    candidates: dict[str, Candidate] = field(default_factory=dict)
    fields: list[Node] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    """Unchecked boxes of a form (我已阅读并同意), and the first choice of each question that has no answer yet."""
    denied: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """Where a node stands: its list and row, whether something above it can be touched already."""

    node: Node
    path: tuple[int, ...]
    list_name: str = ""
    row: int | None = None
    group: str = ""


def read_actions(screen: Screen, scenario: Scenario) -> ScreenActions:
    """What can be done on `screen`; what the deny list names is left out and told."""
    found = ScreenActions()
    places = _touchable(screen)
    keys = keys_of(screen)
    if len(keys) >= FEWEST_KEYS and not screen.keyboard:
        places = _without_keys(found, screen, scenario, places, set(map(id, keys.values())))
    labels = Counter(place.node.label for place in places)
    ids = Counter(place.node.resource_id for place in places)
    _number_repeated(places, ids)
    denied, last = _Named(screen, scenario.deny), _Named(screen, scenario.last)
    danger = Danger(screen.nodes(), _fills(screen))
    for place in places:
        node = place.node
        if denied.means(node):
            found.denied.append(node.label or node.resource_id)
            continue
        if editable(node):
            found.fields.append(node)
            continue
        if not node.enabled and not any(editable(other.node) for other in places):
            continue
        if node.checkable and not node.checked and node.class_name.endswith("CheckBox") and _asked_for(node, screen):
            found.boxes.append(node)
        _add(found, place, labels, ids, last.means(node) or danger.means(node))
    found.boxes.extend(_unanswered(screen))
    _weigh(found, screen)
    return found


def _asked_for(node: Node, screen: Screen) -> bool:
    """Whether a form wants the box ticked: it says so, says nothing itself, or is the only one. Settings are left."""
    if not node.label.strip() or WANTED.search(node.label):
        return True
    boxes = [each for each in screen.nodes() if each.checkable and each.visible]
    return len(boxes) == 1 and any(editable(each) for each in screen.nodes())


def _weigh(found: ScreenActions, screen: Screen) -> None:
    """What sending the form takes, and what each thing to be done looks like."""
    filling = 2.0 * sum(is_empty(field) for field in found.fields) + len(found.boxes)
    buttons = sum(each.button for each in found.candidates.values())
    frame = screen.roots[0].bounds if screen.roots else Rect(0, 0, screen.width, screen.height)
    for key, each in found.candidates.items():
        label = plain(each.node.label)[:LONGEST_LABEL]
        traits = traits_of(each.node, label, frame, listed=each.row is not None, grouped=bool(each.group))
        if each.action.kind is not ActionKind.tap:
            traits = (f"does:{each.action.kind}", traits[0])
        sends = each.button and (not found.fields or buttons == 1 or SENDS.search(label) is not None)
        cost = 1 + filling if sends else 1.0
        beside = each.button and not sends
        found.candidates[key] = replace(each, traits=traits, label=label, cost=cost, button=sends, beside_form=beside)


def _fills(screen: Screen) -> bool:
    """Whether it fills the height of the phone, as no dialog does."""
    return not screen.roots or screen.roots[0].bounds.height >= 0.9 * screen.height


def _without_keys(
    found: ScreenActions, screen: Screen, scenario: Scenario, places: list[_Place], keys: set[int]
) -> list[_Place]:
    """A keypad is one thing to type on, not ten things to tap."""
    value = keypad_value(screen, scenario.data)
    pad = Node("android.view.View", bounds=screen.roots[0].bounds)
    title = next((node.text for node in screen.nodes() if len(plain(node.text)) > 1), "")
    _put(found, Candidate("", Action(ActionKind.type, None, value), pad, f"keypad {title}", chance=KEYPAD_CHANCE))
    return [place for place in places if id(place.node) not in keys]


def _unanswered(screen: Screen) -> list[Node]:
    """The first choice of every group of radio buttons of which none is chosen."""
    found = []
    for node in screen.nodes():
        choices = [child for child in node.children if child.class_name.endswith("RadioButton") and child.visible]
        if len(choices) > 1 and not any(choice.checked for choice in choices):
            found.append(choices[0])
    return found


def _number_repeated(places: list[_Place], ids: Counter[str]) -> None:
    """Cards of one id that each say several things are rows, also when no list holds them."""
    seen: Counter[str] = Counter()
    for place in places:
        node = place.node
        if place.row is None and node.resource_id and ids[node.resource_id] > 1 and node.children:
            if not _is_entry(node):
                place.list_name, place.row, place.group = _tail(node), seen[node.resource_id], ""
                seen[node.resource_id] += 1


def _touchable(screen: Screen) -> list[_Place]:
    """Everything that can be tapped or scrolled, parents first, with its list and row."""
    found: list[_Place] = []
    stack = [_Place(root, (index,)) for index, root in enumerate(screen.roots)][::-1]
    while stack:
        place = stack.pop()
        node = place.node
        if not node.visible:
            continue
        if node.clickable or (node.enabled and (node.scrollable or node.long_clickable or editable(node))):
            # A tap there would press a key; without it here, whoever wants it closes the keyboard first.
            hidden = screen.keyboard_box.contains(*node.bounds.centre) and not editable(node)
            if node.bounds.width > 1 and node.bounds.height > 1 and not hidden:
                found.append(place)
        if node.children:
            stack.extend(reversed(_below(place)))
    return found


def _below(place: _Place) -> list[_Place]:
    node = place.node
    lists = node.class_name in LIST_CLASSES or (
        node.scrollable and node.class_name not in SCROLL_VIEWS and alike(node) and place.row is None
    )
    name = node.resource_id.rpartition("/")[2] or node.class_name.rpartition(".")[2]
    group = f"{name}@{'/'.join(map(str, place.path))}" if _siblings(node) else ""
    menu = bool(group) and all(_is_entry(child) for child in node.children if child.clickable)
    found = []
    for index, child in enumerate(node.children):
        below = _Place(child, (*place.path, index), place.list_name, place.row, group if child.clickable else "")
        if lists and not menu:
            below.list_name, below.row = name, index if place.row is None else place.row
        found.append(below)
    return found


def _siblings(node: Node) -> bool:
    """Whether it holds three or more of one shape that can be touched."""
    touchable = [(child.class_name, len(child.children)) for child in node.children if child.clickable]
    return len(touchable) >= GROUP and len(set(touchable)) == 1


def _is_entry(node: Node) -> bool:
    """An entry of a menu says one short thing; a row of content says several, or numbers."""
    texts = [child.text for child in node.walk() if child.text.strip()]
    return len(texts) == 1 and len(texts[0]) <= LONGEST_ENTRY and plain(texts[0]) == texts[0].strip()


def _add(found: ScreenActions, place: _Place, labels: Counter[str], ids: Counter[str], last: bool) -> None:
    node = place.node
    if node.scrollable and node.bounds.height > 100 and node.class_name != "android.widget.HorizontalScrollView":
        locator = Locator(id=_tail(node)) if node.resource_id else Locator(class_name=node.class_name)
        _put(found, Candidate("", Action(ActionKind.scroll, locator, "down"), node, f"scroll {locator}", chance=0.45))
    locator = _locator(place, labels, ids)
    shape = f"{node.class_name.rpartition('.')[2]}/{_tail(node)}"
    label = plain(node.label)[:LONGEST_LABEL]
    template = f"{place.list_name}>{shape}" if place.row is not None else f"{shape}/{label}"
    if node.clickable:
        chance = 0.01 if last else _chance(node, label, place.row)
        button = node.class_name.endswith("Button") and not node.checkable and place.row is None and bool(label)
        tap = Action(ActionKind.tap, locator)
        group = "" if last else place.group
        _put(found, Candidate("", tap, node, template, group, place.row, chance, button and not _leaves(label), last))
    if node.long_clickable and not last and place.row in (None, 0):
        press = Action(ActionKind.long_tap, locator)
        _put(found, Candidate("", press, node, f"long {template}", "", place.row, 0.06))


def _put(found: ScreenActions, candidate: Candidate) -> None:
    key = key_of(candidate.action)
    if key not in found.candidates:
        found.candidates[key] = replace(candidate, key=key)


def _chance(node: Node, label: str, row: int | None) -> float:
    kind = node.class_name.rpartition(".")[2]
    if _leaves(label) or label.lower().startswith(CLOSE):
        return LEAVE_CHANCE
    if kind in ("CheckBox", "Switch", "ToggleButton", "RadioButton", "SeekBar") or node.checkable:
        return 0.1
    if row is not None:
        return 0.7 if row == 0 else 0.2
    if node.selected:
        return 0.1
    if kind.endswith("Button") and kind != "ImageButton":
        return 0.75
    return 0.65 if label else 0.4


def _leaves(label: str) -> bool:
    return label.lower() in LEAVE


def leaves(locator: Locator) -> bool:
    """Whether it names a button that leads to where one came from."""
    return _leaves(locator.text or locator.description)


class _Named:
    """What a deny or last list means on one screen."""

    def __init__(self, screen: Screen, locators: Sequence[Locator]) -> None:
        self._locators = [locator for locator in locators if not locator.xpath]
        self._found = {id(node) for each in locators if each.xpath for node in find_all(screen, each)}

    def means(self, node: Node) -> bool:
        """The node itself, or what carries the named text inside it."""
        if id(node) in self._found:
            return True
        for locator in self._locators:
            if matches(node, locator) or (locator.text and node.clickable and node.label.strip() == locator.text):
                return True
        return False


def _tail(node: Node) -> str:
    return node.resource_id.rpartition("/")[2]


def _locator(place: _Place, labels: Counter[str], ids: Counter[str]) -> Locator:
    """How a person would name it; in lists by place, since rows say something else each day."""
    node = place.node
    own, label = (node.text or node.description).strip(), node.label.strip()
    if place.row is None:
        if own and labels[node.label] == 1 and plain(own) and len(own) <= LONGEST_LABEL:
            return Locator(text=own) if node.text else Locator(description=own)
        if node.resource_id and ids[node.resource_id] == 1:
            return Locator(id=_tail(node))
        if label and labels[node.label] == 1 and plain(label) == label and len(label) <= LONGEST_LABEL:
            return Locator(text=label)
    return Locator(class_name=node.class_name, path=place.path)
