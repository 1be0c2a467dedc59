"""What a test can have told to somebody at once: a notification of any type, and one that no client knows."""

from collections.abc import Callable

from tootui.demo.clock import iso
from tootui.demo.context import Demo
from tootui.demo.entities import Account, JsonObject, Notification
from tootui.demo.errors import ApiError

IN_PERSON = ("severed_relationships", "moderation_warning")
"""Types that nobody caused: the account in them is the reader's own."""


def _severed(demo: Demo, reader: Account, _: Account) -> JsonObject:
    moment = iso(demo.clock.now())
    counts = {"followers_count": 2, "following_count": 1}
    event = {"id": "7", "type": "domain_block", "purged": False, "target_name": "wire.example", **counts}
    return {"event": {**event, "created_at": moment}}


def _warning(demo: Demo, reader: Account, _: Account) -> JsonObject:
    warning = {"id": "3", "action": "none", "text": "Please keep the goose out of the reading room."}
    target = {"id": reader.id, "username": reader.username, "acct": reader.acct}
    more = {"status_ids": None, "target_account": target, "appeal": None, "created_at": iso(demo.clock.now())}
    return {"moderation_warning": warning | more}


def _report(demo: Demo, reader: Account, sender: Account) -> JsonObject:
    accused = demo.state.account_by_acct("bargain@spam.example") or sender
    written = {
        "id": "48914",
        "action_taken": False,
        "action_taken_at": None,
        "category": "spam",
        "comment": "Wire, again.",
        "forwarded": False,
        "created_at": iso(demo.clock.now()),
        "status_ids": None,
        "rule_ids": None,
        "target_account": demo.wire.account(accused),
    }
    return {"report": written}


_MORE: dict[str, Callable[[Demo, Account, Account], JsonObject]] = {
    "severed_relationships": _severed,
    "moderation_warning": _warning,
    "admin.report": _report,
}
"""What only some types have, unless the orders say it."""


def tell(demo: Demo, orders: JsonObject, sender: Account) -> Notification:
    """A notification as it was ordered, told on the streams unless it is kept back.

    Raises:
        ApiError: 422 for somebody or something unknown.
    """
    state, kind = demo.state, str(orders["notification"])
    reader = state.account_by_acct(str(orders.get("to", "you")))
    about = orders.get("about")
    status_id = None if about is None else str(about)
    extra = orders.get("extra", {})
    if reader is None or reader.domain or not isinstance(extra, dict):
        raise ApiError(422, "Somebody of this server has to be told, and `extra` has to be an object")
    if status_id and status_id not in state.statuses:
        raise ApiError(422, f"There is no post {status_id}")
    if kind in IN_PERSON:
        sender = reader
    moment = demo.clock.now()
    number, identifier = state.new_id(moment)
    note = Notification(number, identifier, kind, iso(moment), reader.id, sender.id, status_id)
    note.extra = {**(_MORE[kind](demo, reader, sender) if kind in _MORE else {}), **extra}
    note.filtered = orders.get("filtered") is True
    state.notifications[reader.id].append(note)
    state.touch()
    if not note.filtered:
        state.announce("notification", note)
    return note
