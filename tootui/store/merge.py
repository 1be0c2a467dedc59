"""How a newer answer about an entity is joined with what is already known."""

from __future__ import annotations

from operator import attrgetter

from msgspec import UNSET
from msgspec.structs import replace

from tootui.model.account import Account, Relationship
from tootui.model.status import VIEWER_FIELDS, Poll, QuoteApproval, Status

_COUNTS = ("replies_count", "reblogs_count", "favourites_count", "quotes_count")
_OPTIONAL_OF_STATUS = (*VIEWER_FIELDS, *_COUNTS)
"""What a server may leave out: as many answers as there are (streams, other readers' views) do."""
_OPTIONAL_OF_ACCOUNT = (
    "uri",
    "locked",
    "bot",
    "group",
    "discoverable",
    "suspended",
    "limited",
    "memorial",
    "created_at",
    "last_status_at",
    "statuses_count",
    "followers_count",
    "following_count",
    "hide_collections",
    "indexable",
    "roles",
    "role",
    "source",
)
_OPTIONAL_OF_RELATIONSHIP = tuple(name for name in Relationship.__struct_fields__ if name != "id")

_status_values = attrgetter(*_OPTIONAL_OF_STATUS)
_account_values = attrgetter(*_OPTIONAL_OF_ACCOUNT)
_relationship_values = attrgetter(*_OPTIONAL_OF_RELATIONSHIP)


def merge_status(old: Status, new: Status) -> Status:
    """Join two answers about one post, ``new`` being the later to arrive.

    What the later one does not tell (viewer fields, counts) keeps its value. An answer made before an edit that is
    already known tells counts and viewer fields only.
    """
    if _precedes_edit(new, old):
        return replace(old, **_told(_OPTIONAL_OF_STATUS, _status_values(new)))
    kept: dict[str, object] = _untold(_OPTIONAL_OF_STATUS, _status_values(new), _status_values(old))
    poll = _merge_poll(old.poll, new.poll)
    if poll is not new.poll:
        kept["poll"] = poll
    approval = _merge_approval(old.quote_approval, new.quote_approval)
    if approval is not new.quote_approval:
        kept["quote_approval"] = approval
    return replace(new, **kept) if kept else new


def merge_account(old: Account, new: Account) -> Account:
    """Join two answers about one account: what ``new`` does not tell keeps its value."""
    kept = _untold(_OPTIONAL_OF_ACCOUNT, _account_values(new), _account_values(old))
    return replace(new, **kept) if kept else new


def merge_relationship(old: Relationship, new: Relationship) -> Relationship:
    """Join two answers about one relationship: what ``new`` does not tell keeps its value."""
    kept = _untold(_OPTIONAL_OF_RELATIONSHIP, _relationship_values(new), _relationship_values(old))
    return replace(new, **kept) if kept else new


def _precedes_edit(new: Status, old: Status) -> bool:
    """Whether ``new`` shows the post as it was before the edit that ``old`` shows."""
    return old.edited_at is not None and (new.edited_at is None or new.edited_at < old.edited_at)


def _is_told(value: object) -> bool:
    return value is not UNSET and value is not None


def _told(names: tuple[str, ...], values: tuple[object, ...]) -> dict[str, object]:
    return {name: value for name, value in zip(names, values, strict=True) if _is_told(value)}


def _untold(names: tuple[str, ...], new: tuple[object, ...], old: tuple[object, ...]) -> dict[str, object]:
    """The old values of the fields about which ``new`` says nothing."""
    return {
        name: before
        for name, value, before in zip(names, new, old, strict=True)
        if (value is UNSET or value is None) and before is not value and _is_told(before)
    }


def _merge_poll(old: Poll | None, new: Poll | None) -> Poll | None:
    if old is None or new is None or old.id != new.id:
        return new
    if old.voted is True and new.voted is False and _asks_the_same(old, new):
        return old  # one votes for good: this answer was on its way before
    if new.voted is not UNSET or old.voted is UNSET:
        return new
    return replace(new, voted=old.voted, own_votes=old.own_votes)


def _asks_the_same(one: Poll, other: Poll) -> bool:
    """Whether votes count for both: where an edit changes the question, servers begin to count anew."""
    titles = [[option.title for option in poll.options] for poll in (one, other)]
    return titles[0] == titles[1] and one.multiple == other.multiple


def _merge_approval(old: QuoteApproval | None, new: QuoteApproval | None) -> QuoteApproval | None:
    if old is None or new is None or new.current_user is not UNSET or old.current_user is UNSET:
        return new
    return replace(new, current_user=old.current_user)
