"""APKs made for tests: small, whole, and broken on purpose."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

from patrol.apk.budget import Budget
from patrol.apk.scan import scan
from patrol.model.scan import Scan
from patrol.virtualphone.package.dex import STRING, Call, ClassFile, Make, Text, dex
from patrol.virtualphone.package.elf import library
from patrol.virtualphone.package.plan import Library, Signed
from patrol.virtualphone.package.signing import signed
from patrol.virtualphone.system.binarymanifest import binary_manifest
from patrol.virtualphone.system.manifest import Component, Manifest

PACKAGE = "com.bank.app"
ID = Call("Landroid/telephony/TelephonyManager;", "getDeviceId", (), STRING, static=False)
SECURE = Call(
    "Landroid/provider/Settings$Secure;",
    "getString",
    ("Landroid/content/ContentResolver;", STRING),
    STRING,
    (None, "android_id"),
)


def manifest(**more: Any) -> bytes:
    given: dict[str, Any] = {
        "package": PACKAGE,
        "label": "Bank",
        "components": (Component("activity", f"{PACKAGE}.Main", exported=True, launcher=True),),
    }
    return binary_manifest(Manifest(**(given | more)))


def classes() -> list[ClassFile]:
    """Main.onCreate → Device.read → getDeviceId; com.umeng reads android_id, and is never called; Hidden is named."""
    main = ClassFile(f"L{PACKAGE.replace('.', '/')}/Main;", "Landroid/app/Activity;")
    main.method("<init>", static=False)
    main.method("onCreate", static=False).steps += [
        Call("Lcom/bank/app/Device;", "read"),
        Text("com.bank.app.Hidden"),
        Text("http://pay.bank.example/order"),
    ]
    device = ClassFile("Lcom/bank/app/Device;", constants={"ACCESS_KEY": "LTAI5tQ7mZx2VbN9kRd4WcYe"})
    device.method("read").steps += [ID, Make("Lcom/bank/app/Device;")]
    device.method("<init>", static=False)
    umeng = ClassFile("Lcom/umeng/analytics/Agent;")
    umeng.method("init").steps.append(SECURE)
    hidden = ClassFile("Lcom/bank/app/Hidden;")
    hidden.method("go").steps.append(
        Call("Landroid/location/LocationManager;", "getLastKnownLocation", (STRING,), STRING, ("gps",), static=False)
    )
    return [main, device, umeng, hidden]


def entries() -> dict[str, bytes]:
    return {
        "AndroidManifest.xml": manifest(),
        "classes.dex": dex(classes()),
        "lib/arm64-v8a/libtnet.so": library(Library("libtnet.so", canary=False)),
        "assets/privacy.html": "<h1>隐私政策</h1>".encode() + "我们收集的信息。".encode() * 60,
    }


def apk(**changed: bytes | None) -> bytes:
    """A signed APK; `changed` by name with `__` for `/` and `_dot_` for `.`; None leaves an entry out."""
    whole = entries()
    for name, data in changed.items():
        path = name.replace("__", "/").replace("_dot_", ".")
        if data is None:
            del whole[path]
        else:
            whole[path] = data
    return signed(whole, Signed())


def zipped(whole: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in whole.items():
            archive.writestr(zipfile.ZipInfo(name, (1981, 1, 1, 1, 1, 2)), data, method)
    return buffer.getvalue()


def scanned(data: bytes, **limits: Any) -> Scan:
    return scan(data, "test.apk", budget=Budget(**limits))


def kinds(found: Scan) -> set[str]:
    return {one.kind for one in found.oddities}


def directory_of(data: bytes) -> int:
    """Where the central directory begins."""
    return int(struct.unpack_from("<I", data, data.rfind(b"PK\x05\x06") + 16)[0])
