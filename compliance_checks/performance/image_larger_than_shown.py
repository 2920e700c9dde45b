"""A picture has many more pixels than the largest widget that can have shown it.

Held against the largest image, pager or web view of its page, so that no picture is judged by a widget too small for
it. Twice the pixels leave room for a density bucket (Android's buckets differ by 1.33 to 1.5 in each direction).

Not seen: pictures of a page on which a larger picture widget stands, and pictures in formats without a size in front.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import marked, page_picture, request
from patrol.derive.pages import Pages
from patrol.derive.pictures import Fetched, FetchedPictures
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("图片大小与显示相称", "Pictures fit the place where they are shown"),
    title_fail=Text("图片远大于显示尺寸", "Pictures are much larger than shown"),
    why=Text(
        "多出来的像素白白耗费流量、内存和解码时间。", "Pixels that nobody sees cost data, memory and time to decode."
    ),
    advice=Text(
        "让图片服务按控件宽高裁剪（例如在地址上带宽度参数），并用 Glide 或 Coil 按目标尺寸加载。",
        "Have the image server scale to the widget's size (a width in the URL), and load with Glide or Coil at the "
        "target's size.",
    ),
)
def image_larger_than_shown(
    pictures: FetchedPictures, pages: Pages, *, times: float = 2.0, least_kb: float = 50.0
) -> Iterator[Verdict]:
    worst: dict[str, Fetched] = {}
    for one in pictures.pictures:
        if one.times > times and one.flow.response.size >= least_kb * 1000:
            known = worst.get(one.endpoint)
            worst[one.endpoint] = one if known is None or one.times > known.times else known
    for key, one in worst.items():
        body, box = one.flow.response, one.shown
        name = pages.name(one.page)
        size = f"{body.width}×{body.height}"
        zh = f"{key}：{size} 像素，{name.zh}上最大的图片控件为 {box.width}×{box.height}（{one.times:.1f} 倍）"
        en = f"{key}: {size} pixels, the largest widget on {name.en} has {box.width}×{box.height} ({one.times:.1f}×)"
        picture = pages.pictures.get(one.page, "")
        shown = marked(one.flow.at_ms, one.page, picture, box) or page_picture(pages, one.page)
        yield Verdict(Status.fail, Text(zh, en), subject=key, evidence=(request(one.flow), *shown))
