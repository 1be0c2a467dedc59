"""What a request handler can reach: the parts of one demo server, the account that asks, and how to answer."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from tootui.demo.clock import DemoClock
from tootui.demo.entities import Account, Token
from tootui.demo.errors import ApiError
from tootui.demo.faults import FaultPlan
from tootui.demo.federation import Federation
from tootui.demo.living import Living
from tootui.demo.oauth_codes import AuthorizationCodes
from tootui.demo.origin import ORIGIN
from tootui.demo.publishing import Publisher
from tootui.demo.ratelimits import RateLimits
from tootui.demo.refreshing import Refreshes
from tootui.demo.requestlog import RequestLog
from tootui.demo.searching import Search
from tootui.demo.state import State
from tootui.demo.streaming import Streaming
from tootui.demo.switches import Switches
from tootui.demo.trending import Trends
from tootui.demo.uploads import Uploads
from tootui.demo.wire import Wire

VERSION = "4.6.4"
"""The Mastodon whose answers these are."""


@dataclass(frozen=True)
class Options:
    """How a demo is set up.

    Attributes:
        seed: Decides everything that is made by chance.
        world: `charming`, `hostile` (the same with posts that attack a terminal) or `bare` (people, but no posts).
        frozen: Time stands still from the start, at `clock.FROZEN_AT`, and nothing happens by itself.
        ids: `snowflake`, `ulid` or `uuid`.
        pace: How busy the world is: 2 is twice as busy, 0 lets nothing happen by itself.
        start: The present of a new world, instead of the real one or of `clock.FROZEN_AT`.
        streaming: Whether the server has streams; smaller ones than Mastodon have none.
        without: Features it lacks, by their names in `switches.FEATURES`.
        feeds: Who may read which public timeline, as `switches.Switches` has it.
        domain: The name of the server, whatever its port: clients show and store it.
        title: What it calls itself.
    """

    seed: int = 1843
    world: str = "charming"
    frozen: bool = False
    ids: str = "snowflake"
    pace: float = 1.0
    start: datetime | None = None
    streaming: bool = True
    without: frozenset[str] = frozenset()
    feeds: tuple[tuple[str, str], ...] = ()
    domain: str = "demo.tootui"
    title: str = "The Demonstration Workshop"


@dataclass
class Demo:
    """The parts of one server."""

    options: Options
    clock: DemoClock
    state: State
    wire: Wire
    publisher: Publisher
    living: Living
    codes: AuthorizationCodes
    streaming: Streaming
    trends: Trends
    uploads: Uploads
    switches: Switches
    refreshes: Refreshes
    search: Search
    federation: Federation
    performances: set[asyncio.Task[None]] = field(default_factory=set)
    faults: FaultPlan = field(default_factory=FaultPlan)
    limits: RateLimits = field(default_factory=RateLimits)
    log: RequestLog = field(default_factory=RequestLog)


def demo_of(request: HTTPConnection) -> Demo:
    demo = request.app.state.demo
    if not isinstance(demo, Demo):
        raise TypeError("the application was built without a demo")
    return demo


def answer(request: Request, payload: object, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A JSON answer; `payload` may be JSON already, as bytes."""
    written = (
        payload if isinstance(payload, bytes) else json.dumps(payload, ensure_ascii=False).encode(errors="replace")
    )
    body = written.replace(ORIGIN.encode(), own_address(request).encode())
    return Response(body, status, headers, media_type="application/json; charset=utf-8")


def own_address(request: Request) -> str:
    """Scheme, host and port this request came to."""
    return str(request.base_url).rstrip("/")


def bearer_token(request: Request) -> Token | None:
    """The token sent with a request, None where none was.

    Raises:
        ApiError: 401 for one that is unknown or revoked.
    """
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    token = demo_of(request).state.tokens.get(secret.strip())
    if token is None:
        raise ApiError(401, "The access token is invalid")
    return token


def viewer_of(request: Request, scope: str) -> Account:
    """The account that asks, which must have been granted `scope` or the whole of its kind.

    Raises:
        ApiError: 401 without a token, 403 for too narrow a one, 422 for one that belongs to no account.
    """
    token = bearer_token(request)
    if token is None:
        raise ApiError(401, "The access token is invalid")
    if not {scope, scope.partition(":")[0]} & set(token.scopes):
        raise ApiError(403, "This action is outside the authorized scopes")
    if token.account_id is None:
        raise ApiError(422, "This method requires an authenticated user")
    return demo_of(request).state.accounts[token.account_id]


def guest_or_viewer(request: Request) -> Account | None:
    """The account that asks, None for nobody in particular."""
    token = bearer_token(request)
    return demo_of(request).state.accounts[token.account_id] if token and token.account_id else None
