"""Filters of a person: what hides, covers or warns of posts."""

from collections.abc import Iterable
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.clock import iso
from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.entities import Filter, JsonObject
from tootui.demo.errors import ApiError, invalid, not_found
from tootui.demo.filtering import written
from tootui.demo.params import Params, read_params

CONTEXTS = ("home", "notifications", "public", "thread", "account")
ACTIONS = ("warn", "hide", "blur")
READ, WRITE = "read:filters", "write:filters"


def _mine(request: Request, scope: str) -> tuple[Demo, list[Filter]]:
    demo, viewer = demo_of(request), viewer_of(request, scope)
    return demo, [one for one in demo.state.filters if one.account_id == viewer.id]


def _of_path(request: Request, scope: str) -> tuple[Demo, Filter]:
    demo, mine = _mine(request, scope)
    found = next((one for one in mine if one.id == request.path_params["id"]), None)
    if found is None:
        raise not_found()
    return demo, found


def _part(request: Request, scope: str, name: str) -> tuple[Demo, list[JsonObject], JsonObject]:
    """A keyword or a status of any of the filters, and the list it is in."""
    demo, mine = _mine(request, scope)
    lists: Iterable[list[JsonObject]] = (getattr(one, name) for one in mine)
    for parts in lists:
        for part in parts:
            if part["id"] == request.path_params["id"]:
                return demo, parts, part
    raise not_found()


def _changed(demo: Demo, account_id: str) -> None:
    demo.state.touch()
    demo.streaming.tell(account_id, "filters_changed")


def _fill(demo: Demo, one: Filter, params: Params) -> None:
    """Take over what a request says about a filter.

    Raises:
        ApiError: 422 for a filter without a title or a context, or with an unknown action.
    """
    if "title" in params.names() or not one.title:
        one.title = params.text("title").strip()
    if not one.title:
        raise invalid("Title can't be blank", "title", "ERR_BLANK", "can't be blank")
    one.context = params.all("context") or one.context
    if not one.context or set(one.context) - set(CONTEXTS):
        raise invalid("Context None or invalid context supplied", "context", "ERR_INVALID", "is invalid")
    one.action = params.text("filter_action", one.action)
    if one.action not in ACTIONS:
        raise ApiError(422, f"'{one.action}' is not a valid filter_action")
    if "expires_in" in params.names():
        seconds = params.number("expires_in", 0)
        one.expires_at = iso(demo.clock.now() + timedelta(seconds=seconds)) if seconds else None
    _fill_keywords(demo, one, params)


def _fill_keywords(demo: Demo, one: Filter, params: Params) -> None:
    """Rails pairs the fields of an array of objects by their order; a new object begins when a field comes again."""
    for fields in params.objects("keywords_attributes"):
        known = next((word for word in one.keywords if word["id"] == fields.get("id")), None)
        if known is None:
            known = {"id": str(demo.state.new_row()), "keyword": "", "whole_word": True}
            one.keywords.append(known)
        if fields.get("_destroy", "") in ("1", "true"):
            one.keywords.remove(known)
        known["keyword"] = fields.get("keyword", known["keyword"])
        known["whole_word"] = fields["whole_word"] in ("1", "true") if "whole_word" in fields else known["whole_word"]


async def index(request: Request) -> Response:
    return answer(request, [written(one) for one in _mine(request, READ)[1]])


async def create(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, WRITE)
    one = Filter(str(demo.state.new_row() + 1000), viewer.id, "", [])
    _fill(demo, one, await read_params(request))
    demo.state.filters.append(one)
    _changed(demo, viewer.id)
    return answer(request, written(one))


async def show(request: Request) -> Response:
    return answer(request, written(_of_path(request, READ)[1]))


async def update(request: Request) -> Response:
    demo, one = _of_path(request, WRITE)
    _fill(demo, one, await read_params(request))
    _changed(demo, one.account_id)
    return answer(request, written(one))


async def delete(request: Request) -> Response:
    demo, one = _of_path(request, WRITE)
    demo.state.filters.remove(one)
    _changed(demo, one.account_id)
    return answer(request, {})


async def keywords(request: Request) -> Response:
    return answer(request, _of_path(request, READ)[1].keywords)


async def add_keyword(request: Request) -> Response:
    demo, one = _of_path(request, WRITE)
    params = await read_params(request)
    if not params.text("keyword"):
        raise invalid("Keyword can't be blank", "keyword", "ERR_BLANK", "can't be blank")
    whole = params.flag("whole_word") if "whole_word" in params.names() else True
    word: JsonObject = {"id": str(demo.state.new_row()), "keyword": params.text("keyword"), "whole_word": whole}
    one.keywords.append(word)
    _changed(demo, one.account_id)
    return answer(request, word)


async def show_keyword(request: Request) -> Response:
    return answer(request, _part(request, READ, "keywords")[2])


async def update_keyword(request: Request) -> Response:
    demo, _, word = _part(request, WRITE, "keywords")
    params = await read_params(request)
    word["keyword"] = params.text("keyword", str(word["keyword"]))
    if "whole_word" in params.names():
        word["whole_word"] = params.flag("whole_word")
    _changed(demo, viewer_of(request, WRITE).id)
    return answer(request, word)


async def delete_keyword(request: Request) -> Response:
    return _without(request, "keywords")


async def statuses(request: Request) -> Response:
    return answer(request, _of_path(request, READ)[1].statuses)


async def add_status(request: Request) -> Response:
    demo, one = _of_path(request, WRITE)
    status_id = (await read_params(request)).text("status_id")
    if status_id not in demo.state.statuses:
        raise not_found()
    part: JsonObject = {"id": str(demo.state.new_row()), "status_id": status_id}
    one.statuses.append(part)
    _changed(demo, one.account_id)
    return answer(request, part)


async def show_status(request: Request) -> Response:
    return answer(request, _part(request, READ, "statuses")[2])


async def delete_status(request: Request) -> Response:
    return _without(request, "statuses")


def _without(request: Request, name: str) -> Response:
    demo, parts, part = _part(request, WRITE, name)
    parts.remove(part)
    _changed(demo, viewer_of(request, WRITE).id)
    return answer(request, {})


ROUTES = [
    Route("/api/v2/filters", index),
    Route("/api/v2/filters", create, methods=["POST"]),
    Route("/api/v2/filters/keywords/{id}", show_keyword),
    Route("/api/v2/filters/keywords/{id}", update_keyword, methods=["PUT"]),
    Route("/api/v2/filters/keywords/{id}", delete_keyword, methods=["DELETE"]),
    Route("/api/v2/filters/statuses/{id}", show_status),
    Route("/api/v2/filters/statuses/{id}", delete_status, methods=["DELETE"]),
    Route("/api/v2/filters/{id}", show),
    Route("/api/v2/filters/{id}", update, methods=["PUT"]),
    Route("/api/v2/filters/{id}", delete, methods=["DELETE"]),
    Route("/api/v2/filters/{id}/keywords", keywords),
    Route("/api/v2/filters/{id}/keywords", add_keyword, methods=["POST"]),
    Route("/api/v2/filters/{id}/statuses", statuses),
    Route("/api/v2/filters/{id}/statuses", add_status, methods=["POST"]),
]
