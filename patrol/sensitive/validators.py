"""Checksums and other proofs that a text is what it looks like; by the names that the catalogue uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from operator import mul
from types import MappingProxyType

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PROVINCES = frozenset(
    f"{code}"
    for span in ((11, 16), (21, 24), (31, 38), (41, 47), (50, 55), (61, 66), (71, 72), (81, 84), (91, 92))
    for code in range(*span)
)
"""First two digits of an identity number (GB/T 2260; 91 for foreigners' permanent residence)."""
USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
VIN_VALUES = bytes.maketrans(b"ABCDEFGHJKLMNPRSTUVWXYZ0123456789", bytes(map(int, "123456781234579234567890123456789")))
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
DIGITS = re.compile(r"\D+")
DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")
"""Digits doubled, and the sum of the digits of what that gives."""
PLACEHOLDERS = frozenset({"020000000000", "000000000000", "ffffffffffff"})
"""MAC addresses that Android gives instead of the real one."""


OLDEST = date(1915, 1, 1)
"""Nobody who uses an app was born before."""


def luhn(digits: str) -> bool:
    """The checksum of bank cards and IMEI (ISO/IEC 7812-1)."""
    # In bytes: this is asked of every long number of every message.
    plain = digits.encode()
    total = sum(plain[-1::-2]) + sum(plain[-2::-2].translate(DOUBLED)) - 48 * len(plain)
    return total % 10 == 0


def id_checksum(number: str) -> bool:
    """The checksum of identity numbers of 18 characters (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def resident_id(number: str) -> bool:
    """Area, date of birth and checksum."""
    return number[:2] in PROVINCES and _is_date(number[6:14]) and id_checksum(number)


def _old_id(number: str) -> bool:
    return number[:2] in PROVINCES and _is_date(f"19{number[6:12]}")


def minor_id(number: str, today: date | None = None) -> bool:
    """An identity number of somebody under 14 (on `today`, which is today)."""
    if not resident_id(number):
        return False
    today = today or date.today()
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return (today.year - born.year) - ((today.month, today.day) < (born.month, born.day)) < 14


def _is_date(digits: str) -> bool:
    try:
        return OLDEST <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) <= date.today()
    except ValueError:
        return False


def uscc(code: str) -> bool:
    """Unified social credit code (GB 32100)."""
    try:
        values = [USCC_LETTERS.index(letter) for letter in code]
    except ValueError:
        return False
    total = sum(value * weight for value, weight in zip(values[:17], USCC_WEIGHTS, strict=True))
    return (31 - total % 31) % 31 == values[17]


def vin(code: str) -> bool:
    """Vehicle identification number (GB 16735): the ninth character is a check digit."""
    rest = sum(map(mul, code.encode().translate(VIN_VALUES), VIN_WEIGHTS)) % 11
    return code[8] == ("X" if rest == 10 else str(rest))


def hkid(code: str) -> bool:
    """Hong Kong identity card, check digit in brackets."""
    letters = code.replace("(", "").replace(")", "").rjust(9)
    values = [36 if one == " " else int(one, 36) for one in letters]
    return sum(value * weight for value, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0


def iban(code: str) -> bool:
    """ISO 13616 (ISO 7064 MOD 97-10)."""
    return int("".join(str(int(letter, 36)) for letter in code[4:] + code[:4])) % 97 == 1


def imei(number: str) -> bool:
    digits = DIGITS.sub("", number)
    return len(digits) == 15 and len(set(digits)) > 2 and luhn(digits)


def card(number: str) -> bool:
    """Luhn; whether a bank is known to issue such numbers is the catalogue's (`bins`)."""
    digits = DIGITS.sub("", number)
    return 13 <= len(digits) <= 19 and len(set(digits)) > 2 and luhn(digits)


def _iccid(number: str) -> bool:
    return not number.isdigit() or luhn(number)


def _track(text: str) -> bool:
    found = re.search(r"\d{13,19}", text)
    return bool(found and luhn(found[0]))


def _mac(address: str) -> bool:
    plain = re.sub(r"[:-]", "", address).lower()
    return plain not in PLACEHOLDERS and len(set(plain)) > 2


VALIDATORS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "iso7064_mod11_2": resident_id,
        "iso7064_mod11_2_and_age": minor_id,
        "date_and_area": _old_id,
        "gb32100_mod31": uscc,
        "vin_mod11": vin,
        "hkid_mod11": hkid,
        "iso7064_mod97_10": iban,
        "luhn": imei,
        "luhn_and_bin": card,
        "luhn_inside": _track,
        "luhn_when_all_digits": _iccid,
        "not_placeholder": _mac,
    }
)
"""Those that look at the value alone; the catalogue's other validations are patterns, or ask for a name or a known
value."""
