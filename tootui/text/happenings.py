"""What notifications say, in words."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from tootui.model.base import AccountId
from tootui.model.happening import Happening
from tootui.model.notification import ModerationWarning, SeveredRelationships
from tootui.model.status import Status
from tootui.text.clean import clean_line
from tootui.text.html import parse

REACTIONS = ("emoji_reaction", "pleroma:emoji_reaction", "reaction")
_ACTS: Mapping[str, str] = {
    "favourite": "favourited your post",
    "reblog": "boosted your post",
    "follow": "follows you now",
    "follow_request": "asks to follow you",
    "admin.sign_up": "signed up on your server",
    "added_to_collection": "put you into a collection",
    "collection_update": "changed a collection you are in",
    "move": "moved to another account",
}
_OVER_POSTS: Mapping[str, str] = {
    "status": "has posted something new",
    "quote": "quotes you",
    "quoted_update": "what you quote here was edited",
    "update": "edited what you boosted",
}
_CATEGORIES: Mapping[str, str] = {"spam": " for spam", "legal": " as illegal", "violation": " for breaking rules"}
_ACTIONS: Mapping[str, str] = {
    "none": "The moderators of your server warn you.",
    "disable": "The moderators of your server have locked your account.",
    "mark_statuses_as_sensitive": "The moderators of your server marked some of your posts as sensitive.",
    "delete_statuses": "The moderators of your server deleted some of your posts.",
    "sensitive": "From now on your server marks all your posts as sensitive.",
    "silence": "The moderators of your server have limited your account.",
    "suspend": "The moderators of your server have suspended your account.",
}


def act_words(happening: Happening) -> str | None:
    """What people did, to stand behind their names; None for what is no act of people."""
    if happening.type == "follow" and happening.count > 1:
        return "follow you now"
    if happening.type == "admin.report":
        report = happening.report
        target = report.target_account if report is not None else None
        why = _CATEGORIES.get(report.category, "") if report is not None else ""
        return f"reported @{clean_line(target.acct)}{why}" if target is not None else f"reported somebody{why}"
    if happening.type in REACTIONS:
        emoji = clean_line(happening.emoji or "")
        return f"reacted with {emoji} to your post" if emoji else "reacted to your post"
    return _ACTS.get(happening.type)


def words_over_post(happening: Happening, post: Status, me_id: AccountId | None) -> str | None:
    """Why a post is told of that says itself whose it is; None for other types."""
    if happening.type == "mention":
        if post.visibility == "direct":
            return "writes to you directly"
        return "answers you" if me_id is not None and post.in_reply_to_account_id == me_id else "mentions you"
    if happening.type == "poll":
        is_own = me_id is not None and post.account.id == me_id
        return "your poll has ended" if is_own else "a poll in which you voted has ended"
    return _OVER_POSTS.get(happening.type)


def sentence_of(happening: Happening) -> str:
    """What is told in a sentence: of the server's moderators, or in the server's own words."""
    if happening.event is not None:
        return _severed(happening.event)
    if happening.moderation_warning is not None:
        return _warned(happening.moderation_warning)
    if happening.fallback is not None:
        said = " ".join(parse(f"<p>{happening.fallback.title}</p>").text.split())
        if said:
            return said
    return f"Something happened of a kind that tootui does not know: {clean_line(happening.type)}"


def details_of(happening: Happening) -> list[str]:
    """What else there is to say: of a report, a warning, or by the server itself."""
    said = []
    if happening.report is not None:
        said.append(happening.report.comment)
    if happening.moderation_warning is not None:
        said.append(happening.moderation_warning.text)
    if happening.fallback is not None and act_words(happening) is None:
        said.append(parse(happening.fallback.summary).text)
    return [line for text in said for line in text.splitlines() if line.strip()]


def page_of(happening: Happening, server: str) -> str:
    """The page of the reader's server that says more of what its moderators did; empty for all else.

    Only Mastodon and what is made from it tell of these, at these addresses: `config/routes.rb` and
    `config/routes/settings.rb` there.
    """
    if happening.type == "severed_relationships":
        return f"{server}/severed_relationships"
    if happening.type == "moderation_warning":
        warning = happening.moderation_warning
        return f"{server}/disputes/strikes" + (f"/{quote(warning.id, safe='')}" if warning is not None else "")
    return ""


def names_of(happening: Happening) -> str:
    """Who takes part, the latest first, and how many others."""
    names = [clean_line(account.name) for account in happening.accounts[:2]]
    others = happening.count - len(names)
    if not names:
        return "Somebody" if happening.count == 1 else f"{happening.count:,} people"
    if others > 0:
        return f"{', '.join(names)} and {others:,} other{'s' if others > 1 else ''}"
    return " and ".join(names)


def _severed(event: SeveredRelationships) -> str:
    """Who was cut off, by whom, and how many that concerns."""
    target = clean_line(event.target_name) or "a server"
    begin = {
        "user_domain_block": f"You blocked {target}",
        "account_suspension": f"The moderators of your server suspended {target}",
    }.get(event.type, f"The moderators of your server blocked {target}")
    followers = "1 follower" if event.followers_count == 1 else f"{event.followers_count:,} followers"
    return f"{begin}: you lost {followers} and {event.following_count:,} whom you followed."


def _warned(warning: ModerationWarning) -> str:
    return _ACTIONS.get(warning.action, "The moderators of your server did something about your account.")
