"""Every endpoint, one row of the table each: what goes over the wire, and the type of what comes back."""

from __future__ import annotations

import inspect
import json
from importlib import import_module
from operator import attrgetter
from typing import Any, get_args, get_origin

import pytest

from tests.api.endpoints import ENDPOINTS
from tests.api.endpoints.endpoint import Endpoint
from tests.api.servers import Asked, Reply, ScriptedServer, json_reply
from tests.rules.sources import CHECKOUT
from tests.support import api_coverage
from tootui.api.client import Client, connect
from tootui.model.instance import InstanceInfo
from tootui.model.pages import Page

OF_SEVERAL_REQUESTS = {
    # Multipart and what is asked again: in test_api_media.
    "media.upload",
    "media.create",
    "media.ready",
    # Scheduling needs what is known of the server: in test_api_capabilities.
    "statuses.schedule",
    "scheduled_statuses.offered",
    # From page to page: in test_api_paged.
    "grouped_notifications.follow",
    "grouped_notifications.older",
    "grouped_notifications.pages",
}
"""Methods that are no endpoint of their own, and have tests of their own."""


@pytest.mark.parametrize(
    "endpoint", ENDPOINTS, ids=[f"{endpoint.name} {endpoint.method} {endpoint.path}" for endpoint in ENDPOINTS]
)
async def test_each_method_is_one_request_and_one_typed_result(endpoint: Endpoint) -> None:
    def answer(asked: Asked) -> Reply:
        # Not by the whole path: `instance.get` asks for its elder too, when this one is not there.
        return json_reply(endpoint.answer if asked.path == endpoint.target else {}, 200)

    async with ScriptedServer(answer) as server, connect(server.url, "token") as client:
        client.capabilities.learn(InstanceInfo(domain="x.example", software="mastodon", api_version=11))
        result = await attrgetter(endpoint.name)(client)(*endpoint.args, **endpoint.kwargs)

    (asked,) = [asked for asked in server.asked if asked.path == endpoint.target]
    assert asked.method == endpoint.method
    assert asked.query == endpoint.query
    assert asked.headers["authorization"] == "Bearer token"
    if endpoint.form is not None:
        assert asked.form == endpoint.form
        assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    elif endpoint.json is None:
        assert asked.body == b""
    else:
        assert json.loads(asked.body) == endpoint.json
        assert asked.headers["content-type"] == "application/json"
    check(result, endpoint.result)


def check(result: object, expected: Any) -> None:
    """Whether a result has a type, and holds something where it is a collection."""
    holder, members = get_origin(expected), get_args(expected)
    if expected is None:
        assert result is None
    elif holder is None:
        assert type(result) is expected
    elif holder is Page:
        assert isinstance(result, Page)
        assert result.problems == []
        check(result.items, list[members[0]])  # type: ignore[valid-type]  # a type made from a value
    elif holder is list:
        assert isinstance(result, list)
        assert {type(item) for item in result} == {members[0]}
    elif holder is dict:
        assert isinstance(result, dict)
        assert {type(item) for item in result.values()} == {get_origin(members[1]) or members[1]}
    else:
        assert isinstance(result, tuple)
        assert tuple(map(type, result)) == members


def test_no_method_of_a_resource_is_left_out() -> None:
    methods = set()
    for resource, kind in Client.__annotations__.items():
        members = inspect.getmembers(getattr(import_module(f"tootui.api.{resource}"), kind), inspect.isfunction)
        methods |= {f"{resource}.{name}" for name, _ in members if not name.startswith("_")}

    assert methods - OF_SEVERAL_REQUESTS == {endpoint.name for endpoint in ENDPOINTS}


def test_the_page_of_endpoints_is_current() -> None:
    page = (CHECKOUT / "docs/api-coverage.md").read_text(encoding="utf-8")

    assert page == api_coverage.render(), "run: python -m tests.support.api_coverage > docs/api-coverage.md"
