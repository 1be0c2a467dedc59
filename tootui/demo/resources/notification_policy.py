"""Whose notifications are kept back, and those that were."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.entities import Account, JsonObject, Notification
from tootui.demo.errors import ApiError, not_found
from tootui.demo.noticing import DECISIONS, POLICY
from tootui.demo.paging import link_header, page_of, read_window
from tootui.demo.params import read_params
from tootui.demo.resources.notifications import READ, WRITE


def _waiting(demo: Demo, viewer: Account) -> dict[str, list[Notification]]:
    """What was kept back, by sender, oldest first."""
    found: dict[str, list[Notification]] = {}
    for note in demo.state.notifications[viewer.id]:
        if note.filtered:
            found.setdefault(note.account_id, []).append(note)
    return found


def _policy(demo: Demo, viewer: Account) -> JsonObject:
    """NotificationPolicy."""
    waiting, mine = _waiting(demo, viewer), demo.state.policies[viewer.id]
    count = sum(len(notes) for notes in waiting.values())
    summary = {"pending_requests_count": len(waiting), "pending_notifications_count": count}
    return {**{name: mine.get(name, "accept") for name in POLICY}, "summary": summary}


async def show_policy(request: Request) -> Response:
    return answer(request, _policy(demo_of(request), viewer_of(request, READ)))


async def change_policy(request: Request) -> Response:
    demo, viewer, params = demo_of(request), viewer_of(request, WRITE), await read_params(request)
    news = {name: params.text(name) for name in POLICY if name in params.names()}
    if set(news.values()) - set(DECISIONS):
        raise ApiError(422, "Validation failed: Policy is not included in the list")
    demo.state.policies[viewer.id].update(news)
    demo.state.touch()
    return answer(request, _policy(demo, viewer))


def _request(demo: Demo, viewer: Account, notes: list[Notification]) -> JsonObject:
    """NotificationRequest; its id is that of the first notification that was kept back."""
    statuses = [demo.state.statuses[note.status_id] for note in notes if note.status_id in demo.state.statuses]
    return {
        "id": notes[0].id,
        "created_at": notes[0].created_at,
        "updated_at": notes[-1].created_at,
        "notifications_count": str(len(notes)),
        "account": demo.wire.account(demo.state.accounts[notes[0].account_id]),
        "last_status": demo.wire.status(statuses[-1], viewer) if statuses else None,
    }


async def index(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, READ)
    waiting = sorted(_waiting(demo, viewer).values(), key=lambda notes: notes[0].number)
    window = read_window(request, demo.state.ids.style, default=40, most=80)
    page = page_of(waiting, window, lambda notes: notes[0].number)
    headers = link_header(request, [notes[0].id for notes in page], window.limit)
    return answer(request, [_request(demo, viewer, notes) for notes in page], headers=headers)


def _found(demo: Demo, viewer: Account, request_id: str) -> list[Notification]:
    found = next((notes for notes in _waiting(demo, viewer).values() if notes[0].id == request_id), None)
    if found is None:
        raise not_found()
    return found


async def show(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, READ)
    return answer(request, _request(demo, viewer, _found(demo, viewer, request.path_params["id"])))


def _accept(demo: Demo, viewer: Account, notes: list[Notification]) -> None:
    for note in notes:
        note.filtered = False
    demo.state.accepted_senders[viewer.id].append(notes[0].account_id)


def _dismiss(demo: Demo, viewer: Account, notes: list[Notification]) -> None:
    for note in notes:
        demo.state.notifications[viewer.id].remove(note)


async def decide(request: Request) -> Response:
    """Let in or throw away what one sender, or several, sent."""
    demo, viewer, params = demo_of(request), viewer_of(request, WRITE), await read_params(request)
    wanted = [request.path_params["id"]] if "id" in request.path_params else params.all("id")
    is_accepted = request.url.path.endswith("/accept")
    for notes in [_found(demo, viewer, one) for one in wanted]:
        (_accept if is_accepted else _dismiss)(demo, viewer, notes)
    demo.state.touch()
    if is_accepted:
        demo.streaming.tell(viewer.id, "notifications_merged")
    return answer(request, {})


async def merged(request: Request) -> Response:
    viewer_of(request, READ)
    return answer(request, {"merged": True})


ROUTES = [
    Route("/api/v2/notifications/policy", show_policy),
    Route("/api/v2/notifications/policy", change_policy, methods=["PATCH", "PUT"]),
    Route("/api/v1/notifications/requests", index),
    Route("/api/v1/notifications/requests/merged", merged),
    Route("/api/v1/notifications/requests/accept", decide, methods=["POST"]),
    Route("/api/v1/notifications/requests/dismiss", decide, methods=["POST"]),
    Route("/api/v1/notifications/requests/{id}", show),
    Route("/api/v1/notifications/requests/{id}/accept", decide, methods=["POST"]),
    Route("/api/v1/notifications/requests/{id}/dismiss", decide, methods=["POST"]),
]
