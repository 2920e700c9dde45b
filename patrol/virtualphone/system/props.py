"""System properties: what `getprop` prints. Names and typical values as a release build of that Android has them."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.virtualphone.system.spec import PhoneSpec

_FIXED = """
dalvik.vm.appimageformat=lz4
dalvik.vm.dex2oat-Xms=64m
dalvik.vm.dex2oat-Xmx=512m
dalvik.vm.heapgrowthlimit=256m
dalvik.vm.heapmaxfree=8m
dalvik.vm.heapminfree=512k
dalvik.vm.heapsize=512m
dalvik.vm.heapstartsize=8m
dalvik.vm.heaptargetutilization=0.75
dalvik.vm.usejit=true
dalvik.vm.usejitprofiles=true
debug.force_rtl=false
dev.bootcomplete=1
gsm.current.phone-type=1
gsm.network.type=LTE
gsm.operator.alpha=CHINA MOBILE
gsm.operator.iso-country=cn
gsm.operator.isroaming=false
gsm.operator.numeric=46000
gsm.sim.operator.alpha=CMCC
gsm.sim.operator.iso-country=cn
gsm.sim.operator.numeric=46000
gsm.sim.state=LOADED
gsm.version.baseband=1.0.0
init.svc.adbd=running
init.svc.bootanim=stopped
init.svc.lmkd=running
init.svc.logd=running
init.svc.netd=running
init.svc.servicemanager=running
init.svc.surfaceflinger=running
init.svc.vold=running
init.svc.zygote=running
keyguard.no_require_sim=true
logd.ready=true
net.bt.name=Android
persist.sys.dalvik.vm.lib.2=libart.so
persist.sys.usb.config=adb
ro.allow.mock.location=0
ro.baseband=unknown
ro.boot.flash.locked=1
ro.boot.hardware=patrol
ro.boot.verifiedbootstate=green
ro.bootloader=unknown
ro.bootmode=unknown
ro.build.host=patrol-build
ro.build.tags=release-keys
ro.build.type=user
ro.build.user=android-build
ro.carrier=unknown
ro.com.android.dataroaming=false
ro.config.alarm_alert=Alarm_Classic.ogg
ro.config.notification_sound=OnTheHunt.ogg
ro.config.ringtone=Ring_Synth_04.ogg
ro.control_privapp_permissions=enforce
ro.crypto.state=encrypted
ro.crypto.type=file
ro.dalvik.vm.native.bridge=0
ro.hardware=patrol
ro.hardware.egl=emulation
ro.kernel.android.checkjni=0
ro.opengles.version=196610
ro.property_service.version=2
ro.revision=0
ro.setupwizard.mode=DISABLED
ro.storage_manager.enabled=true
ro.surface_flinger.max_frame_buffer_acquired_buffers=3
ro.treble.enabled=true
ro.wifi.channels=
ro.zygote=zygote64_32
selinux.restorecon_recursive=/data/misc_ce/0
service.bootanim.exit=1
sys.boot_completed=1
sys.usb.config=adb
sys.usb.state=adb
sys.user.0.ce_available=true
sys.wifitracing.started=1
vold.has_adoptable=0
wifi.interface=wlan0
wlan.driver.status=ok
"""


def _partitions(spec: PhoneSpec) -> Iterator[tuple[str, str]]:
    """ro.product.* and ro.*.build.*: since Android 10 each partition carries its own copy."""
    values = {
        "brand": spec.manufacturer,
        "device": spec.device,
        "manufacturer": spec.manufacturer,
        "model": spec.model,
        "name": spec.product,
    }
    parts = ("", "vendor.") if spec.sdk < 29 else ("", "odm.", "product.", "system.", "system_ext.", "vendor.")
    for part in parts:
        yield from ((f"ro.product.{part}{key}", value) for key, value in values.items())
        if part:
            yield f"ro.{part}build.fingerprint", spec.fingerprint
            yield f"ro.{part}build.version.sdk", str(spec.sdk)


def build_properties(spec: PhoneSpec) -> dict[str, str]:
    """All properties of a phone that has just booted."""
    found = dict(line.split("=", 1) for line in _FIXED.strip().splitlines())
    abi32 = {"arm64-v8a": "armeabi-v7a,armeabi", "x86_64": "x86"}.get(spec.abi, spec.abi)
    found |= dict(_partitions(spec))
    found |= {
        "persist.sys.locale": spec.locale,
        "persist.sys.timezone": spec.timezone,
        "ro.adb.secure": "0" if spec.rooted else "1",
        "ro.board.platform": spec.device,
        "ro.build.characteristics": "default",
        "ro.build.date": "Fri Jan  5 10:00:00 UTC 2024",
        "ro.build.date.utc": "1704448800",
        "ro.build.description": f"{spec.product}-user {spec.android} {spec.build_id} 1001 release-keys",
        "ro.build.display.id": spec.build_id,
        "ro.build.fingerprint": spec.fingerprint,
        "ro.build.flavor": f"{spec.product}-user",
        "ro.build.id": spec.build_id,
        "ro.build.product": spec.device,
        "ro.build.version.all_codenames": "REL",
        "ro.build.version.codename": "REL",
        "ro.build.version.incremental": "1001",
        "ro.build.version.release": spec.android,
        "ro.build.version.sdk": str(spec.sdk),
        "ro.build.version.security_patch": "2024-01-05",
        "ro.debuggable": "1" if spec.rooted else "0",
        "ro.product.board": spec.device,
        "ro.product.cpu.abi": spec.abi,
        "ro.product.cpu.abilist": f"{spec.abi},{abi32}",
        "ro.product.cpu.abilist32": abi32,
        "ro.product.cpu.abilist64": spec.abi,
        "ro.product.first_api_level": str(spec.sdk),
        "ro.product.locale": spec.locale,
        "ro.secure": "0" if spec.rooted else "1",
        "ro.patrol.processes": "app-jvm",
        "ro.serialno": spec.serial,
        "ro.boot.serialno": spec.serial,
        "ro.sf.lcd_density": str(spec.density_dpi),
        "ro.patrol.virtual": "1",
    }
    if spec.sdk >= 30:
        found["ro.build.version.release_or_codename"] = spec.android
    return found


def print_properties(properties: dict[str, str]) -> str:
    """`getprop` without a name: sorted, each in brackets."""
    return "".join(f"[{key}]: [{properties[key]}]\n" for key in sorted(properties))
