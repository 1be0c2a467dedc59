"""What those who run the server have to say to everybody here."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.clock import iso
from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.entities import Account, JsonObject
from tootui.demo.errors import ApiError, not_found

_TEXTS = {
    "1": "<p>The tea urn is repaired. Please do not program it again.</p>",
    "2": "<p>Saturday from nine: spring cleaning of the archive. Bring gloves and a good story.</p>",
}
_MOST_REACTIONS = 8


def _written(demo: Demo, viewer: Account, identifier: str) -> JsonObject:
    """Announcement."""
    now = demo.clock.now()
    said = iso(now - timedelta(days=2 * int(identifier)))
    reactions = demo.state.reactions.get(identifier, {})
    return {
        "id": identifier,
        "content": _TEXTS[identifier],
        "starts_at": None,
        "ends_at": None,
        "all_day": False,
        "published_at": said,
        "updated_at": said,
        "read": f"{viewer.id}/{identifier}" in demo.state.dismissed,
        "mentions": [],
        "statuses": [],
        "tags": [],
        "emojis": [],
        "reactions": [
            {"name": name, "count": len(people), "me": viewer.id in people} for name, people in reactions.items()
        ],
    }


def _of_path(request: Request) -> str:
    identifier: str = request.path_params["id"]
    if identifier not in _TEXTS:
        raise not_found()
    return identifier


async def index(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read")
    return answer(request, [_written(demo, viewer, identifier) for identifier in _TEXTS])


async def dismiss(request: Request) -> Response:
    demo, viewer, identifier = demo_of(request), viewer_of(request, "write:accounts"), _of_path(request)
    demo.state.dismissed.append(f"{viewer.id}/{identifier}")
    demo.state.touch()
    return answer(request, {})


async def react(request: Request) -> Response:
    demo, viewer, identifier = demo_of(request), viewer_of(request, "write:favourites"), _of_path(request)
    reactions = demo.state.reactions.setdefault(identifier, {})
    name = request.path_params["name"]
    if name not in reactions and len(reactions) >= _MOST_REACTIONS:
        raise ApiError(422, "Validation failed: Limit of different reactions reached")
    people = reactions.setdefault(name, [])
    if viewer.id not in people:
        people.append(viewer.id)
    demo.state.touch()
    return answer(request, {})


async def take_back(request: Request) -> Response:
    demo, viewer, identifier = demo_of(request), viewer_of(request, "write:favourites"), _of_path(request)
    reactions = demo.state.reactions.get(identifier, {})
    people = reactions.get(request.path_params["name"], [])
    if viewer.id not in people:
        raise not_found()
    people.remove(viewer.id)
    if not people:
        del reactions[request.path_params["name"]]
    demo.state.touch()
    return answer(request, {})


ROUTES = [
    Route("/api/v1/announcements", index),
    Route("/api/v1/announcements/{id}/dismiss", dismiss, methods=["POST"]),
    Route("/api/v1/announcements/{id}/reactions/{name}", react, methods=["PUT"]),
    Route("/api/v1/announcements/{id}/reactions/{name}", take_back, methods=["DELETE"]),
]
