"""How demo servers speak with each other, below `/_demo/`: no ActivityPub, but the same effects.

POST   peers    {"domain": address, ...}: the servers that this one knows from now on
GET    object   ?q=address or user@host: what is here, as `parcels.py` writes it; {} for nothing
POST   inbox    {"from": domain, "parcel": {...}}: what happened there, see `inbox.py`
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tootui.demo.context import answer, demo_of
from tootui.demo.errors import ApiError
from tootui.demo.federation import INBOX


async def meet(request: Request) -> Response:
    demo, peers = demo_of(request), await request.json()
    if not isinstance(peers, dict) or demo.options.domain in peers:
        raise ApiError(422, "The addresses of other servers by their domains are needed")
    demo.federation.peers = {str(domain): str(url) for domain, url in peers.items()}
    return JSONResponse({})


async def show(request: Request) -> Response:
    demo, query = demo_of(request), request.query_params.get("q", "")
    if query.startswith(("http://", "https://")):
        return answer(request, demo.federation.object(demo.search.at(query, None)))
    return answer(request, demo.federation.object(demo.federation.copies.somebody(query)))


async def receive(request: Request) -> Response:
    demo, told = demo_of(request), await request.json()
    if told["from"] in demo.federation.peers:
        demo.federation.inbox.take(told["from"], told["parcel"])
    return JSONResponse({})


ROUTES = [
    Route("/_demo/peers", meet, methods=["POST"]),
    Route("/_demo/object", show),
    Route(INBOX, receive, methods=["POST"]),
]
