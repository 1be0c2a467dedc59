"""The WebSocket at which the world tells what happens in it."""

import asyncio
import contextlib
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tootui.demo.connections import ends_of
from tootui.demo.context import Demo, demo_of
from tootui.demo.entities import Account, JsonObject, Token
from tootui.demo.errors import ApiError
from tootui.demo.streaming import PLAIN, TAGGED, Channel, Listener

_TEXT_ONLY = 1003


async def stream(websocket: WebSocket) -> None:
    demo = demo_of(websocket)
    try:
        token = _token_of(demo, websocket)
    except ApiError as refusal:
        await websocket.send_denial_response(JSONResponse(refusal.body, refusal.status))
        return
    await websocket.accept(subprotocol=next(iter(websocket.scope["subprotocols"]), None))
    viewer = demo.state.accounts[str(token.account_id)]
    origin = str(websocket.base_url).rstrip("/").replace("ws", "http", 1)
    listener = Listener(viewer, token.access_token, origin, ends_of(websocket.scope))
    demo.streaming.listeners.append(listener)
    sending = asyncio.create_task(_send(websocket, listener))
    try:
        if "stream" in websocket.query_params:
            _obey(demo, listener, {"type": "subscribe", **websocket.query_params})
        await _listen(demo, websocket, listener)
    finally:
        demo.streaming.listeners.remove(listener)
        sending.cancel()
        await asyncio.wait([sending])


def _token_of(demo: Demo, websocket: WebSocket) -> Token:
    """The token in the header, the query or the subprotocol.

    Raises:
        ApiError: 404 where this server does not stream, 401 without a good token of a person.
    """
    if not demo.options.streaming:
        raise ApiError(404, "Not Found")
    scheme, _, secret = websocket.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        subprotocol = next(iter(websocket.scope["subprotocols"]), "")
        secret = websocket.query_params.get("access_token", subprotocol)
    if not secret:
        raise ApiError(401, "Missing access token")
    token = demo.state.tokens.get(secret.strip())
    if token is None or token.account_id is None:
        raise ApiError(401, "Invalid access token")
    return token


async def _send(websocket: WebSocket, listener: Listener) -> None:
    with contextlib.suppress(WebSocketDisconnect):
        while (text := await listener.outgoing.get()) is not None:
            await websocket.send_text(text)
        await websocket.close()


async def _listen(demo: Demo, websocket: WebSocket, listener: Listener) -> None:
    """Do what the client asks for until it goes."""
    while (message := await websocket.receive())["type"] == "websocket.receive":
        text = message.get("text")
        if text is None:
            await websocket.close(_TEXT_ONLY)
            return
        with contextlib.suppress(ValueError):  # junk is not answered
            orders = json.loads(text)
            if isinstance(orders, dict):
                _obey(demo, listener, orders)


def _obey(demo: Demo, listener: Listener, orders: JsonObject) -> None:
    """Subscribe or unsubscribe; what cannot be done is answered with an error."""
    try:
        channel = _channel_of(demo, listener.viewer, orders)
    except ApiError as refusal:
        listener.outgoing.put_nowait(json.dumps({**refusal.body, "status": refusal.status}))
        return
    if orders.get("type") == "subscribe":
        listener.channels[channel] = None
    elif orders.get("type") == "unsubscribe":
        listener.channels.pop(channel, None)


def _channel_of(demo: Demo, viewer: Account, orders: JsonObject) -> Channel:
    name, tag = orders.get("stream"), orders.get("tag")
    if name in TAGGED:
        if not isinstance(tag, str) or not tag:
            raise ApiError(400, "Missing tag name parameter")
        return Channel(str(name), tag.lower())
    if name == "list":
        people = demo.state.lists.get(str(orders.get("list", "")))
        if people is None or people.account_id != viewer.id:
            raise ApiError(401, "Not authorized to stream this list")
        return Channel("list", people.id)
    if name not in PLAIN:
        raise ApiError(400, "Unknown stream type")
    return Channel(str(name))


async def health(_: Request) -> Response:
    return Response("OK", media_type="text/plain")


ROUTES = [WebSocketRoute("/api/v1/streaming", stream), Route("/api/v1/streaming/health", health)]
