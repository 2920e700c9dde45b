"""What windows ask of the window manager."""

from patrol.device.parse.window_flags import window_flags
from tests.unit.device.parse.captured import captured

ANDROID_13 = """WINDOW MANAGER WINDOWS (dumpsys window windows)
  Window #0 Window{1a2b3c4 u0 InputMethod}:
    mDisplayId=0 rootTaskId=1 mSession=Session{aa 1200:u0a10050} mClient=android.os.BinderProxy@1
    mOwnerUid=10050 showForAllUsers=false package=com.android.inputmethod.latin appop=NONE
    mAttrs={(0,0)(fillxfill) gr=BOTTOM CENTER_VERTICAL sim={adjust=pan} ty=INPUT_METHOD fmt=TRANSPARENT
      fl=NOT_FOCUSABLE LAYOUT_IN_SCREEN SPLIT_TOUCH HARDWARE_ACCELERATED DRAWS_SYSTEM_BAR_BACKGROUNDS
      pfl=FIT_INSETS_CONTROLLED}
    isOnScreen=true
  Window #1 Window{5d6e7f8 u0 com.bank/com.bank.Login}:
    mOwnerUid=10140 showForAllUsers=false package=com.bank appop=NONE
    mAttrs={(0,0)(fillxfill) sim={adjust=resize} ty=BASE_APPLICATION fmt=TRANSPARENT
      fl=LAYOUT_IN_SCREEN SECURE SPLIT_TOUCH HARDWARE_ACCELERATED
      pfl=SYSTEM_FLAG_HIDE_NON_SYSTEM_OVERLAY_WINDOWS FIT_INSETS_CONTROLLED}
    isOnScreen=true
  Window #2 Window{9a9b9c9 u0 com.bank/com.bank.Home}:
    mOwnerUid=10140 showForAllUsers=false package=com.bank appop=NONE
    mAttrs={(0,0)(fillxfill) sim={adjust=resize} ty=BASE_APPLICATION fmt=TRANSPARENT
      fl=LAYOUT_IN_SCREEN SPLIT_TOUCH HARDWARE_ACCELERATED}
    isOnScreen=false
"""


def test_names_of_flags_are_read_from_windows_that_are_shown() -> None:
    keyboard, login = window_flags(ANDROID_13)
    assert (keyboard.keyboard, keyboard.secure, keyboard.focusable) == (True, False, False)
    assert (login.package, login.secure, login.hides_overlays, login.focusable) == ("com.bank", True, True, True)


def test_hexadecimal_flags_of_older_androids_are_read() -> None:
    text = ANDROID_13.replace("fl=LAYOUT_IN_SCREEN SECURE SPLIT_TOUCH HARDWARE_ACCELERATED", "fl=#81812100")
    assert window_flags(text)[1].secure is True
    assert window_flags(text.replace("#81812100", "#81810100"))[1].secure is False


def test_a_real_dump_of_android_4_4_tells_flags_of_each_window() -> None:
    found = window_flags(captured("window/a4.4_qemu_dumpsys_window_windows.txt"))
    assert found
    assert all(window.secure is False for window in found if window.package)


def test_another_text_lists_no_window() -> None:
    assert window_flags("Can't find service: window\n") == ()
