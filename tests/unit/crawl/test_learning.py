from __future__ import annotations

from patrol.crawl.identity import PageBook
from patrol.crawl.sighting import Came
from patrol.model.graph import Provenance
from patrol.model.scenario import DeclaredPage, Recogniser, Scenario
from patrol.model.screen import Node, Rect, Screen

PACKAGE = "com.example"


def text(said: str, top: int = 300, *, id: str = "", click: bool = False) -> Node:
    rid = f"{PACKAGE}:id/{id}" if id else ""
    return Node("android.widget.TextView", rid, said, bounds=Rect(0, top, 400, top + 60), clickable=click)


def screen(*nodes: Node, activity: str = "Main", bounds: Rect | None = None, window: str = "") -> Screen:
    root = Node("android.widget.FrameLayout", bounds=bounds or Rect(0, 0, 720, 1280), children=nodes)
    return Screen(package=PACKAGE, activity=activity, window=window, width=720, height=1280, roots=(root,))


def titled(title: str, *ids: str, says: str = "", activity: str = "Main") -> Screen:
    things = (text(f"{says}{id}", 200 + 70 * i, id=id, click=True) for i, id in enumerate(ids))
    return screen(text(title, 20), *things, activity=activity)


def book(*pages: DeclaredPage) -> PageBook:
    return PageBook(Scenario(PACKAGE, pages=pages))


HOME = titled("首页", "search", "banner", "news")


def test_a_title_that_changes_while_nobody_acts_is_no_title() -> None:
    pages = book()
    first, later = titled("现在 上海", "map", "list"), titled("现在 北京", "map", "list")
    key = pages.learn(first)[0].page
    pages.changed(key, first, later)
    assert pages.identify(titled("现在 广州", "map", "list")).page == key


def test_pages_that_only_a_changing_title_told_apart_become_one_and_that_is_told() -> None:
    pages = book()
    looks = [titled(name, "map", "list") for name in ("上海", "北京", "广州")]
    keys = [pages.learn(look)[0].page for look in looks]
    assert len(set(keys)) == 3
    pages.changed(keys[2], looks[1], looks[2])
    assert {pages.kept(key) for key in keys} == {keys[2]}
    assert {(m.old, m.new, m.found.page.same_as) for m in pages.merges()} == {(k, keys[2], keys[2]) for k in keys[:2]}
    assert [page.key for page in pages.pages] == [keys[2]]
    assert pages.merges() == ()


def test_states_of_a_merged_page_are_states_of_the_page_that_is_kept() -> None:
    pages = book()
    first, second = titled("上海", "map", "list"), titled("北京", "map", "list")
    one, other = pages.learn(first)[0].page, pages.learn(second)[0].page
    dialog = screen(text("确认？", 500), bounds=Rect(60, 450, 660, 800))
    state = pages.learn(dialog, one)[0].state
    pages.changed(other, first, second)
    assert pages.kept(state) == f"{other}!dialog:确认？"
    assert pages.identify(dialog, one).known_state


def test_one_action_that_leads_to_one_look_with_ever_other_texts_leads_to_one_page() -> None:
    pages = book()
    home = pages.learn(HOME)[0]
    came = Came(home.state, "tap “今日”", HOME)
    keys = [
        pages.learn(titled(title, "a", "b", "c", "d", "e", says=title), home.page, came=came)[0].page
        for title in ("晴空", "夜雨", "长风", "明月", "远山")
    ]
    assert len({pages.kept(key) for key in keys}) == 1


def test_a_widget_that_leads_to_two_pages_by_turns_does_not_make_them_one() -> None:
    pages = book()
    home = pages.learn(HOME)[0]
    came = Came(home.state, "tap “去”", HOME)
    shown = {title: titled(title, "a", "b", "c", "d", "e", says=title) for title in ("转账", "充值")}
    keys = {title: {pages.learn(shown[title], home.page, came=came)[0].page for _ in range(4)} for title in shown}
    assert len({pages.kept(key) for found in keys.values() for key in found}) == 2


def test_rows_of_one_list_open_one_page_whatever_its_title() -> None:
    pages = book()
    home = pages.learn(HOME)[0]

    def product(name: str) -> Screen:
        labels = [
            text(said, 200 + 70 * i) for i, said in enumerate(("七日年化", "起购金额", "风险等级", "赎回", "购买"))
        ]
        return screen(text(name, 20), text(f"{name} 介绍", 700), *labels)

    rows = [Came(home.state, f"tap LinearLayout @0/1/{i}", HOME) for i in range(3)]
    keys = {
        pages.learn(product(n), home.page, came=c)[0].page
        for n, c in zip(("稳健宝", "灵活宝", "安心宝"), rows, strict=True)
    }
    assert len(keys) == 1


def listed(fact: str) -> Screen:
    return screen(
        text("分类", 20), text(fact, 120), text("x", 200, id="list"), text("去结算", 900, id="go", click=True)
    )


def test_a_page_whose_action_leads_to_two_pages_is_split_by_what_tells_the_cases_apart() -> None:
    pages = book()
    key = pages.learn(listed("水果"))[0].page
    assert pages.learn(listed("书籍"))[0].page == key
    for _ in range(2):
        for fact, target in (("水果", titled("水果结算", "sum", "pay")), ("书籍", titled("书籍发票", "head", "tax"))):
            state = pages.learn(listed(fact))[0].state
            pages.learn(target, came=Came(state, "tap “去结算”", listed(fact)))
    assert pages.identify(listed("水果")).page != pages.identify(listed("书籍")).page
    for fact in ("书籍", "水果"):
        pages.learn(listed(fact))
    forked = [page for page in pages.pages if any(mark.startswith("fork:") for mark in page.marks)]
    assert [page.name.partition(" · ")[0] for page in forked] == ["分类"]
    assert pages.count == 4


def test_a_split_page_is_known_again_after_a_resumed_run() -> None:
    first = book()
    found = [first.learn(listed("水果"))[1]]
    for _ in range(2):
        for fact, target in (("水果", titled("水果结算", "sum", "pay")), ("书籍", titled("书籍发票", "head", "tax"))):
            state = first.learn(listed(fact))[0].state
            found.append(first.learn(target, came=Came(state, "tap “去结算”", listed(fact)))[1])
    found += [first.learn(listed(fact))[1] for fact in ("水果", "书籍")]
    second = book()
    second.restore([each for each in found if each is not None])
    for fact in ("水果", "书籍"):
        assert second.identify(listed(fact)).page == first.identify(listed(fact)).page


def test_a_page_is_split_into_eight_at_most() -> None:
    pages = book()
    for number in range(30):
        name = chr(0x4E00 + number)
        for _ in range(2):
            for fact in ("水果", name):
                state = pages.learn(listed(fact))[0].state
                target = titled(f"{fact}页", f"id{ord(fact[0])}", "other")
                pages.learn(target, came=Came(state, f"tap “去{number}”", listed(fact)))
    assert sum(page.title.startswith("分类") for page in pages.pages) <= 9


def test_pages_that_look_alike_and_lead_to_the_same_places_are_one() -> None:
    pages = book()
    looks = [
        screen(*(text(f"{who}{sign}", 200 + 90 * i, click=True) for i, sign in enumerate("甲乙丙丁")))
        for who in ("红花", "绿叶")
    ]
    first, second = (pages.learn(look)[0] for look in looks)
    assert first.page != second.page
    for source, look in zip((first, second), looks, strict=True):
        for target in ("转账", "充值", "理财"):
            shown = titled(target, f"{target}1", f"{target}2")
            pages.learn(shown, source.page, came=Came(source.state, f"tap “{target}”", look))
    assert pages.kept(second.page) == first.page


def test_a_declared_page_is_neither_merged_nor_split() -> None:
    page = DeclaredPage("city", "城市", recognise=Recogniser(ids=("map",), texts=("上海",)))
    pages = book(page)
    first, second = titled("上海", "map", "list"), titled("北京", "map", "list")
    assert pages.learn(first)[0].page == "city"
    other = pages.learn(second)[0].page
    pages.changed("city", first, second)
    pages.changed(other, first, second)
    assert pages.merges() == () and pages.identify(first).page == "city"
    assert next(p for p in pages.pages if p.key == "city").provenance == (Provenance.declared, Provenance.crawled)


def test_a_dialog_that_opens_with_its_page_belongs_to_it_when_the_phone_names_another_activity() -> None:
    pages = book()
    home = pages.learn(HOME)[0]
    advert = screen(text("新人礼包", 500), activity="Detail", bounds=Rect(60, 450, 660, 800))
    over = pages.learn(advert, home.page, came=Came(home.state, "tap “详情”", HOME))[0]
    assert over.page != home.page
    detail = pages.learn(titled("详情", "rate", "buy", activity="Detail"), over.page, came=Came(over.state, "back"))[0]
    assert pages.kept(over.page) == detail.page
    assert pages.learn(advert, home.page, came=Came(home.state, "tap “详情”", HOME))[0].page == detail.page


def test_an_action_that_opens_a_covered_page_is_known_once_the_cover_was_closed() -> None:
    pages = book()
    home = pages.learn(HOME)[0]
    came = Came(home.state, "tap “详情”", HOME)
    advert = screen(text("新人礼包", 500), bounds=Rect(60, 450, 660, 800))
    over = pages.learn(advert, home.page, came=came)[0]
    assert over.page == home.page
    detail = pages.learn(titled("详情", "rate", "buy"), over.page, came=Came(over.state, "tap “知道了”", advert))[0]
    assert pages.learn(advert, home.page, came=came)[0].page == detail.page


def test_notices_that_share_their_title_are_known_by_what_they_say() -> None:
    pages = book()
    home = pages.learn(HOME)[0]

    def notice(name: str) -> Screen:
        return screen(text("温馨提示", 500), text(f"{name}将于今晚更新", 600), bounds=Rect(60, 450, 660, 800))

    found = {}
    for name in ("理财", "贷款"):
        came = Came(home.state, f"tap “{name}”", HOME)
        over = pages.learn(notice(name), home.page, came=came)[0]
        assert over.page == home.page
        closed = Came(over.state, "tap “以后再说”", notice(name))
        found[name] = pages.learn(titled(name, f"{name}_rate", f"{name}_buy"), over.page, came=closed)[0].page
    elsewhere = Came(home.state, "tap “推荐”", HOME)
    assert {name: pages.learn(notice(name), home.page, came=elsewhere)[0].page for name in found} == found


def test_a_page_seen_half_loaded_first_is_the_page_it_becomes() -> None:
    wheel = Node("android.widget.ProgressBar", bounds=Rect(300, 600, 400, 700))
    pages = book()
    half = screen(text("", 20, id="card"), text("", 120, id="amount"), wheel)
    first = pages.learn(half)[0]
    assert first.loading
    whole = titled("账单", "card", "amount", "month", "filter", "export")
    full = pages.learn(whole, first.page)[0]
    assert pages.kept(first.page) == full.page
    assert pages.identify(half).page == full.page
    assert pages.count == 1


def test_dialogs_with_random_titles_brought_by_one_action_are_one_state() -> None:
    pages = book()
    home = pages.learn(HOME)[0]
    came = Came(home.state, "tap “抽奖”", HOME)
    dialogs = [screen(text(word, 500), bounds=Rect(60, 450, 660, 800)) for word in ("金币", "红包", "谢谢", "再来")]
    states = [pages.learn(dialog, home.page, came=came)[0].state for dialog in dialogs]
    assert len(set(states)) == 1


def test_a_page_has_ten_states_at_most_with_titles_of_their_own() -> None:
    pages = book()
    home = pages.learn(HOME)[0]
    for number in range(40):
        shapes = [text(f"{chr(97 + i)}", 500 + 30 * i, id=f"d{i}") for i in range(1 + number % 20)]
        dialog = screen(text(chr(0x4E00 + number), 460), *shapes, bounds=Rect(60, 450, 660, 1000))
        pages.learn(dialog, home.page)
    assert len([state for state in pages.states if state.page == home.page]) <= 11


def test_what_is_remembered_does_not_grow_with_the_number_of_looks() -> None:
    pages = book()
    home = pages.learn(HOME)[0]
    for number in range(2000):
        word = "".join(chr(97 + (number // 26**i) % 26) for i in range(3))
        look = titled(word, "a", "b", "c", "d", "e", says=word)
        pages.learn(look, home.page, came=Came(home.state, "tap “今日”", HOME))
    assert pages.count <= 5 and len(pages.states) <= 20


def test_a_filled_field_makes_a_state_once_it_was_seen_to_matter_and_not_before() -> None:
    def form(typed: str) -> Screen:
        box = Node("android.widget.EditText", f"{PACKAGE}:id/name", typed, hint="姓名", bounds=Rect(0, 300, 700, 360))
        return screen(text("实名", 20), box, text("提交", 500, id="send", click=True))

    pages = book()
    empty = pages.learn(form(""))[0]
    assert pages.learn(form("张三"))[0].state == empty.state
    pages.learn(form(""), empty.page, came=Came(empty.state, "tap “提交”", form("")))
    pages.learn(titled("完成", "done", "more"), empty.page, came=Came(empty.state, "tap “提交”", form("张三")))
    assert pages.learn(form("张三"))[0].features == ("field:filled",)
    assert pages.learn(form(""))[0].features == ()


def test_an_error_that_is_shown_makes_a_state_where_it_matters() -> None:
    wrong = screen(
        text("登录", 20), text("x", 200, id="user"), text("y", 300, id="login"), text("密码错误", 400, id="tv_error")
    )
    right = screen(text("登录", 20), text("x", 200, id="user"), text("y", 300, id="login"))
    pages = book()
    first = pages.learn(right)[0]
    pages.learn(titled("首页", "feed", "me"), first.page, came=Came(first.state, "tap “登录”", right))
    pages.learn(titled("找回密码", "phone", "code"), first.page, came=Came(first.state, "tap “登录”", wrong))
    assert pages.learn(wrong)[0].features == ("error",)


ONE = titled("我的礼品", "keep", "sound")
OTHER = titled("我的礼品", "keep", "banner", "messages")


def by(button: str) -> Came:
    return Came(book().learn(HOME)[0].state, f"tap {button}", HOME)


def test_two_pages_of_one_title_are_told_apart_when_another_way_shows_what_the_first_never_had() -> None:
    pages = book()
    home = pages.learn(HOME)[0].page
    keys = [
        pages.learn(look, home, came=by(way))[0].page
        for look, way in ((ONE, "search"), (OTHER, "banner"), (ONE, "search"), (OTHER, "banner"))
    ]
    assert keys[0] != keys[1] and keys[:2] == keys[2:]
    assert [pages.identify(look).page for look in (ONE, OTHER)] == keys[:2]


def test_pages_that_only_the_way_told_apart_are_told_apart_after_a_resumed_run() -> None:
    first, second = book(), book()
    told = [first.learn(look, came=by(way)) for look, way in ((ONE, "search"), (OTHER, "banner"))]
    second.restore(found for _, found in told if found is not None)
    assert [second.identify(look).page for look in (ONE, OTHER)] == [sighting.page for sighting, _ in told]


def test_a_page_that_one_way_shows_now_like_this_and_then_like_that_is_one() -> None:
    pages = book()
    signed_out, signed_in = (pages.learn(look, came=by(way))[0].page for look, way in ((ONE, "a"), (OTHER, "b")))
    assert pages.learn(OTHER, came=by("a"))[0].page == signed_out
    assert [(merge.old, merge.new) for merge in pages.merges()] == [(signed_in, signed_out)]
    assert {pages.identify(look).page for look in (ONE, OTHER)} == {signed_out}


def test_what_changes_on_a_page_by_what_is_done_there_is_no_other_page() -> None:
    pages = book()
    key = pages.learn(ONE, came=by("search"))[0].page
    assert pages.learn(OTHER, key, came=Came(key, "tap “换一批”", ONE))[0].page == key
    assert pages.learn(OTHER, came=by("banner"))[0].page == key


def test_rows_of_one_list_open_one_page_though_each_shows_widgets_of_its_own() -> None:
    pages = book()
    looks = (ONE, OTHER, titled("我的礼品", "keep", "gift", "share"))
    keys = {pages.learn(look, came=by(f"LinearLayout @0/1/{row}"))[0].page for row, look in enumerate(looks)}
    assert len(keys) == 1


def test_a_page_of_an_earlier_run_may_have_looked_otherwise_then() -> None:
    earlier, pages = book(), book()
    earlier.learn(ONE)
    pages.expect(earlier.pages)
    assert pages.learn(OTHER, came=by("banner"))[0].page == earlier.pages[0].key


def test_two_buttons_of_one_layout_that_say_something_else_make_another_page_behind_another_way() -> None:
    pages = book()
    keys = [
        pages.learn(titled("客服", "item_1", "item_2", says=says), came=by(way))[0].page
        for says, way in (("查", "search"), ("换", "banner"), ("查", "search"))
    ]
    assert keys[0] == keys[2] != keys[1]
