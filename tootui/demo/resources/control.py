"""The control surface below `/_demo/`: the clock, what happens next, faults and the request log.

    POST   freeze   {"at": moment} stands still (there or here); {"frozen": false} runs again
    POST   advance  {"seconds": n} moves the clock and fires what falls due on the way
    POST   events   makes things happen now, see `EVENTS`; answers {"status_ids": [...]}
    POST   fault    {"path": regex, "kind": ..., "method", "count", "status", "seconds", "body", "headers"}
    DELETE fault    forgets all faults
    POST   streams  {"drop": true} cuts all sockets off, {"send": text} says it on all of them as it is,
                    {"repeat": n} sends each event n times from now on
    GET    streams  {"open": [[[stream, argument], ...], ...]}, one list per socket
    POST   limits   {"limit": n} requests per five minutes
    GET    log      {"requests": [...]}, oldest first; `status` is null where no answer was given
    DELETE log      empties it

It needs no token; the server listens on loopback only.
"""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tootui.demo.clock import iso, parse_iso
from tootui.demo.connections import transport_of
from tootui.demo.context import Demo, demo_of
from tootui.demo.entities import Account, JsonObject, Status
from tootui.demo.errors import ApiError
from tootui.demo.faults import KINDS, Fault
from tootui.demo.publishing import Draft
from tootui.demo.world.builder import add_hostile_posts
from tootui.demo.world.chatter import fresh_remark


async def _orders(request: Request) -> JsonObject:
    body = await request.body()
    try:
        orders = json.loads(body or b"{}")
    except ValueError as error:
        raise ApiError(400, f"Not JSON: {error}") from error
    if not isinstance(orders, dict):
        raise ApiError(400, "A JSON object is needed")
    return orders


def _clock(demo: Demo) -> Response:
    return JSONResponse({"now": iso(demo.clock.now()), "frozen": demo.clock.frozen})


async def freeze(request: Request) -> Response:
    demo, orders = demo_of(request), await _orders(request)
    if orders.get("frozen", True):
        at = orders.get("at")
        demo.clock.freeze(parse_iso(str(at)) if at else None)
    else:
        demo.clock.thaw()
    return _clock(demo)


async def advance(request: Request) -> Response:
    demo, orders = demo_of(request), await _orders(request)
    seconds = orders.get("seconds")
    if not isinstance(seconds, int | float):
        raise ApiError(422, "`seconds` must be a number")
    demo.living.advance(demo.clock, seconds)
    demo.state.touch()
    return _clock(demo)


async def events(request: Request) -> Response:
    demo, orders = demo_of(request), await _orders(request)
    unknown = set(orders) - set(EVENTS) - _DETAILS
    if unknown:
        raise ApiError(422, f"Unknown event: {', '.join(sorted(unknown))}")
    made = [status.id for name, event in EVENTS.items() if name in orders for status in event(demo, orders)]
    demo.state.touch()
    return JSONResponse({"status_ids": made})


def _who(demo: Demo, orders: JsonObject, default: str = "ada") -> Account:
    account = demo.state.account_by_acct(str(orders.get("by", default)))
    if account is None:
        raise ApiError(422, "Nobody has this name")
    return account


def _which(demo: Demo, identifier: object) -> Status:
    status = demo.state.statuses.get(str(identifier))
    if status is None:
        raise ApiError(422, f"There is no post {identifier}")
    return status


def _count(orders: JsonObject, name: str) -> int:
    count = orders[name]
    if not isinstance(count, int):
        raise ApiError(422, f"`{name}` must be a number")
    return count


def _home_posts(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"home_posts": n}: so many new posts of people whom @you follows, at once."""
    remarks = (fresh_remark(demo.state, index) for index in range(_count(orders, "home_posts")))
    moment = demo.clock.now()
    made = [demo.publisher.compose(Draft(author, text), moment) for author, text in remarks]
    demo.state.extend_statuses(made)
    return _announced(demo, made)


def _announced(demo: Demo, made: list[Status]) -> list[Status]:
    """Posts that were added together, now told one by one."""
    for status in made:
        demo.state.announce("update", status)
    return made


def _old_home_posts(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"old_home_posts": n}: so many posts below the oldest one, a minute apart."""
    oldest = parse_iso(demo.state.order[0].created_at) if demo.state.order else demo.clock.now()
    made = []
    for index in range(_count(orders, "old_home_posts")):
        author, text = fresh_remark(demo.state, index)
        made.append(demo.publisher.compose(Draft(author, text), oldest - timedelta(minutes=index + 1)))
    demo.state.extend_statuses(made)
    return made[::-1]


def _post(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"post": text, "by": acct, "reply_to": id, "visibility": ..., "cw": ...}"""
    parent = _which(demo, orders["reply_to"]) if "reply_to" in orders else None
    visibility, warning = str(orders.get("visibility", "public")), str(orders.get("cw", ""))
    draft = Draft(_who(demo, orders), str(orders["post"]), visibility, warning, in_reply_to=parent)
    return [demo.publisher.publish(draft)]


def _raw_status(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"raw_status": {...}, "missing": [keys]}: a post with these keys of its JSON replaced or left out.

    With {"whole": true} the value is the whole JSON of the item, whatever it is. `older_than` names the post below
    which it stands, else it is the newest.
    """
    raw = orders["raw_status"]
    moment = demo.clock.now()
    if "older_than" in orders:
        moment = parse_iso(_which(demo, orders["older_than"]).created_at) - timedelta(milliseconds=1)
    status = demo.publisher.compose(Draft(_who(demo, orders), "A post that is not what it seems."), moment)
    missing = orders.get("missing", [])
    if orders.get("whole"):
        status.raw = raw
    elif isinstance(raw, dict) and isinstance(missing, list):
        status.overrides, status.missing = raw, [str(key) for key in missing]
    else:
        raise ApiError(422, "`raw_status` must be an object unless it is the whole")
    demo.state.add_status(status)
    if "older_than" not in orders:
        demo.state.announce("update", status)
    return [status]


def _edit(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"edit": id, "text": text}"""
    status = _which(demo, orders["edit"])
    demo.publisher.edit(status, str(orders.get("text", status.text)))
    return [status]


def _delete(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"delete": id}"""
    demo.state.remove_status(_which(demo, orders["delete"]))
    return []


def _favourite(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"favourite": id, "by": acct}"""
    demo.publisher.favourite(_which(demo, orders["favourite"]), _who(demo, orders))
    return []


def _boost(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"boost": id, "by": acct}"""
    return [demo.publisher.boost(_which(demo, orders["boost"]), _who(demo, orders))]


def _follow(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"follow": acct, "by": acct}"""
    followed, follower = demo.state.account_by_acct(str(orders["follow"])), _who(demo, orders)
    if followed is None:
        raise ApiError(422, "Nobody has this name")
    demo.state.follow(follower.id, followed.id, demo.clock.now())
    demo.state.notify("follow", followed.id, follower.id)
    return []


def _hostile(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"hostile": true}: the posts that attack a terminal."""
    return _announced(demo, add_hostile_posts(demo.state, demo.publisher)) if orders["hostile"] else []


def _pace(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"pace": x}: how busy the world is from the next event on; 0 stops all that is not yet planned."""
    pace = orders["pace"]
    if not isinstance(pace, int | float):
        raise ApiError(422, "`pace` must be a number")
    demo.living.pace = float(pace)
    return []


EVENTS: dict[str, Callable[[Demo, JsonObject], list[Status]]] = {
    "old_home_posts": _old_home_posts,
    "home_posts": _home_posts,
    "post": _post,
    "raw_status": _raw_status,
    "edit": _edit,
    "delete": _delete,
    "favourite": _favourite,
    "boost": _boost,
    "follow": _follow,
    "hostile": _hostile,
    "pace": _pace,
}
_DETAILS = {"by", "reply_to", "visibility", "cw", "text", "missing", "whole", "older_than"}


async def plan_fault(request: Request) -> Response:
    demo, orders = demo_of(request), await _orders(request)
    unknown = set(orders) - {one.name for one in fields(Fault)}
    if unknown or orders.get("kind") not in KINDS or not isinstance(orders.get("path"), str):
        raise ApiError(422, f"A fault needs a path and a kind of {', '.join(KINDS)}; unknown: {sorted(unknown)}")
    demo.faults.faults.append(Fault(**orders))  # type: ignore[arg-type]  # names checked, values are the tests' own
    return JSONResponse({})


async def forget_faults(request: Request) -> Response:
    demo_of(request).faults.faults.clear()
    return JSONResponse({})


async def set_limits(request: Request) -> Response:
    demo, orders = demo_of(request), await _orders(request)
    demo.limits.limit = _count(orders, "limit")
    return JSONResponse({})


async def show_log(request: Request) -> Response:
    return JSONResponse({"requests": list(demo_of(request).log.entries)})


async def empty_log(request: Request) -> Response:
    demo_of(request).log.entries.clear()
    return JSONResponse({})


async def disturb_streams(request: Request) -> Response:
    streaming, orders = demo_of(request).streaming, await _orders(request)
    if "send" in orders:
        streaming.say(str(orders["send"]))
    if "repeat" in orders:
        streaming.repeats = _count(orders, "repeat")
    if orders.get("drop"):
        for listener in streaming.listeners:
            transport_of(listener.peer).abort()
    return JSONResponse({})


async def show_streams(request: Request) -> Response:
    listeners = demo_of(request).streaming.listeners
    return JSONResponse({"open": [[channel.address for channel in listener.channels] for listener in listeners]})


ROUTES = [
    Route("/_demo/freeze", freeze, methods=["POST"]),
    Route("/_demo/advance", advance, methods=["POST"]),
    Route("/_demo/events", events, methods=["POST"]),
    Route("/_demo/fault", plan_fault, methods=["POST"]),
    Route("/_demo/fault", forget_faults, methods=["DELETE"]),
    Route("/_demo/streams", disturb_streams, methods=["POST"]),
    Route("/_demo/streams", show_streams),
    Route("/_demo/limits", set_limits, methods=["POST"]),
    Route("/_demo/log", show_log),
    Route("/_demo/log", empty_log, methods=["DELETE"]),
]
