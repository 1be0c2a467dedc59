"""What notifications say, in words and one sign each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tootui.model.base import AccountId
from tootui.model.happening import Happening
from tootui.model.notification import ModerationWarning, SeveredRelationships
from tootui.model.status import Status
from tootui.text.clean import clean_line
from tootui.text.html import parse
from tootui.ui.render.glyphs import Glyphs


class Words(NamedTuple):
    """A sign, its style, and what is said behind it (or behind who did it)."""

    sign: str
    text: str
    style: str = "dim"


_ACTIONS: Mapping[str, str] = {
    "none": "The moderators of your server warn you.",
    "disable": "The moderators of your server have locked your account.",
    "mark_statuses_as_sensitive": "The moderators of your server marked some of your posts as sensitive.",
    "delete_statuses": "The moderators of your server deleted some of your posts.",
    "sensitive": "From now on your server marks all your posts as sensitive.",
    "silence": "The moderators of your server have limited your account.",
    "suspend": "The moderators of your server have suspended your account.",
}
_REACTIONS = ("emoji_reaction", "pleroma:emoji_reaction", "reaction")


def words_of_act(happening: Happening, glyphs: Glyphs) -> Words | None:
    """What people did, to stand behind their names; None for what is no act of people."""
    several = happening.count > 1
    match happening.type:
        case "favourite":
            return Words(glyphs.favourited, "favourited your post", "favourited")
        case "reblog":
            return Words(glyphs.boost, "boosted your post", "boost")
        case "follow":
            return Words(glyphs.check, "follow you now" if several else "follows you now", "verified")
        case "follow_request":
            return Words(glyphs.check, "asks to follow you", "key")
        case "admin.sign_up":
            return Words(glyphs.check, "signed up on your server", "verified")
        case "admin.report":
            report = happening.report
            whom = f"@{clean_line(report.target_account.acct)}" if report and report.target_account else "somebody"
            return Words(glyphs.warning, f"reported {whom}", "warning")
        case "added_to_collection":
            return Words(glyphs.bookmark, "put you into a collection")
        case "collection_update":
            return Words(glyphs.bookmark, "changed a collection you are in")
        case "move":
            return Words(glyphs.pointer, "moved to another account")
        case type if type in _REACTIONS:
            emoji = clean_line(happening.emoji or "")
            return Words(glyphs.favourited, f"reacted with {emoji} to your post" if emoji else "reacted to your post")
    return None


def words_over_post(happening: Happening, post: Status, me_id: AccountId | None, glyphs: Glyphs) -> Words | None:
    """Why a post is here that says itself whose it is; None for other types."""
    match happening.type:
        case "mention":
            if post.visibility == "direct":
                return Words(glyphs.reply, "writes to you directly", "visibility_direct")
            is_answer = me_id is not None and post.in_reply_to_account_id == me_id
            return Words(glyphs.reply, "answers you" if is_answer else "mentions you", "mention")
        case "status":
            return Words(glyphs.pointer, "a new post, of which you wanted to be told")
        case "quote":
            return Words(glyphs.quote, "quotes you", "mention")
        case "quoted_update":
            return Words(glyphs.quote, "what you quote here was edited", "edited")
        case "update":
            return Words(glyphs.dot, "edited since you boosted it", "edited")
        case "poll":
            is_own = me_id is not None and post.account.id == me_id
            return Words(glyphs.bar_full, "your poll has ended" if is_own else "a poll in which you voted has ended")
    return None


def sentence_of(happening: Happening, glyphs: Glyphs) -> Words:
    """What is told in a sentence: by the server's moderators, or in the server's own words."""
    if happening.event is not None:
        return Words(glyphs.warning, severed_words(happening.event), "warning")
    if happening.moderation_warning is not None:
        return Words(glyphs.warning, _warning_words(happening.moderation_warning), "warning")
    if happening.fallback is not None:
        said = " ".join(parse(f"<p>{happening.fallback.title}</p>").text.split())
        if said:
            return Words(glyphs.dot, said)
    return Words(glyphs.dot, f"Something happened of a kind that tootui does not know: {clean_line(happening.type)}")


def severed_words(event: SeveredRelationships) -> str:
    """Who was cut off, by whom, and how many that concerns."""
    target = clean_line(event.target_name) or "a server"
    match event.type:
        case "user_domain_block":
            begin = f"You blocked {target}"
        case "account_suspension":
            begin = f"The moderators of your server suspended {target}"
        case _:
            begin = f"The moderators of your server blocked {target}"
    followers = "1 follower" if event.followers_count == 1 else f"{event.followers_count:,} followers"
    return f"{begin}: you lost {followers} and {event.following_count:,} whom you followed."


def _warning_words(warning: ModerationWarning) -> str:
    return _ACTIONS.get(warning.action, "The moderators of your server did something about your account.")
