"""The settings provider: three tables that `settings get/put/list/delete` and the phone itself read."""

from __future__ import annotations

from collections.abc import Callable

from patrol.virtualphone.system.spec import PhoneSpec

TABLES = ("system", "secure", "global")

LATIN_IME = "com.android.inputmethod.latin/.LatinIME"


def _defaults(spec: PhoneSpec) -> dict[str, dict[str, str]]:
    refresh = {"peak_refresh_rate": str(spec.refresh_hz)} if spec.refresh_hz > 60 else {}
    return {
        "system": {
            "accelerometer_rotation": "0",
            "font_scale": "1.0",
            "screen_brightness": "102",
            "screen_brightness_mode": "0",
            "screen_off_timeout": "1800000",
            "user_rotation": "0",
            "time_12_24": "24",
            **refresh,
        },
        "secure": {
            "accessibility_enabled": "0",
            "android_id": "8f3c1d0a5b7e2946",
            "autofill_service": "com.google.android.gms/.autofill.service.AutofillService",
            "default_input_method": LATIN_IME,
            "enabled_input_methods": LATIN_IME,
            "install_non_market_apps": "1",
            "location_mode": "3",
            "show_ime_with_hard_keyboard": "0",
            "user_setup_complete": "1",
        },
        "global": {
            "adb_enabled": "1",
            "airplane_mode_on": "0",
            "animator_duration_scale": "1.0",
            "auto_time": "1",
            "bluetooth_on": "0",
            "development_settings_enabled": "1",
            "device_name": spec.model,
            "device_provisioned": "1",
            "mobile_data": "1",
            "stay_on_while_plugged_in": "7",
            "transition_animation_scale": "1.0",
            "wifi_on": "1",
            "window_animation_scale": "1.0",
        },
    }


class Settings:
    """Values are text; a missing one is None (and `null` on the shell)."""

    def __init__(self, spec: PhoneSpec) -> None:
        self._tables = _defaults(spec)
        self.on_change: list[Callable[[str, str, str | None], None]] = []

    def get(self, table: str, name: str) -> str | None:
        return self._tables[table].get(name)

    def number(self, table: str, name: str, default: float = 0) -> float:
        try:
            return float(self._tables[table].get(name, default))
        except ValueError:
            return default

    def put(self, table: str, name: str, value: str) -> None:
        self._tables[table][name] = value
        self._tell(table, name, value)

    def delete(self, table: str, name: str) -> bool:
        """Whether there was one."""
        found = self._tables[table].pop(name, None) is not None
        if found:
            self._tell(table, name, None)
        return found

    def all(self, table: str) -> dict[str, str]:
        return dict(sorted(self._tables[table].items()))

    def _tell(self, table: str, name: str, value: str | None) -> None:
        for listener in self.on_change:
            listener(table, name, value)
