"""A picture that the app sends or keeps carries the place where it was taken.

Cameras write the place into a picture's EXIF data; who gets the picture gets the place (GB/T 35273 5.2: no more than
needed).

Not seen: pictures in requests larger than 2 MiB, and formats other than JPEG and PNG.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.flow_telling import PLACES, unlooked, unsent, verdicts, what, whom
from patrol.derive.value_flows import ValueFlow, ValueFlows
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.values import Place
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("图片不带拍摄位置", "Pictures carry no place"),
    title_fail=Text("图片带有拍摄位置", "Pictures carry the place where they were taken"),
    why=Text("收到图片的人就知道用户在哪里。", "Whoever gets the picture knows where the user was."),
    advice=Text("上传或保存前删去EXIF中的GPS信息。", "Remove GPS from the EXIF data before a picture is sent or kept."),
)
def location_in_picture(flows: ValueFlows, traffic: Traffic | None) -> Iterator[Verdict]:
    def say(flow: ValueFlow) -> Text:
        value, to, place = what(flow), whom(flow), PLACES[flow.place]
        return Text(
            f"图片元数据里有{value.zh}：{place.zh} {to.zh}", f"metadata of a picture: {value.en}, {place.en} {to.en}"
        )

    def in_picture(flow: ValueFlow) -> bool:
        return flow.kind == "SD-LATLON" and any("picture" in seen.layers for seen in flow.sightings)

    shown = (flow for flow in flows.flows if flow.sent or flow.place in (Place.image, Place.external, Place.file))
    yield from verdicts(filter(in_picture, shown), say, traffic)
    yield from unsent(traffic)
    yield from unlooked(flows, Place.file, Place.external)
