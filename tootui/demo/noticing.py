"""Which notifications are kept back, and how they form groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tootui.demo.clock import parse_iso
from tootui.demo.entities import Notification
from tootui.demo.state import State

POLICY = (
    "for_not_following",
    "for_not_followers",
    "for_new_accounts",
    "for_private_mentions",
    "for_limited_accounts",
    "for_bots",
)
DECISIONS = ("accept", "filter", "drop")
GROUPABLE = ("favourite", "follow", "reblog", "admin.sign_up")
_NEW = timedelta(days=30)


def group_key(note: Notification) -> str:
    """What all notifications of a group have in common; each other one has a key of its own."""
    if note.type in GROUPABLE:
        return f"{note.type}-{note.status_id or 'you'}-{note.created_at[:10]}"
    return f"ungrouped-{note.id}"


def key_in(note: Notification, grouped_types: set[str]) -> str:
    """The key where only these types form groups."""
    return group_key(note) if note.type in grouped_types else f"ungrouped-{note.id}"


def decision(state: State, note: Notification) -> str:
    """What the policy of its recipient makes of a notification: `accept`, `filter` or `drop`."""
    policy, sender = state.policies[note.recipient_id], state.accounts[note.account_id]
    follows = (note.recipient_id, sender.id) in state.follows
    if follows or sender.id in state.accepted_senders[note.recipient_id]:
        return "accept"
    status = state.statuses.get(note.status_id or "")
    reasons = {
        "for_not_following": True,
        "for_not_followers": (sender.id, note.recipient_id) not in state.follows,
        "for_new_accounts": state.clock.now() - parse_iso(sender.created_at) < _NEW,
        "for_private_mentions": status is not None and note.type == "mention" and status.visibility == "direct",
        "for_limited_accounts": bool(sender.traits.get("limited")),
        "for_bots": sender.bot,
    }
    decisions = {policy.get(name, "accept") for name, applies in reasons.items() if applies}
    return max(decisions, key=DECISIONS.index, default="accept")


@dataclass
class Group:
    """Notifications of one group, newest first: `notes` are those of a page, `every` also those further down."""

    key: str
    notes: list[Notification]
    every: list[Notification]


def groups_of(
    notes: Sequence[Notification], grouped_types: set[str], every: Sequence[Notification] | None = None
) -> list[Group]:
    """The groups of notifications that stand newest first, each where its newest one is.

    `every` are all that there are, where `notes` are only a page of them: what came after the page does not count.
    """
    found: dict[str, Group] = {}
    for note in notes:
        key = key_in(note, grouped_types)
        found.setdefault(key, Group(key, [], [])).notes.append(note)
    newest = notes[0].number if notes else 0
    for note in notes if every is None else every:
        if note.number <= newest and (group := found.get(key_in(note, grouped_types))):
            group.every.append(note)
    return list(found.values())
