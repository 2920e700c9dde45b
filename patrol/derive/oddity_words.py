"""What may be odd about an APK, in words."""

from __future__ import annotations

from patrol.model.record import Text

KINDS: dict[str, Text] = {
    "not-an-archive": Text("不是可读的压缩包", "no archive that can be read"),
    "no-manifest": Text("没有可读的AndroidManifest.xml", "no AndroidManifest.xml that can be read"),
    "no-code": Text("没有classes.dex", "no classes.dex"),
    "no-base": Text("安装包集合里没有主包", "the set of packages has no base"),
    "unreadable-code": Text("代码文件读不出：加密或损坏", "a file of code cannot be read: encrypted or damaged"),
    "unreadable-methods": Text("部分方法的代码被抽取或加密", "code of some methods is taken out or encrypted"),
    "hidden-code": Text("代码藏在别的文件里", "code is hidden in another file"),
    "duplicate-class": Text("同一个类出现在多个代码文件里", "classes are declared by more than one file of code"),
    "packed": Text("应用被加固，自有代码看不到", "the app is packed, its own code cannot be seen"),
    "encrypted": Text("条目被加密", "an entry is encrypted"),
    "fake-encryption": Text("条目带假的加密标志", "an entry pretends to be encrypted"),
    "unknown-compression": Text("条目用了不存在的压缩方式", "an entry names a compression that does not exist"),
    "duplicate-entry": Text("同名条目出现多次", "two entries have one name"),
    "path-traversal": Text("条目的路径指到包外", "an entry's path leads outside"),
    "header-mismatch": Text("条目的两处头部不一致", "an entry's two headers differ"),
    "directory-mismatch": Text("中央目录的条目数不对", "the directory's number of entries is wrong"),
    "damaged-entry": Text("条目损坏", "an entry is damaged"),
    "too-large": Text("条目解开后过大（可能是压缩炸弹）", "an entry is too large unpacked (perhaps a zip bomb)"),
    "damaged-xml": Text("二进制XML有异常", "the binary XML is odd"),
    "stopped": Text("扫描到达上限后停止", "the scan stopped at its limit"),
    "crashed": Text("扫描进程中断", "the scanning process ended early"),
}


def said(kind: str) -> Text:
    """The words of a kind; the kind itself for one of a newer patrol."""
    return KINDS.get(kind, Text(kind, kind))
