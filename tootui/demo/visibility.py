"""Who may see a post, and where it turns up."""

from collections.abc import Callable

from tootui.demo.entities import Account, Status, UserList
from tootui.demo.state import State


def is_visible(state: State, status: Status, viewer: Account | None) -> bool:
    """Whether a post may be shown at all; a boost as the post in it."""
    if status.reblog_of_id:
        inner = state.statuses.get(status.reblog_of_id)
        return inner is not None and is_visible(state, inner, viewer)
    if viewer and state.bonds and state.known_bond(status.account_id, viewer.id).blocked:
        return False
    if status.visibility in ("public", "unlisted"):
        return True
    if viewer is None:
        return False
    if viewer.id == status.account_id or viewer.id in status.mention_ids:
        return True
    return status.visibility == "private" and (viewer.id, status.account_id) in state.follows


def is_wanted(state: State, status: Status, viewer: Account | None) -> bool:
    """Whether neither the author nor, of a boost, the author of what is in it is muted or blocked by the viewer."""
    if viewer is None or not (state.bonds or state.domain_blocks):
        return True
    inner = state.statuses.get(status.reblog_of_id or "", status)
    return not any(state.reason_against(viewer.id, one) for one in {status.account_id, inner.account_id})


def home_of(state: State, viewer: Account) -> Callable[[Status], bool]:
    """What the home of an account holds: its own and followed people's posts, but not what they say to strangers."""
    known = {viewer.id} | {followed for follower, followed in state.follows if follower == viewer.id}
    mine = (one for one in state.lists.values() if one.account_id == viewer.id and one.exclusive)
    elsewhere = {account_id for one in mine for account_id in one.members}
    tags = {name for owner, name in state.followed_tags if owner == viewer.id}

    def belongs(status: Status) -> bool:
        if status.account_id in elsewhere or not is_wanted(state, status, viewer):
            return False
        if status.account_id not in known:
            return bool(tags.intersection(status.tags)) and is_in_public_timeline(status)
        parent_id = status.in_reply_to_account_id
        if parent_id and parent_id not in known and status.account_id != viewer.id:
            return False
        if status.reblog_of_id:
            shows_reblogs = state.known_bond(viewer.id, status.account_id).shows_reblogs
            if status.account_id == viewer.id or not shows_reblogs:
                return False
        return is_visible(state, status, viewer)

    return belongs


def members_of(state: State, people: UserList) -> Callable[[Status], bool]:
    """What the timeline of a list holds: posts and boosts of its members; its policy decides about their replies."""
    owner = state.accounts[people.account_id]
    followed = {one for follower, one in state.follows if follower == owner.id}
    listeners = {"followed": {*followed, owner.id}, "list": {*people.members, owner.id}, "none": set[str]()}
    answerable = listeners[people.replies_policy]

    def belongs(status: Status) -> bool:
        if status.account_id not in people.members:
            return False
        parent_id = status.in_reply_to_account_id
        answers_others = parent_id not in (None, status.account_id) and parent_id not in answerable
        return not answers_others and is_visible(state, status, owner) and is_wanted(state, status, owner)

    return belongs


def is_in_public_timeline(status: Status) -> bool:
    """Public posts that answer nobody else; no boosts."""
    talks_to_others = status.in_reply_to_account_id not in (None, status.account_id)
    return status.visibility == "public" and not status.reblog_of_id and not talks_to_others


def ancestors(state: State, status: Status, viewer: Account | None) -> list[Status]:
    """What a post answers, oldest first, as far as it can be seen."""
    found: list[Status] = []
    parent_id = status.in_reply_to_id
    while parent_id and (parent := state.statuses.get(parent_id)):
        if is_visible(state, parent, viewer):
            found.append(parent)
        parent_id = parent.in_reply_to_id
    return found[::-1]


def descendants(state: State, status: Status, viewer: Account | None) -> list[Status]:
    """All replies below a post, each branch to its end before the next, as Mastodon orders them."""
    found: list[Status] = []
    waiting = state.replies_to(status.id)[::-1]
    while waiting:
        reply = waiting.pop()
        if is_visible(state, reply, viewer) and is_wanted(state, reply, viewer):
            found.append(reply)
        waiting.extend(state.replies_to(reply.id)[::-1])
    return found
