"""A server that passes for other software."""

from __future__ import annotations

import httpx
import pytest

from tootui.demo.guises import GUISES
from tootui.demo.switches import FEATURES, REFUSALS
from tootui.demo.thread import DemoThread


@pytest.mark.parametrize("name", GUISES)
def test_it_calls_itself_so_and_lacks_what_it_lacks(demo: DemoThread, you: httpx.Client, name: str) -> None:
    guise = GUISES[name]
    assert guise.off <= set(FEATURES) and guise.refusal in REFUSALS
    demo.switch(like=name)

    assert you.get("/nodeinfo/2.0").json()["software"]["name"] == guise.software
    assert you.get("/api/v1/instance").json()["version"] == guise.version
    assert you.get("/api/v2/notifications").status_code == (200 if name == "hollo" else 404)
    assert you.get("/api/v1/notifications").json()[0]["type"] == "status"
    assert not guise.missing & set(you.get("/api/v1/timelines/home").json()[0]["account"])
    demo.switch(like="")
    assert you.get("/api/v2/notifications").status_code == 200


def test_pages_go_on_by_ids_that_have_to_be_escaped(demo: DemoThread, you: httpx.Client) -> None:
    demo.switch(like="hollo")
    first = you.get("/api/v1/notifications", params={"limit": 3}).json()
    assert first[-1]["id"].count("/") == 2
    second = you.get("/api/v1/notifications", params={"limit": 3, "max_id": first[-1]["id"]}).json()

    assert len(second) == 3 and not {one["id"] for one in first} & {one["id"] for one in second}


def test_one_without_links_still_gives_pages(demo: DemoThread, you: httpx.Client) -> None:
    demo.switch(like="snac")
    answer = you.get("/api/v1/timelines/home", params={"limit": 3})

    assert not answer.links and len(answer.json()) == 3
    assert you.get("/api/v1/conversations").json() == []
    assert you.get("/api/v2/instance").status_code == 404
    with pytest.raises(ValueError, match="nobody"):
        demo.switch(like="nobody")
