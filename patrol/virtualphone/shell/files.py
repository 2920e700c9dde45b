"""The phone's files, in memory: modes, owners, links, and places whose content is made when it is read (/proc).

A FileSystem is a view of one tree for one user; `as_user` gives another view of the same tree. Everything that fails
raises OSError with the errno that Android would give, so that callers print `path: No such file or directory`.
"""

from __future__ import annotations

import errno
import os
import stat as modes
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from patrol.virtualphone.shell.inode import ROOT, SHELL, Inode, Stat, User, error

SHARED = "/storage/emulated/0"
"""What /sdcard is."""

Synthetic = Callable[[str], "bytes | tuple[str, ...] | None"]
"""Given the path below the mount ("" for the mount itself): a file's bytes, a folder's names, None for nothing."""

Owner = Callable[[str], "int | None"]
"""Given the same path: the uid that alone may look there besides root; None when everybody may."""

_MAX_LINKS = 40

__all__ = ["ROOT", "SHARED", "SHELL", "FileSystem", "Inode", "Stat", "User", "error", "normal"]


@dataclass(slots=True)
class _Tree:
    """What all views share."""

    root: Inode
    clock: Callable[[], float]
    mounts: dict[str, Synthetic] = field(default_factory=dict)
    owners: dict[str, Owner] = field(default_factory=dict)
    full: Callable[[], bool] = lambda: False
    next_number: int = 1
    used: int = 0


def normal(path: str) -> str:
    """Absolute, without `.`, `..`, doubled or closing slashes; `..` is taken textually."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part and part != ".":
            parts.append(part)
    return "/" + "/".join(parts)


class FileSystem:
    """A view of the phone's files for one user."""

    def __init__(self, clock: Callable[[], float] = time.time, *, tree: _Tree | None = None, user: User = ROOT) -> None:
        self.user = user
        self._lasting = False
        if tree is None:
            tree = _Tree(Inode(modes.S_IFDIR | 0o755, children={}, mtime=clock(), number=1), clock)
        self._tree = tree

    def as_user(self, user: User, *, lasting: bool = False) -> FileSystem:
        """The same files with another user's rights; `lasting`: views of this one keep them."""
        view = FileSystem(tree=self._tree, user=self.user if self._lasting else user)
        view._lasting = self._lasting or lasting
        return view

    def fill_when(self, full: Callable[[], bool]) -> None:
        """While `full()` is true, writing fails with `No space left on device`."""
        self._tree.full = full

    @property
    def full(self) -> bool:
        """No space is left on the device."""
        return self._tree.full()

    def mount(self, path: str, look: Synthetic, owner: Owner = lambda path: None) -> None:
        """Have everything below `path` made by `look` when it is asked for; read-only."""
        self._tree.mounts[normal(path)] = look
        self._tree.owners[normal(path)] = owner

    def synthetic(self, path: str, make: Callable[[], bytes], mode: int = 0o444) -> None:
        """One file whose bytes are made anew at each read; its folder is created."""
        self.mkdir(os.path.dirname(path), parents=True)
        parent, name = self._parent(path)
        self._attach(parent, name, Inode(modes.S_IFREG | mode, make=make, mtime=self._tree.clock()))

    # -- looking ---------------------------------------------------------------------------------------------------

    def exists(self, path: str) -> bool:
        try:
            self.stat(path)
        except OSError:
            return False
        return True

    def is_dir(self, path: str) -> bool:
        try:
            return self.stat(path).is_dir
        except OSError:
            return False

    def stat(self, path: str, *, follow: bool = True) -> Stat:
        if (found := self._mounted(path)) is not None:
            return self._stat_synthetic(found, path)
        node = self._walk(path, follow=follow)
        size = 4096 if node.is_dir else len(node.data)
        links = 2 + sum(c.is_dir for c in node.children.values()) if node.children is not None else 1
        return Stat(node.mode, node.uid, node.gid, size, node.mtime, node.number, links)

    def readlink(self, path: str) -> str:
        node = self._walk(path, follow=False)
        if not node.is_link:
            raise error(errno.EINVAL, path)
        return node.data.decode()

    def bytes_below(self, path: str) -> int:
        """Size of the files in a folder and all below it; 0 when it is not there."""
        try:
            todo = [self._walk(path)]
        except OSError:
            return 0
        total = 0
        while todo:
            node = todo.pop()
            total += len(node.data)
            todo.extend((node.children or {}).values())
        return total

    def resolve(self, path: str) -> str:
        """The path with every link followed."""
        return self._resolve(path)[1]

    def listdir(self, path: str) -> tuple[str, ...]:
        """Names in a folder, sorted."""
        if (found := self._mounted(path)) is not None:
            if isinstance(found, bytes):
                raise error(errno.ENOTDIR, path)
            return tuple(sorted(found))
        node = self._walk(path)
        if node.children is None:
            raise error(errno.ENOTDIR, path)
        self._check(node, 4, path)
        below = self._tree.mounts
        here = normal(self.resolve(path)).rstrip("/")
        extra = {m.rsplit("/", 1)[1] for m in below if m.rsplit("/", 1)[0] == here}
        return tuple(sorted({*node.children, *extra}))

    def read(self, path: str) -> bytes:
        if (found := self._mounted(path)) is not None:
            if isinstance(found, bytes):
                return found
            raise error(errno.EISDIR, path)
        node = self._walk(path)
        if node.is_dir:
            raise error(errno.EISDIR, path)
        self._check(node, 4, path)
        return node.content()

    # -- changing --------------------------------------------------------------------------------------------------

    def write(
        self, path: str, data: bytes, mode: int = 0o644, *, mtime: float | None = None, append: bool = False
    ) -> None:
        """Create or replace (`append`: lengthen) a file; `mode` counts for a new one only."""
        if path.rstrip("/") == "/dev/null":
            return
        path = self._write_target(path)
        parent, name = self._parent(path)
        assert parent.children is not None
        node = parent.children.get(name)
        if node is None:
            self._check(parent, 3, path)
            node = Inode(modes.S_IFREG | mode, self.user.uid, self._gid(parent))
        elif node.is_dir:
            raise error(errno.EISDIR, path)
        else:
            self._check(node, 2, path)
        if data and self._tree.full():
            raise error(errno.ENOSPC, path)
        if append:
            grown = node.data if isinstance(node.data, bytearray) else bytearray(node.content())
            grown += data
            node.data = grown
        else:
            node.data = data
        node.mtime = self._tree.clock() if mtime is None else mtime
        if name not in parent.children:
            self._attach(parent, name, node)

    def mkdir(self, path: str, mode: int = 0o755, *, parents: bool = False) -> None:
        path = normal(path)
        if self.is_dir(path):
            if parents:
                return
            raise error(errno.EEXIST, path)
        if parents and not self.exists(os.path.dirname(path)):
            self.mkdir(os.path.dirname(path), parents=True)
        parent, name = self._parent(path)
        assert parent.children is not None
        if name in parent.children:
            raise error(errno.EEXIST, path)
        self._check(parent, 3, path)
        node = Inode(modes.S_IFDIR | mode, self.user.uid, self._gid(parent), self._tree.clock(), children={})
        self._attach(parent, name, node)

    def symlink(self, path: str, target: str) -> None:
        parent, name = self._parent(path)
        assert parent.children is not None
        if name in parent.children:
            raise error(errno.EEXIST, path)
        self._check(parent, 3, path)
        link = Inode(modes.S_IFLNK | 0o777, self.user.uid, self._gid(parent), self._tree.clock(), target.encode())
        self._attach(parent, name, link)

    def remove(self, path: str, *, recursive: bool = False) -> None:
        """A file, a link, an empty folder, or with `recursive` whatever is there."""
        parent, name = self._parent(path)
        assert parent.children is not None
        node = parent.children.get(name)
        if node is None:
            raise error(errno.ENOENT, path)
        self._check(parent, 3, path)
        if node.children and not recursive:
            raise error(errno.ENOTEMPTY, path)
        del parent.children[name]
        parent.mtime = self._tree.clock()

    def rename(self, source: str, target: str) -> None:
        """Move; a target that exists is replaced, and kept when it is the source."""
        old_parent, old_name = self._parent(source)
        assert old_parent.children is not None
        node = old_parent.children.get(old_name)
        if node is None:
            raise error(errno.ENOENT, source)
        if node.is_dir and (normal(target) + "/").startswith(normal(source) + "/"):
            raise error(errno.EINVAL, target)
        new_parent, new_name = self._parent(target)
        assert new_parent.children is not None
        self._check(old_parent, 3, source)
        self._check(new_parent, 3, target)
        del old_parent.children[old_name]
        self._attach(new_parent, new_name, node)

    def chmod(self, path: str, mode: int) -> None:
        node = self._walk(path)
        self._own(node, path)
        node.mode = modes.S_IFMT(node.mode) | (mode & 0o7777)

    def chown(self, path: str, uid: int, gid: int) -> None:
        node = self._walk(path)
        self._own(node, path)
        node.uid, node.gid = uid, gid

    def utime(self, path: str, mtime: float) -> None:
        node = self._walk(path)
        self._check(node, 2, path)
        node.mtime = mtime

    def set_read_only(self, path: str) -> None:
        """A folder in which nobody but root's remount could write: `Read-only file system`."""
        self._walk(path).read_only = True

    # -- inside ----------------------------------------------------------------------------------------------------

    def _gid(self, parent: Inode) -> int:
        return parent.gid if parent.gid != 0 else self.user.uid

    def _attach(self, parent: Inode, name: str, node: Inode) -> None:
        assert parent.children is not None
        self._tree.next_number += 1
        node.number = node.number or self._tree.next_number
        parent.children[name] = node
        parent.mtime = self._tree.clock()

    def _check(self, node: Inode, want: int, path: str) -> None:
        """`want` as in chmod: 4 read, 2 write, 1 enter."""
        if node.read_only and want & 2:
            raise error(errno.EROFS, path)
        if self.user.uid == 0:
            return
        shift = 6 if node.uid == self.user.uid else 3 if node.gid in self.user.gids else 0
        if (node.mode >> shift) & want != want:
            raise error(errno.EACCES, path)

    def _own(self, node: Inode, path: str) -> None:
        if self.user.uid not in (0, node.uid):
            raise error(errno.EPERM, path)

    def _walk(self, path: str, *, follow: bool = True) -> Inode:
        return self._resolve(path, follow=follow)[0]

    def _resolve(self, path: str, *, follow: bool = True) -> tuple[Inode, str]:
        """The inode and its path without links."""
        node, at, links = self._tree.root, "", 0
        follow = follow or path.endswith(("/", "/.", "/.."))
        todo = [p for p in reversed(normal(path).split("/")) if p]
        while todo:
            part = todo.pop()
            if node.children is None:
                raise error(errno.ENOTDIR, path)
            self._check(node, 1, path)
            if (child := node.children.get(part)) is None:
                raise error(errno.ENOENT, path)
            if child.is_link and (todo or follow):
                links += 1
                if links > _MAX_LINKS:
                    raise error(errno.ELOOP, path)
                target = child.data.decode()
                start = target if target.startswith("/") else f"{at}/{target}"
                todo.extend(p for p in reversed(normal(start).split("/")) if p)
                node, at = self._tree.root, ""
            else:
                node, at = child, f"{at}/{part}"
        return node, at or "/"

    def _parent(self, path: str) -> tuple[Inode, str]:
        path = normal(path)
        if path == "/":
            raise error(errno.EBUSY, path)
        if self._mounted(path) is not None or self._mounted(os.path.dirname(path)) is not None:
            raise error(errno.EROFS, path)
        parent = self._walk(os.path.dirname(path))
        if parent.children is None:
            raise error(errno.ENOTDIR, path)
        return parent, os.path.basename(path)

    def _write_target(self, path: str) -> str:
        """Where a write through a link ends."""
        path = normal(path)
        for _ in range(_MAX_LINKS):
            try:
                node = self._walk(path, follow=False)
            except OSError:
                return path
            if not node.is_link:
                return path
            target = node.data.decode()
            path = normal(target if target.startswith("/") else f"{os.path.dirname(path)}/{target}")
        raise error(errno.ELOOP, path)

    def _mounted(self, path: str) -> bytes | tuple[str, ...] | None:
        """What a mount makes at this path; None when no mount covers it. Raises when the mount has nothing there."""
        if not self._tree.mounts:
            return None
        path = normal(path)
        for top, look in self._tree.mounts.items():
            if path == top or path.startswith(f"{top}/"):
                if (found := look(path[len(top) + 1 :])) is None:
                    raise error(errno.ENOENT, path)
                return found if self._may(self._tree.owners[top](path[len(top) + 1 :])) else self._refuse(path)
        return None

    def _may(self, owner: int | None) -> bool:
        return owner is None or self.user.uid in (0, owner)

    def _refuse(self, path: str) -> NoReturn:
        raise error(errno.EACCES, path)

    def _stat_synthetic(self, found: bytes | tuple[str, ...], path: str) -> Stat:
        now = self._tree.clock()
        if isinstance(found, bytes):
            return Stat(modes.S_IFREG | 0o444, 0, 0, 0, now, number=4_026_531_840 + len(path))
        return Stat(modes.S_IFDIR | 0o555, 0, 0, 0, now, number=4_026_531_840 + len(path), links=2)
