"""Where the keyboard is, as each Android tells it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.keyboard import keyboard_bounds
from patrol.model.screen import Rect

ANDROID_10 = """
  Window #7 Window{82dd42b u0 InputMethod}:
    mAttrs={(0,0)(fillxfill) ty=INPUT_METHOD fmt=TRANSPARENT}
    mGivenContentInsets=[0,1613][0,0] mGivenVisibleInsets=[0,1613][0,0]
    mTouchableInsets=3 mGivenInsetsPending=false
    touchable region=SkRegion((0,1784,1440,2960))
    mFrame=[0,171][1440,2960] last=[0,171][1440,2960]
  Window #8 Window{next u0 com.demo/.MainActivity}:
    touchable region=SkRegion((0,0,1440,2960))
    mFrame=[0,0][1440,2960]
"""
ANDROID_8 = """
  Window #3 Window{abc u0 InputMethod}:
    mGivenContentInsets=[0,1000][0,0] mGivenVisibleInsets=[0,1000][0,0]
    mFrame=[0,75][1080,1920] last=[0,75][1080,1920]
"""
ANDROID_13 = """
        InsetsSource type=ITYPE_STATUS_BAR frame=[0,0][1080,66] visible=true insetsRoundedCornerFrame=false
        InsetsSource type=ITYPE_IME frame=[0,1398][1080,2220] visibleFrame=[0,1398][1080,2220] visible=true
"""
ANDROID_15 = """
      InsetsSource id=ab460000 type=statusBars frame=[0,0][1080,66] visible=true flags= sideHint=TOP
      InsetsSource id=3 type=ime frame=[0,1517][1080,2400] visibleFrame=[0,1517][1080,2400] visible=true flags=
"""
HIDDEN = "InsetsSource id=3 type=ime frame=[0,0][0,0] visibleFrame=[0,1307][1080,2316] visible=false flags="
FLOATING = "InsetsSource id=3 type=ime frame=[0,1080][1920,1080] visible=true"


@pytest.mark.parametrize(
    ("text", "box"),
    [
        (ANDROID_10, Rect(0, 1784, 1440, 2960)),
        (ANDROID_8, Rect(0, 1075, 1080, 1920)),
        (ANDROID_13, Rect(0, 1398, 1080, 2220)),
        (ANDROID_15, Rect(0, 1517, 1080, 2400)),
    ],
)
def test_the_keyboard_is_found_on_each_android(text: str, box: Rect) -> None:
    assert keyboard_bounds(text) == keyboard_bounds(text.replace("\n", "\r\n")) == box


@pytest.mark.parametrize("text", [HIDDEN, FLOATING, "", "Window{1 u0 InputMethod}:\n    mHasSurface=false"])
def test_no_bounds_when_it_takes_no_room(text: str) -> None:
    assert keyboard_bounds(text) is None


@given(st.text(alphabet="InsetsSource type=ITYPE_IME frame=[0,9]-\n{}:", max_size=200))
def test_anything_is_read_without_an_error(text: str) -> None:
    keyboard_bounds(text)
