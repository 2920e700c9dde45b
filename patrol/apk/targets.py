"""What of the catalogue can be told from code: methods, constructors, fields, and texts that stand for data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from patrol.apk.permissions import CALLS
from patrol.catalogue.apis import JAVA, Api, catalogue
from patrol.catalogue.declared import declared_as

EVERYWHERE = {
    *("content_resolver", "permission_request", "reflection_dynamic", "webview", "device_profile", "security_network"),
    *("security_crypto_storage", "security_input", "security_environment"),
}
"""Categories whose calls touch no personal data by themselves: every app has hundreds."""
GENERAL = {
    *("java.io.File", "java.io.FileInputStream", "java.io.FileOutputStream", "java.io.FileReader"),
    *("java.io.RandomAccessFile", "java.lang.System", "java.util.zip.GZIPOutputStream"),
}
CONTEXTS = frozenset(
    f"android.{name}"
    for name in (
        *("app.Activity", "app.Application", "app.Service", "app.IntentService", "app.job.JobService"),
        *("content.ContextWrapper", "view.ContextThemeWrapper", "app.ListActivity", "app.backup.BackupAgent"),
        *("inputmethodservice.InputMethodService", "accessibilityservice.AccessibilityService", "net.VpnService"),
    )
)
"""Classes of the platform that are a Context: what they inherit is named as theirs."""
URI_FIELDS = {
    "android.provider.ContactsContract": "content://com.android.contacts/data",
    "android.provider.Contacts": "content://contacts/people",
    "android.provider.CallLog": "content://call_log/calls",
    "android.provider.Telephony$Sms": "content://sms",
    "android.provider.Telephony$Mms": "content://mms",
    "android.provider.CalendarContract": "content://com.android.calendar/events",
    "android.provider.MediaStore$Images": "content://media/external/images/media",
    "android.provider.MediaStore$Video": "content://media/external/video/media",
    "android.provider.MediaStore$Audio": "content://media/external/audio/media",
    "android.provider.MediaStore$Files": "content://media/external/file",
}
"""Constants such as ContactsContract.CommonDataKinds.Phone.CONTENT_URI, by the beginning of their class."""
WITH_CALL = {
    "settings_key": ("android.provider.Settings",),
    "shell_command": ("java.lang.Runtime", "java.lang.ProcessBuilder"),
}
"""A text of this kind counts only in a method that calls such a class: `android_id` may be a name of anything."""
TEXTS = ("content_uri", "settings_key", "system_property", "file_path", "intent_action", "bound_service_action")
SHORTEST_COMMAND = 5
"""`su`, `ps`, `top`, `df` are words of many other things."""


@dataclass(frozen=True, slots=True)
class TextTarget:
    """A text of code that stands for data."""

    api: Api
    value: str
    needs: tuple[str, ...] = ()
    """Classes of which one must be called in the same method."""


class Targets:
    """The catalogue, arranged for looking up what code names."""

    def __init__(self, entries: tuple[Api, ...]) -> None:
        methods: dict[tuple[str, str], list[Api]] = defaultdict(list)
        self.fields: dict[tuple[str, str], tuple[Api, ...]] = {}
        self.texts: dict[str, TextTarget] = {}
        uris: dict[str, Api] = {}
        for api in entries:
            if api.kind in JAVA:
                if api.category not in EVERYWHERE and api.class_name not in GENERAL:
                    owner = declared_as(api.class_name)
                    methods[owner, api.member.replace("$init", "<init>")].append(api)
            elif api.kind == "java_field" and api.category not in EVERYWHERE:
                self.fields[api.class_name, api.member] = (api,)
            elif api.kind in TEXTS or (api.kind == "shell_command" and len(api.value) >= SHORTEST_COMMAND):
                self._text(api)
                if api.kind == "content_uri":
                    uris[api.value] = api
        self.methods = {key: tuple(apis) for key, apis in methods.items()}
        self.extra = frozenset(call for calls in CALLS.values() for call in calls)
        """Calls that only show the use of a permission."""
        self._uri_fields = {start: uris[uri] for start, uri in URI_FIELDS.items() if uri in uris}

    def _text(self, api: Api) -> None:
        value = (api.key or api.value).split(" (")[0]
        if "<" not in value and "*" not in value and not value.endswith("/") and value.isascii():
            self.texts[value] = TextTarget(api, value, WITH_CALL.get(api.kind, ()))

    def method(self, owner: str, name: str) -> tuple[Api, ...]:
        """Entries that a call of `package.Class` and method stands for."""
        found = self.methods.get((owner, name))
        if (
            found is None
            and (owner in CONTEXTS or owner.startswith("android.app."))
            and owner != "android.content.Context"
        ):
            found = self.methods.get(("android.content.Context", name))
        return found or ()

    def field(self, owner: str, name: str) -> tuple[Api, ...]:
        """Entries that reading a static field stands for."""
        if known := self.fields.get((owner, name)):
            return known
        if owner.startswith("android.provider.") and name.endswith("_URI"):
            return tuple(api for start, api in self._uri_fields.items() if owner.startswith(start))[:1]
        return ()


@cache
def targets() -> Targets:
    """Those of the catalogue that comes with patrol."""
    return Targets(catalogue().entries)
