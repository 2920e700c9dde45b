"""Which arguments mean something: entries of the catalogue that are no method but an argument of a general one."""

from __future__ import annotations

from patrol.catalogue.apis import Api
from patrol.model.record import Record

RESOLVER = "android.content.ContentResolver"
GENERAL: dict[str, tuple[str, ...]] = {
    "content_uri": (
        *(f"{RESOLVER}.{name}" for name in ("query", "insert", "update", "delete", "bulkInsert", "call")),
        *(f"{RESOLVER}.{name}" for name in ("openFileDescriptor", "openInputStream", "registerContentObserver")),
        *(f"{RESOLVER}.{name}" for name in ("loadThumbnail", "applyBatch")),
        f"{RESOLVER}.acquireContentProviderClient",
        f"{RESOLVER}.acquireUnstableContentProviderClient",
        "android.content.ContentProviderClient.query",
        "android.content.ContentProviderClient.call",
        "android.content.ContentProviderProxy.query",
        "android.content.AsyncQueryHandler.startQuery",
    ),
    "settings_key": (
        "android.provider.Settings$Secure.getString",
        "android.provider.Settings$Secure.getStringForUser",
        "android.provider.Settings$System.getString",
        "android.provider.Settings$Global.getString",
        "android.provider.Settings$NameValueCache.getStringForUser",
    ),
    "system_property": ("android.os.SystemProperties.get", "android.os.SystemProperties.native_get"),
    "shell_command": ("java.lang.Runtime.exec", "java.lang.ProcessBuilder.start", "java.lang.ProcessImpl.start"),
    "file_path": (
        "java.io.File.$init",
        "java.io.File.exists",
        "java.io.File.listFiles",
        "java.io.File.mkdirs",
        "java.io.FileInputStream.$init",
        "java.io.FileOutputStream.$init",
        "java.io.FileReader.$init",
        "java.io.RandomAccessFile.$init",
        "libcore.io.IoBridge.open",
        "android.system.Os.open",
    ),
    "intent_action": (
        "android.app.ContextImpl.registerReceiver",
        "android.app.ContextImpl.sendBroadcast",
        "android.app.ContextImpl.startActivity",
        "android.app.Activity.startActivityForResult",
        "android.app.Instrumentation.execStartActivity",
    ),
    "bound_service_action": ("android.app.ContextImpl.bindService",),
}
"""Kind of entry → the methods whose arguments may hold it."""

HOW = {"content_uri": "prefix", "settings_key": "equals", "system_property": "equals", "shell_command": "command"}


class When(Record, frozen=True):
    """An argument that is `value` (equals), begins with it (prefix), holds it (contains), is the command (command) or
    matches it (pattern) means `id`."""

    id: str
    how: str
    value: str


def when_of(api: Api) -> When:
    """How the entry is recognised among the arguments."""
    value = api.key or api.value
    if api.kind == "file_path":
        return _path(api.id, value)
    if api.kind in {"intent_action", "bound_service_action"}:
        return When(api.id, "contains", value.partition(" ")[0])
    return When(api.id, HOW[api.kind], value)


def _path(id: str, value: str) -> When:
    """Paths may hold `<pid>` or `*` for any one name, `<other package>` for any but the app's own, and end in a slash
    for all that lies below. Where apps live, an app's own folder means nothing: the agent puts its name for `<own>`."""
    if value in OWN_FOLDERS:
        return When(id, "pattern", f"^{value}{OWN_FOLDERS[value]}[^/]+")
    if "<" not in value and "*" not in value:
        return When(id, "prefix" if value.endswith("/") else "equals", value)
    pattern = value.replace(".", r"\.").replace("<pid>", "[0-9]+").replace("<other package>", "(?!<own>/)[^/]+")
    return When(id, "pattern", f"^{pattern.replace('*', '[^/]+')}")


OWN_FOLDERS = {
    "/data/app/": "(?!(~~[^/]+/)?<own>-)",
    "/storage/emulated/0/Android/data/": "(?!<own>/)",
}
"""Folders with one for each app → what tells the app's own (`/data/app/~~AbC==/com.bank-xYz==/base.apk`)."""
