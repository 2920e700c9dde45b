"""What accessibility services are told."""

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.accessibility import Event, parse_event
from patrol.virtualphone.system.accessibility import AccessibilityEvent

REAL = (
    "06-27 14:41:45.929 EventType: TYPE_VIEW_TEXT_CHANGED; EventTime: 745766146; PackageName: com.example.demo; "
    "MovementGranularity: 0; Action: 0; ContentChangeTypes: []; WindowChangeTypes: [] [ ClassName: "
    "android.widget.EditText; Text: [aaa社区]; ContentDescription: null; ItemCount: 5; CurrentItemIndex: -1; "
    "Enabled: true; Password: false; Checked: false; BeforeText: aa ]"
)


def test_kind_text_and_password_flag_are_read() -> None:
    assert parse_event(REAL) == Event("TYPE_VIEW_TEXT_CHANGED", "com.example.demo", "aaa社区", False)


def test_a_view_without_text_tells_its_description() -> None:
    line = REAL.replace("[aaa社区]; ContentDescription: null", "[]; ContentDescription: 删除")
    event = parse_event(line)
    assert event is not None and event.text == "删除"


def test_the_virtual_phone_writes_such_lines() -> None:
    line = AccessibilityEvent("TYPE_VIEW_CLICKED", "com.bank", "android.widget.TextView", "7").line("01-01 00:00", 1)
    assert parse_event(line) == Event("TYPE_VIEW_CLICKED", "com.bank", "7", False)


@given(st.text(max_size=300))
def test_other_lines_are_no_events(line: str) -> None:
    assert parse_event(line) is None or "EventType" in line
