"""Puts a demo server together: its parts, its routes and what surrounds them."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from tootui.demo.ballots import Ballots
from tootui.demo.clock import FROZEN_AT, DemoClock
from tootui.demo.context import Demo, Options
from tootui.demo.entities import Token
from tootui.demo.errors import ApiError
from tootui.demo.faults import FaultMiddleware
from tootui.demo.federation import Federation, FederationMiddleware
from tootui.demo.guises import GuiseMiddleware
from tootui.demo.ids import IdMaker
from tootui.demo.living import Living
from tootui.demo.noticing import decision
from tootui.demo.oauth_codes import AuthorizationCodes
from tootui.demo.persistence import load
from tootui.demo.publishing import Publisher
from tootui.demo.ratelimits import RateLimitMiddleware
from tootui.demo.refreshing import Refreshes
from tootui.demo.requestlog import RequestLogMiddleware
from tootui.demo.resources import (
    accounts,
    announcements,
    async_refreshes,
    audience,
    control,
    conversations,
    discovery,
    featured_tags,
    federation,
    filters,
    grouped_notifications,
    instance,
    kept,
    lists,
    markers,
    media,
    moderation,
    notification_policy,
    notifications,
    oauth,
    pages,
    polls,
    preferences,
    relations,
    scheduled,
    search,
    statuses,
    streaming,
    tags,
    timelines,
    trends,
    uploads,
    versions,
)
from tootui.demo.searching import Search
from tootui.demo.state import State
from tootui.demo.streaming import Streaming
from tootui.demo.switches import Switches, SwitchMiddleware
from tootui.demo.trending import Trends
from tootui.demo.uploads import Uploads
from tootui.demo.wire import Wire
from tootui.demo.world.builder import build_world
from tootui.demo.world.chatter import REPERTOIRE

# What has a name comes before what has an id in the same place: `search` and `requests` are no ids.
_RESOURCES = (
    search,
    accounts,
    announcements,
    async_refreshes,
    audience,
    control,
    conversations,
    discovery,
    featured_tags,
    federation,
    filters,
    notification_policy,
    grouped_notifications,
    instance,
    kept,
    lists,
    markers,
    media,
    moderation,
    notifications,
    oauth,
    pages,
    polls,
    preferences,
    relations,
    scheduled,
    statuses,
    streaming,
    tags,
    timelines,
    trends,
    uploads,
    versions,
)
_CLIENT_CLOSED_REQUEST = 499
_GZIP_LEVEL = 1  # on loopback the time to compress costs more than the bytes it saves


def make_demo(options: Options, state_file: Path | None = None) -> Demo:
    """A server's parts: a new world, or the saved one where there is a state file."""
    if state_file and state_file.exists():
        state = load(state_file, options.seed)
        publisher = Publisher(state, options.domain)
    else:
        start = options.start or (FROZEN_AT if options.frozen else datetime.now(UTC))
        clock = DemoClock(start)
        state = State(clock, IdMaker(options.ids), options.seed)
        publisher = Publisher(state, options.domain)
        build_world(state, publisher, options.world)
        if not options.frozen:
            clock.thaw()
    you = state.account_by_acct("you")
    if you is None:
        raise ValueError("a world without @you is of no use")
    living = Living(state, publisher, REPERTOIRE, you, options.pace)
    wire = Wire(state, options.domain)
    switches = Switches(set(options.without), dict(options.feeds), refresh_replies=0 if options.frozen else 2)
    demo = Demo(
        options,
        state.clock,
        state,
        wire,
        publisher,
        living,
        AuthorizationCodes(),
        Streaming(state, wire),
        Trends(state, wire),
        Uploads(state, switches),
        switches,
        Refreshes(state, publisher, switches, REPERTOIRE),
        Search(state, publisher, options.domain),
        Federation(state, wire, publisher, options.domain),
    )
    state.notification_rule = partial(decision, state)
    ballots = Ballots(state)

    def look_at_the_clock() -> None:
        scheduled.publish_due(demo)
        ballots.close_due()

    living.always = look_at_the_clock
    living.begin()
    if not any(token.client_id == oauth.LAUNCHER for token in state.tokens.values()):
        oauth.issue_token(demo, oauth.LAUNCHER, you.id, ["read", "write", "follow"])
    return demo


def launcher_token(demo: Demo) -> Token:
    """The access token of @you that needs no sign-in."""
    return next(token for token in demo.state.tokens.values() if token.client_id == oauth.LAUNCHER)


async def _refused(_: Request, error: Exception) -> Response:
    if isinstance(error, ApiError):
        return JSONResponse(error.body, error.status)
    raise error


async def _unknown(_: Request, error: Exception) -> Response:
    """An endpoint that does not exist, or not with this method: Mastodon says the same to both."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return JSONResponse({"error": "Not Found"}, 404 if status == 405 else status)


async def _given_up(_: Request, _error: Exception) -> Response:
    """Who asked has gone before all of it was read, which is no mistake of the server's; nobody gets this answer."""
    return Response(status_code=_CLIENT_CLOSED_REQUEST)


def make_app(demo: Demo) -> ASGIApp:
    """The ASGI application of a demo."""
    routes = [route for resource in _RESOURCES for route in resource.ROUTES]
    handlers = {ApiError: _refused, HTTPException: _unknown, ClientDisconnect: _given_up}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.state.demo = demo
    app.router.redirect_slashes = False
    dressed = GuiseMiddleware(app, demo.switches)
    zipped = GZipMiddleware(dressed, minimum_size=1000, compresslevel=_GZIP_LEVEL)
    telling = FederationMiddleware(zipped, demo.federation)
    limited = RateLimitMiddleware(telling, demo.limits, demo.clock)
    return RequestLogMiddleware(FaultMiddleware(SwitchMiddleware(limited, demo.switches), demo.faults), demo.log)
