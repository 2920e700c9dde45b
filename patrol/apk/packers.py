"""Products that hide an app's code, by the libraries and files that they leave in it."""

from __future__ import annotations

from collections.abc import Iterable

from patrol.model.scan import Packer

LIBRARIES: dict[str, tuple[str, ...]] = {
    "360加固 (Jiagu)": ("libjiagu.so", "libjiagu_art.so", "libjiagu_x86.so", "libjiagu_a64.so", "libprotectClass.so"),
    "梆梆 (Bangcle/SecNeo)": (
        "libsecexe.so",
        "libsecmain.so",
        "libSecShell.so",
        "libDexHelper.so",
        "libDexHelper-x86.so",
    ),
    "爱加密 (ijiami)": ("libexec.so", "libexecmain.so", "libijiami.so", "ijiami.dat", "ijm_lib"),
    "腾讯乐固 (Legu)": (
        "libshella.so",
        "libshellx.so",
        "libtup.so",
        "libBugly-yaq.so",
        "libshell-super.2019.so",
        "tosversion",
    ),
    "百度加固": ("libbaiduprotect.so", "baiduprotect1.jar"),
    "阿里聚安全": ("libmobisec.so", "libpreverify1.so", "aliprotect.dat"),
    "网易易盾": ("libnesec.so", "libNetHTProtect.so", "libnqshield.so"),
    "娜迦 (Naga)": ("libchaosvmp.so", "libddog.so", "libfdog.so", "libedog.so"),
    "几维 (Kiwi)": ("libkwscmm.so", "libkwscr.so", "libkwslinker.so"),
    "通付盾": ("libegis.so", "libNSaferOnly.so"),
    "顶象 (Dingxiang)": ("libx3g.so",),
    "APKProtect": ("libAPKProtect.so",),
    "DexProtector": ("libdexprotector.so", "libdp.so", "libdpboot.so"),
    "Promon SHIELD": ("libshield.so",),
    "Appdome": ("libloader.so",),
    "LIAPP": ("libLiapp.so",),
    "Virbox": ("libvirbox.so", "libsandhook.so"),
}
"""Product → names of files; from the products' own documents and public lists of packers. Unverified for the newest
versions, which rename them."""
WEAK = {"libexec.so", "libloader.so", "libdp.so", "libshield.so", "libsandhook.so"}
"""Names that others use too: alone they prove nothing."""
CLASSES: dict[str, tuple[str, ...]] = {
    "360加固 (Jiagu)": ("com.stub.StubApp", "com.qihoo.util.StubApp"),
    "梆梆 (Bangcle/SecNeo)": ("com.secneo.apkwrapper", "com.SecShell.SecShell", "com.bangcle.protect"),
    "爱加密 (ijiami)": ("com.shell.SuperApplication", "s.h.e.l.l", "com.shell.NativeApplication"),
    "腾讯乐固 (Legu)": ("com.tencent.StubShell", "com.wrapper.proxyapplication"),
    "百度加固": ("com.baidu.protect.StubApplication",),
    "阿里聚安全": ("com.ali.mobisecenhance.StubApplication",),
    "网易易盾": ("com.netease.nis.wrapper",),
    "Promon SHIELD": ("com.promon",),
}
"""Product → the Application that it puts in the app's place, or its package."""


def packers(entries: Iterable[str], application: str) -> tuple[Packer, ...]:
    """Those whose files are there or whose class is the Application. Two weak names or one that is not, prove one."""
    names = {entry.rpartition("/")[2] for entry in entries}
    found = []
    for product in LIBRARIES:
        files = [name for name in LIBRARIES[product] if name in names]
        starts = [name for name in CLASSES.get(product, ()) if application.startswith(name)]
        if starts or any(name not in WEAK for name in files) or len(files) > 1:
            found.append(Packer(product, (*files, *starts)))
    return tuple(found)
