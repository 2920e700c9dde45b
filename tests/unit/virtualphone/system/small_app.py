"""A small app for the tests of the system: quick starts, one button for each thing a phone must cope with."""

from __future__ import annotations

from pathlib import Path

BUILD = """
package: com.example.small
name: {zh: 小应用, en: Small}
version: {name: "1.2", code: 12}
sdk: {min: 23, target: 34}
permissions: [android.permission.INTERNET, android.permission.CAMERA, android.permission.ACCESS_FINE_LOCATION]
flags: {debuggable: false, allow_backup: true, cleartext: false}
activities:
  .MainActivity: {launcher: true, exported: true}
  .SecondActivity: {}
  .ItemActivity: {exported: true}
components:
  - {kind: service, name: .SyncService, exported: true}
start: {cold_ms: 60, warm_ms: 30, hot_ms: 20, fully_drawn_ms: 90, spread: 0}
stored: {consent: unasked}
variables: {name: "", item: ""}
open:
  - {page: consent, when: consent == "unasked"}
  - home
pages: [pages.yaml]
"""

PAGES = """
consent:
  activity: .MainActivity
  title: {zh: 隐私, en: Privacy}
  content:
    - button: {zh: 同意, en: Agree}
      id: agree
      on_tap: [{set: {consent: agreed}}, {go: home, how: clear}]
home:
  activity: .MainActivity
  title: {zh: 首页, en: Home}
  frame_ms: 5
  content:
    - field: {zh: 名字, en: Name}
      id: name
      var: name
    - button: crash
      id: crash
      on_tap: {crash: java.lang.IllegalStateException, message: boom, at: ["com.example.small.Main.run(Main.java:12)"]}
    - button: hold
      id: hold
      on_tap:
        [{wake_lock: "small:sync"}, {use_threads: 5, name: Sync}, {use_handles: 40}, {write: cache/a, data: hello}]
    - button: camera
      id: camera
      on_tap: {ask: android.permission.CAMERA, granted: {toast: yes!}, denied: {toast: no!}}
    - button: slow
      id: slow
      on_tap: {slow_frames: 6, ms: 40}
    - button: second
      id: second
      on_tap: {go: second}
    - button: dial
      id: dial
      on_tap: {link: "tel:95588"}
    - button: notify
      id: notify
      on_tap: {notify: 新消息, text: 点开看看, link: "small://item/7"}
    - button: send
      id: send
      on_tap: {request: GET https://nowhere.example/x, failed: {toast: "{error}"}}
    - button: native
      id: native
      on_tap: {native_crash: SIGSEGV, at: ["libpay.so (pay::sign(char const*)+120)"], cause: null pointer dereference}
    - button: oom
      id: oom
      on_tap: {out_of_memory: true}
    - button: hang
      id: hang
      on_tap: {not_responding: 10, at: ["com.example.small.Store.load(Store.java:31)"]}
    - button: copy
      id: copy
      on_tap: {copy: 港湾}
second:
  activity: .SecondActivity
  title: {zh: 第二页, en: Second}
  secure: true
  content:
    - text: second page
item:
  activity: .ItemActivity
  title: {zh: 物品, en: Item}
  link: small://item/{item}
  content:
    - text: "item {item}"
      id: label
"""


def write_small(folder: Path) -> Path:
    """Its build file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "build.yaml").write_text(BUILD, encoding="utf-8")
    (folder / "pages.yaml").write_text(PAGES, encoding="utf-8")
    return folder / "build.yaml"
