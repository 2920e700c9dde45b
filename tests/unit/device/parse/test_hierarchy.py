"""Trees as phones dump them, and trees nobody should have to read."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.hierarchy import MAX_DEPTH, MAX_NODES, Hierarchy, hierarchy
from patrol.model.record import to_json
from patrol.model.screen import Node, Rect
from tests.unit.device.parse.captured import FOLDER, all_of

COUNTS = {
    "a4.4_qemu_contacts_stock": 21,
    "a4.4_qemu_contacts_u2jar": 21,
    "a4.4_qemu_deskclock_stock": 26,
    "a4.4_qemu_deskclock_u2jar": 26,
    "fb_logout_dialog": 10,
    "flutter_email_field_focused_two_focused_nodes": 10,
    "flutter_sign_in_texts_only_in_content_desc": 12,
    "gms_autofill_dropdown": 11,
    "hyperos_usb_install_approval_fragment": 1,
    "permission_contacts_google_permissioncontroller": 13,
    "systemui_only_3_nodes": 3,
    "vivo_autotask_ui_f7": 27,
    "vivo_autotask_ui_menu": 11,
    "vivo_wecom_invite_confirm_dialog": 10,
    "vivo_wecom_ui_step14_search": 22,
    "vivo_wecom_ui_step9_group_chat": 145,
}


def read(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def nodes(tree: Hierarchy) -> list[Node]:
    return [node for root in tree.roots for node in root.walk()]


@pytest.mark.parametrize("name", COUNTS)
def test_captured_trees(name: str) -> None:
    tree = hierarchy(read(f"ui/{name}.xml"))
    assert not tree.truncated
    assert len(nodes(tree)) == COUNTS[name]


def test_both_dumpers_of_one_screen_agree() -> None:
    def seen(name: str) -> list[tuple[str, str, str, Rect]]:
        return [(n.class_name, n.resource_id, n.text, n.bounds) for n in nodes(hierarchy(read(name)))]

    assert seen("ui/a4.4_qemu_contacts_stock.xml") == seen("ui/a4.4_qemu_contacts_u2jar.xml")


def test_attributes() -> None:
    button = hierarchy(read("ui/hyperos_usb_install_approval_fragment.xml")).roots[0]
    assert (button.text, button.resource_id, button.clickable) == ("继续安装", "android:id/button2", True)
    assert button.bounds.centre == (414, 2916)
    flutter = nodes(hierarchy(read("ui/flutter_sign_in_texts_only_in_content_desc.xml")))
    assert any("É" in node.description for node in flutter)
    quoted = nodes(hierarchy(read("ui/vivo_autotask_ui_f7.xml")))
    assert any(node.text == "fa'il'te'st" for node in quoted)
    assert sum(n.focused for n in nodes(hierarchy(read("ui/flutter_email_field_focused_two_focused_nodes.xml")))) == 2


def test_appium_names_elements_after_their_class() -> None:
    tree = hierarchy(read("ui/fb_logout_dialog.xml"))
    assert {"CANCELAR", "SALIR"} <= {node.text for node in nodes(tree)}
    assert nodes(tree)[0].class_name == "android.widget.FrameLayout"


def test_rotation() -> None:
    assert hierarchy('<hierarchy rotation="1"><node/></hierarchy>').rotation == 1


def test_an_empty_tree_is_an_answer() -> None:
    assert hierarchy("<?xml version='1.0' ?>\r\n<hierarchy rotation=\"0\" />") == Hierarchy()


@pytest.mark.parametrize("data", [b"", b"null", b"ERROR: could not get idle state.", b"<html></html>", b"\x00" * 100])
def test_no_tree_at_all(data: bytes) -> None:
    assert hierarchy(data) == Hierarchy(truncated=True)


def test_what_uiautomator_says_around_the_tree_is_left_out() -> None:
    text = '<?xml version="1.0"?><hierarchy rotation="0"><node text="a"/></hierarchy>UI hierchary dumped to: /dev/tty\n'
    tree = hierarchy(f"\ufeff{text}")
    assert [node.text for node in tree.roots] == ["a"]
    assert not tree.truncated


def test_a_tree_that_breaks_off_gives_what_came() -> None:
    tree = hierarchy('<hierarchy rotation="0"><node text="a"><node text="b"/><node te')
    assert tree.truncated
    assert [node.text for node in nodes(tree)] == ["a", "b"]


def test_emoji_as_old_androids_write_them() -> None:
    tree = hierarchy('<hierarchy><node text="&#55357;&#56832;!" content-desc="a&#0;b\x0c"/></hierarchy>')
    assert (tree.roots[0].text, tree.roots[0].description) == ("😀!", "a\ufffdb\ufffd")
    assert not tree.truncated


def test_too_many_nodes() -> None:
    tree = hierarchy("<hierarchy>" + "<node/>" * 60_000 + "</hierarchy>")
    assert tree.truncated
    assert len(tree.roots) == MAX_NODES - 1  # the root element counts too


def test_too_deep() -> None:
    tree = hierarchy("<hierarchy>" + "<node>" * 10_000 + "</node>" * 10_000 + "</hierarchy>")
    assert tree.truncated
    assert len(nodes(tree)) == MAX_DEPTH - 1
    assert len(to_json(tree.roots)) > 0


def test_deep_and_wide_keeps_the_siblings_after_the_deep_branch() -> None:
    deep = "<node>" * 500 + "</node>" * 500
    tree = hierarchy(f'<hierarchy><node text="top">{deep}<node text="after"/></node></hierarchy>')
    assert tree.truncated
    assert [child.text for child in tree.roots[0].children] == ["", "after"]


def test_fifty_megabytes() -> None:
    tree = hierarchy(b'<hierarchy><node text="first"/>' + b'<node text="' + b"x" * (50 << 20) + b'"/></hierarchy>')
    assert tree.truncated
    assert tree.roots[0].text == "first"
    assert sys.getsizeof(tree.roots[-1].text) < 1 << 20


def test_entities_that_multiply() -> None:
    bomb = '<!DOCTYPE h [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    assert hierarchy(f'{bomb}<hierarchy><node text="&b;"/></hierarchy>').truncated


@given(st.binary())
def test_never_raises(data: bytes) -> None:
    hierarchy(data)
    hierarchy(b"<hierarchy>" + data)


@given(st.sampled_from(all_of("ui")), st.integers(0, 10_000), st.binary(max_size=8))
def test_damage_anywhere_is_no_error(name: str, at: int, insert: bytes) -> None:
    data = read(name)
    hierarchy(data[:at] + insert + data[at:])
    assert len(nodes(hierarchy(data[:at]))) <= len(nodes(hierarchy(data)))
