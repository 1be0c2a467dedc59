"""Notifications in groups (v2)."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.entities import Account, JsonObject, Notification
from tootui.demo.errors import not_found
from tootui.demo.noticing import GROUPABLE, Group, group_key, groups_of, key_in
from tootui.demo.paging import Window, link_header, page_of, read_window
from tootui.demo.params import Params, read_params
from tootui.demo.resources.notifications import READ, WRITE, unread, wanted

SAMPLE = 8
_ALL = 10**6


def _grouped_types(params: Params) -> set[str]:
    return set(params.all("grouped_types")) or set(GROUPABLE)


def _results(demo: Demo, viewer: Account, groups: list[Group], params: Params) -> JsonObject:
    """GroupedNotificationsResults."""
    people: dict[str, Account] = {}
    faces: dict[str, Account] = {}
    statuses: dict[str, object] = {}
    partial = params.text("expand_accounts") == "partial_avatars"
    for group in groups:
        sample = _sample(group)
        for index, account_id in enumerate(sample):
            shown = faces if partial and index else people
            shown[account_id] = demo.state.accounts[account_id]
        status = demo.state.statuses.get(group.notes[0].status_id or "")
        if status:
            statuses[status.id] = demo.wire.status(status, viewer)
    written: JsonObject = {
        "accounts": [demo.wire.account(account) for account in people.values()],
        "statuses": list(statuses.values()),
        "notification_groups": [_group(group) for group in groups],
    }
    if partial:
        fields = ("id", "acct", "url", "avatar", "avatar_static", "locked", "bot")
        whole = (demo.wire.account(account) for one, account in faces.items() if one not in people)
        written["partial_accounts"] = [{name: account[name] for name in fields} for account in whole]
    return written


def _sample(group: Group) -> list[str]:
    return list(dict.fromkeys(note.account_id for note in group.every))[:SAMPLE]


def _group(group: Group) -> JsonObject:
    """NotificationGroup."""
    newest, oldest = group.notes[0], group.notes[-1]
    return {
        "group_key": group.key,
        "notifications_count": len(group.every),
        "type": newest.type,
        "most_recent_notification_id": int(newest.id) if newest.id.isdigit() else newest.id,
        "page_min_id": oldest.id,
        "page_max_id": newest.id,
        "latest_page_notification_at": newest.created_at,
        "sample_account_ids": _sample(group),
        **({"status_id": newest.status_id} if newest.status_id else {}),
        **newest.extra,
    }


async def index(request: Request) -> Response:
    demo, viewer, params = demo_of(request), viewer_of(request, READ), await read_params(request)
    window = read_window(request, demo.state.ids.style, default=40, most=80)
    every = replace(window, limit=_ALL)
    notes = page_of(demo.state.notifications[viewer.id], every, lambda note: note.number, wanted(params))
    types = _grouped_types(params)
    page = _page(notes, types, window)
    # Whatever the page begins with, a group has all that it had when the page's newest notification came.
    before = filter(wanted(params), demo.state.notifications[viewer.id][::-1])
    groups = groups_of(page, types, list(before))
    ids = [page[0].id, page[-1].id] if page else []
    headers = link_header(request, ids, 2 if len(page) < len(notes) else _ALL)
    return answer(request, _results(demo, viewer, groups, params), headers=headers)


def _page(notes: list[Notification], types: set[str], window: Window) -> list[Notification]:
    """Those notifications, newest first, that make as many groups as a page may have."""
    upward = window.min_id is not None
    taken: list[Notification] = []
    keys: set[str] = set()
    for note in notes[::-1] if upward else notes:
        keys.add(key_in(note, types))
        if len(keys) > window.limit:
            break
        taken.append(note)
    return taken[::-1] if upward else taken


def _of_path(request: Request, viewer: Account) -> Group:
    key = request.path_params["key"]
    every = demo_of(request).state.notifications[viewer.id][::-1]
    notes = [note for note in every if key in (group_key(note), f"ungrouped-{note.id}")]
    if not notes:
        raise not_found()
    return Group(key, notes, notes)


async def show(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, READ)
    return answer(request, _results(demo, viewer, [_of_path(request, viewer)], await read_params(request)))


async def accounts(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, READ)
    group = _of_path(request, viewer)
    window = read_window(request, demo.state.ids.style, default=40, most=80)
    page = page_of(group.notes[::-1], window, lambda note: note.number)
    headers = link_header(request, [note.id for note in page], window.limit)
    return answer(request, [demo.wire.account(demo.state.accounts[note.account_id]) for note in page], headers=headers)


async def dismiss(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, WRITE)
    gone = {note.id for note in _of_path(request, viewer).notes}
    mine = demo.state.notifications[viewer.id]
    demo.state.notifications[viewer.id] = [note for note in mine if note.id not in gone]
    demo.state.touch()
    return answer(request, {})


async def unread_count(request: Request) -> Response:
    demo, viewer, params = demo_of(request), viewer_of(request, READ), await read_params(request)
    groups = groups_of(unread(demo, viewer, params), _grouped_types(params))
    return answer(request, {"count": min(len(groups), params.number("limit", 100), 1000)})


ROUTES = [
    Route("/api/v2/notifications", index),
    Route("/api/v2/notifications/unread_count", unread_count),
    Route("/api/v2/notifications/{key}", show),
    Route("/api/v2/notifications/{key}/accounts", accounts),
    Route("/api/v2/notifications/{key}/dismiss", dismiss, methods=["POST"]),
]
