"""Which calls of the catalogue collect personal information, and how harmful an identifier is.

An entry collects when its category is personal and its severity high or medium; entries that only look as if are named
in NO_COLLECTION, each with its reason. GB/T 41391-2022 annex F calls identifiers that nobody can change the gravest:
whoever holds one knows the phone for its life, across apps and resets.
"""

from __future__ import annotations

from enum import StrEnum

from patrol.catalogue.apis import Api

PERSONAL = frozenset(
    "imei imsi_iccid phone_number serial android_id oaid gaid drm_id mac wifi bluetooth location cell installed_apps "
    "running_tasks clipboard contacts call_log sms calendar storage_media accounts camera microphone sensors biometric "
    "screen_capture health_other".split()
)
"""Categories whose calls read about a person, or about the phone that stands for him."""


def _ids(category: str, numbers: str) -> tuple[str, ...]:
    return tuple(f"API-{category}-{number:0>3}" for number in numbers.split())


NO_COLLECTION = frozenset(
    (
        # General functions: what they read is told by an argument, and then a more particular entry comes first.
        *_ids("ANDROID-ID", "1 2 3 4 5"),
        *_ids("SERIAL", "3 4 15 16 17 18 19 20 22"),
        *_ids("STORAGE-MEDIA", "10 11 16 18 19 20 21 29 30 31 33 34"),
        *_ids("MAC", "22 24"),
        *_ids("RUNNING-TASKS", "16 17 19"),
        *_ids("INSTALLED-APPS", "13 14 15 20 43 44"),
        # Listing network interfaces is how addresses are found; the address itself has entries of its own.
        *_ids("MAC", "3 4 21"),
        # They write, switch or send, and read nothing.
        *_ids("CLIPBOARD", "6 7"),
        *_ids("WIFI", "16"),
        *_ids("ACCOUNTS", "9"),
        *_ids("CALL-LOG", "7 8 12"),
        *_ids("STORAGE-MEDIA", "25"),
        *_ids("BLUETOOTH", "11"),
        *_ids("HEALTH-OTHER", "4 7"),
        *_ids("SCREEN-CAPTURE", "10 16 17"),
        # The system asks the user for his finger and tells only yes or no.
        *_ids("BIOMETRIC", "1 2 3 6"),
        # They take apart what another call has read.
        *_ids("LOCATION", "15 16 38 43 44 45"),
        *_ids("CELL", "12 13 14 15 16 18 19 20 21 22"),
        *_ids("CLIPBOARD", "2 10 11"),
        # Signal strength and the like, unless a cell is asked for.
        *_ids("CELL", "6 10 11"),
        *_ids("LOCATION", "6 8"),
        # Opens the sound system, for playing too.
        *_ids("MICROPHONE", "2 11"),
    )
)


class Harm(StrEnum):
    """Of a device identifier, the worst first."""

    immutable = "immutable"
    """Nobody can change it: IMEI, IMSI, ICCID, serial number, MAC, DRM id."""
    device = "device"
    """Changes with a factory reset: Android ID."""
    resettable = "resettable"
    """The user can reset it or switch it off: OAID, advertising id."""


HARM = {
    "imei": Harm.immutable,
    "imsi_iccid": Harm.immutable,
    "serial": Harm.immutable,
    "mac": Harm.immutable,
    "drm_id": Harm.immutable,
    "android_id": Harm.device,
    "oaid": Harm.resettable,
    "gaid": Harm.resettable,
}
"""Category → how harmful its identifiers are (GB/T 41391-2022 annex F; GB/T 35273-2020 annex A)."""


def collects(api: Api) -> bool:
    """Whether a call of this entry collects personal information."""
    return api.category in PERSONAL and api.severity != "low" and api.id not in NO_COLLECTION


def harm(api: Api) -> Harm | None:
    """Of the identifier that the entry reads; None when it reads none."""
    return HARM.get(api.category) if collects(api) else None
