"""Direct posts by conversation, as one of those in it sees them."""

from dataclasses import dataclass

from tootui.demo.entities import Account, JsonObject, Status
from tootui.demo.state import State
from tootui.demo.visibility import is_visible
from tootui.demo.wire import Wire


@dataclass(frozen=True)
class Conversation:
    """What an account finds in one; `id` is that of the post it began with."""

    id: str
    posts: list[Status]

    @property
    def last(self) -> Status:
        return self.posts[-1]


def conversations_of(state: State, viewer: Account) -> list[Conversation]:
    """All that the account has not put away, by their newest posts, the oldest first."""
    found: dict[str, list[Status]] = {}
    for status in state.order:
        is_party = status.account_id == viewer.id or viewer.id in status.mention_ids
        if status.visibility == "direct" and is_party and is_visible(state, status, viewer):
            found.setdefault(state.conversation_of(status), []).append(status)
    every = (Conversation(identifier, posts) for identifier, posts in found.items())
    shown = [one for one in every if one.last.number > state.conversations[viewer.id, one.id]["hidden"]]
    return sorted(shown, key=lambda one: one.last.number)


def conversation_json(state: State, wire: Wire, one: Conversation, viewer: Account) -> JsonObject:
    """Conversation."""
    others = dict.fromkeys(each for post in one.posts for each in (post.account_id, *post.mention_ids))
    people = [state.accounts[each] for each in others if each != viewer.id] or [viewer]
    read = state.conversations[viewer.id, one.id]["read"]
    return {
        "id": one.id,
        "unread": one.last.account_id != viewer.id and one.last.number > read,
        "accounts": [wire.account(each) for each in people],
        "last_status": wire.status(one.last, viewer),
    }
