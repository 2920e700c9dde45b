"""What this phone's own methods give: the numbers by which it can be told from all others.

They are made of its serial number, so that two phones differ and one phone stays the same; none of them belongs to a
real device (the IMEI's type code is the one that the GSMA keeps for tests, the numbers come from unassigned blocks).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

TELEPHONY = "android.telephony.TelephonyManager"
TEST_TYPE = "00440214"
"""A type allocation code of the test range (GSMA TS.06: 0044…)."""
WIFI_MAC = "02:15:b2:00:00:00"
"""What `ip address` of this phone shows."""


PLACE = (30.274085, 120.155070)
"""Where this phone lies: West Lake, Hangzhou."""


def luhn_digit(digits: str) -> str:
    """The check digit of ISO/IEC 7812 that makes `digits` and it a valid number."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if at % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def identifiers(phone: VirtualPhone) -> dict[str, str]:
    """What each method gives, by `package.Class.method`."""
    sum_ = hashlib.sha256(phone.spec.serial.encode()).hexdigest()
    digits = str(int(sum_, 16))
    imei = TEST_TYPE + digits[:6]
    imei += luhn_digit(imei)
    subscriber, sim = f"46000{digits[6:16]}", f"898600{digits[16:29]}"
    number = f"+86190{digits[30:38]}"
    android_id = phone.settings.get("secure", "android_id") or ""
    oaid = f"{sum_[:8]}-{sum_[8:12]}-{sum_[12:16]}-{sum_[16:20]}-{sum_[20:32]}"
    return {
        f"{TELEPHONY}.getImei": imei,
        f"{TELEPHONY}.getDeviceId": imei,
        f"{TELEPHONY}.getSubscriberId": subscriber,
        f"{TELEPHONY}.getSimSerialNumber": sim,
        f"{TELEPHONY}.getLine1Number": number,
        "android.provider.Settings$Secure.getString": android_id,
        "android.os.Build.getSerial": phone.spec.serial,
        "android.net.wifi.WifiInfo.getMacAddress": WIFI_MAC,
        "android.net.wifi.WifiInfo.getBSSID": "02:15:b2:00:01:00",
        "android.net.wifi.WifiInfo.getSSID": '"Harbour"',
        "com.google.android.gms.ads.identifier.AdvertisingIdClient$Info.getId": oaid,
        "com.bun.miitmdid.interfaces.IdSupplier.getOAID": oaid.replace("-", ""),
    }


NAMED = {
    "imei": f"{TELEPHONY}.getImei",
    "imsi": f"{TELEPHONY}.getSubscriberId",
    "icc_id": f"{TELEPHONY}.getSimSerialNumber",
    "number": f"{TELEPHONY}.getLine1Number",
    "android_id": "android.provider.Settings$Secure.getString",
    "serial": "android.os.Build.getSerial",
    "mac": "android.net.wifi.WifiInfo.getMacAddress",
    "oaid": "com.google.android.gms.ads.identifier.AdvertisingIdClient$Info.getId",
}
"""By which an app's model names them: `phone('imei')`."""


def identifier(phone: VirtualPhone, name: str) -> str:
    """What `phone(name)` of a model gives; "" for a name that it does not know."""
    if name in ("latitude", "longitude"):
        return f"{PLACE[name == 'longitude']:.6f}"
    return identifiers(phone).get(NAMED.get(name, ""), "")
