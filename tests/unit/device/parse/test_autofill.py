"""Sessions of the autofill service."""

from patrol.device.parse.autofill import offered_to_autofill

SESSION = """  Sessions (1):
    #1:
      id: 1849027
      uid: 10140
      mComponentName: ComponentInfo{com.bank/com.bank.Login}
      mCurrentViewId: 1073741824
      mViewStates size: 1
      mDestroyed: false
"""


def test_a_session_on_a_view_of_the_app_means_it_is_offered() -> None:
    assert offered_to_autofill(SESSION, "com.bank")
    assert not offered_to_autofill(SESSION, "com.other")
    assert not offered_to_autofill("  No sessions\n", "com.bank")


def test_a_session_that_is_over_or_stands_nowhere_does_not_count() -> None:
    assert not offered_to_autofill(SESSION.replace("mDestroyed: false", "mDestroyed: true"), "com.bank")
    assert not offered_to_autofill(SESSION.replace("1073741824", "null"), "com.bank")


def test_before_android_9_the_uid_tells_the_app() -> None:
    text = SESSION.replace("      mComponentName: ComponentInfo{com.bank/com.bank.Login}\n", "")
    assert offered_to_autofill(text, "com.bank", 10140)
    assert not offered_to_autofill(text, "com.bank", 10141)
