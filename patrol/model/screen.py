"""What a phone shows at one moment: the UI tree of the focused window."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.model.record import Record


class Rect(Record, frozen=True, array_like=True):
    """Pixels of the screen in its present rotation; right and bottom are outside."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[int, int]:
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    def overlaps(self, other: Rect) -> bool:
        """Whether they share a pixel; an empty one shares none."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > 0 and min(self.bottom, other.bottom) > max(self.top, other.top)

    def contains(self, x: int, y: int) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom


class Node(Record, frozen=True):
    """One view of the accessibility tree, as uiautomator dumps it; attributes that are absent are empty or False."""

    class_name: str = ""
    resource_id: str = ""
    text: str = ""
    description: str = ""
    """content-desc: what a screen reader says."""
    package: str = ""
    bounds: Rect = Rect()
    hint: str = ""
    index: int = 0
    checkable: bool = False
    checked: bool = False
    clickable: bool = False
    enabled: bool = True
    focusable: bool = False
    focused: bool = False
    scrollable: bool = False
    long_clickable: bool = False
    password: bool = False
    selected: bool = False
    visible: bool = True
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, parents first, in drawing order; iterative, so that depth is no limit."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    @property
    def label(self) -> str:
        """What a person would call it: text, else content description, else the text of its first labelled child."""
        if name := (self.text or self.description).strip():
            return name  # most of what is asked for its name, at no cost
        for node in self.walk():
            if name := (node.text or node.description).strip():
                return name
        return self.hint


class Screen(Record, frozen=True):
    """One look at the phone. `package` and `activity` name the focused window's component ("" when unknown)."""

    at_ms: int = 0
    package: str = ""
    activity: str = ""
    window: str = ""
    """Title of the focused window when it is not the activity's own: a dialog, a permission window, a crash dialog."""
    width: int = 0
    height: int = 0
    rotation: int = 0
    keyboard: bool = False
    keyboard_box: Rect = Rect()
    """Where the soft keyboard is; empty when it is not shown, or the phone does not tell where."""
    roots: tuple[Node, ...] = ()
    truncated: bool = False
    """The tree was cut at a limit of depth, nodes or bytes; what is missing is unknown."""

    def nodes(self) -> Iterator[Node]:
        """All nodes, parents first."""
        for root in self.roots:
            yield from root.walk()

    @property
    def empty(self) -> bool:
        return not self.roots
