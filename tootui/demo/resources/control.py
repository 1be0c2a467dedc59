"""The control surface below `/_demo/`: the clock, what happens next, faults and the request log.

    POST   freeze   {"at": moment} stands still (there or here); {"frozen": false} runs again
    POST   advance  {"seconds": n} moves the clock and fires what falls due on the way
    POST   events   makes things happen now, see `happening.py`; answers {"status_ids": [...]}
    POST   fault    {"path": regex, "kind": ..., "method", "count", "status", "seconds", "body", "headers"}
    DELETE fault    forgets all faults; whoever is kept waiting by one goes on
    POST   streams  {"drop": true} cuts all sockets off, {"send": text} says it on all of them as it is,
                    {"repeat": n} sends each event n times from now on
    GET    streams  {"open": [[[stream, argument], ...], ...]}, one list per socket
    POST   play     {"arrivals": n, "edits": n, "deletes": n, "likes": n, "per_second": x} lets that happen meanwhile
    GET    play     {"going_on": n}, how many such are not over
    POST   switches {"off": [feature], "feeds": {feed: access}, ...}, the fields of `switches.Switches`
    POST   limits   {"limit": n} requests per five minutes
    POST   token    {"acct": name} signs somebody of this server in; answers {"token", "account_id"}
    GET    log      {"requests": [...]}, oldest first; `status` is null where no answer was given
    DELETE log      empties it

It needs no token; the server listens on loopback only.
"""

import asyncio
import json
from dataclasses import fields

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tootui.demo.clock import iso, parse_iso
from tootui.demo.connections import transport_of
from tootui.demo.context import Demo, demo_of
from tootui.demo.entities import JsonObject
from tootui.demo.errors import ApiError
from tootui.demo.faults import KINDS, Fault
from tootui.demo.guises import GUISES
from tootui.demo.happening import DETAILS, EVENTS, count_of
from tootui.demo.playing import Score, play
from tootui.demo.resources.oauth import LAUNCHER, issue_token


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
    unknown = set(orders) - set(EVENTS) - DETAILS
    if unknown:
        raise ApiError(422, f"Unknown event: {', '.join(sorted(unknown))}")
    made = [status.id for name, event in EVENTS.items() if name in orders for status in event(demo, orders)]
    demo.state.touch()
    return JSONResponse({"status_ids": made})


async def plan_fault(request: Request) -> Response:
    demo, orders = demo_of(request), await _orders(request)
    unknown = set(orders) - {one.name for one in fields(Fault)}
    if unknown or orders.get("kind") not in KINDS or not isinstance(orders.get("path"), str):
        raise ApiError(422, f"A fault needs a path and a kind of {', '.join(KINDS)}; unknown: {sorted(unknown)}")
    demo.faults.faults.append(Fault(**orders))  # type: ignore[arg-type]  # names checked, values are the tests' own
    return JSONResponse({})


async def forget_faults(request: Request) -> Response:
    demo_of(request).faults.forget()
    return JSONResponse({})


async def perform(request: Request) -> Response:
    demo, orders = demo_of(request), await _orders(request)
    unknown = set(orders) - {one.name for one in fields(Score)}
    if unknown or not all(isinstance(value, int | float) for value in orders.values()):
        raise ApiError(422, f"A score needs numbers; unknown: {sorted(unknown)}")
    task = asyncio.create_task(play(demo, Score(**orders)))  # type: ignore[arg-type]  # names and types checked
    demo.performances.add(task)
    task.add_done_callback(demo.performances.discard)
    return JSONResponse({})


async def performances(request: Request) -> Response:
    return JSONResponse({"going_on": len(demo_of(request).performances)})


async def set_switches(request: Request) -> Response:
    switches, orders = demo_of(request).switches, await _orders(request)
    if "like" in orders:
        orders = _like(str(orders["like"])) | orders
    try:
        switches.set(orders)
    except ValueError as error:
        raise ApiError(422, str(error)) from error
    demo_of(request).state.touch()
    return JSONResponse({})


def _like(name: str) -> JsonObject:
    """The switches of other software."""
    if name not in {"", *GUISES}:
        raise ApiError(422, f"Unknown: {name}")
    guise = GUISES.get(name)
    return {"off": sorted(guise.off), "refusal": guise.refusal} if guise else {"off": [], "refusal": "json"}


async def set_limits(request: Request) -> Response:
    demo, orders = demo_of(request), await _orders(request)
    demo.limits.limit = count_of(orders, "limit")
    return JSONResponse({})


async def sign_in(request: Request) -> Response:
    demo, orders = demo_of(request), await _orders(request)
    account = demo.state.account_by_acct(str(orders.get("acct")), demo.options.domain)
    if account is None or account.domain:
        raise ApiError(422, "Nobody here has this name")
    issued = issue_token(demo, LAUNCHER, account.id, ["read", "write", "follow"])
    return JSONResponse({"token": issued.access_token, "account_id": account.id})


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
        streaming.repeats = count_of(orders, "repeat")
    if orders.get("drop"):
        for listener in streaming.listeners:
            transport_of(listener.ends).abort()
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
    Route("/_demo/play", perform, methods=["POST"]),
    Route("/_demo/play", performances),
    Route("/_demo/switches", set_switches, methods=["POST"]),
    Route("/_demo/token", sign_in, methods=["POST"]),
    Route("/_demo/limits", set_limits, methods=["POST"]),
    Route("/_demo/log", show_log),
    Route("/_demo/log", empty_log, methods=["DELETE"]),
]
