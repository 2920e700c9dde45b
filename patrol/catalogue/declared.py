"""Classes of the platform that do the work, and the public ones that apps name: hooks sit in the first, code in the
second."""

from __future__ import annotations

DECLARED_AS = {
    "android.app.ApplicationPackageManager": "android.content.pm.PackageManager",
    "android.app.ContextImpl": "android.content.Context",
    "android.content.ContentProviderProxy": "android.content.ContentProviderClient",
    "android.provider.Settings$NameValueCache": "android.provider.Settings$Secure",
    "android.app.SharedPreferencesImpl": "android.content.SharedPreferences",
    "android.app.SharedPreferencesImpl$EditorImpl": "android.content.SharedPreferences$Editor",
    "android.hardware.SystemSensorManager": "android.hardware.SensorManager",
    "android.view.WindowManagerImpl": "android.view.WindowManager",
    "java.net.Inet4Address": "java.net.InetAddress",
    "java.net.Inet6Address": "java.net.InetAddress",
    "java.lang.UNIXProcess": "java.lang.ProcessBuilder",
}
"""Class that is hooked → class that code names."""


def declared_as(name: str) -> str:
    """The public class of a platform's class; the name itself for all others."""
    return DECLARED_AS.get(name, name)
