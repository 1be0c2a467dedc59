"""The one list of what a person can do, from which keys, footer, help, palette, menus and docs are made.

A command here is only data: an id for settings, its default keys, its words. What it does on a screen is bound to the
id by that screen (`tootui.ui.dispatch.Handler`), so that this list is read without loading anything that draws.

Keys are written as a person would: ``j``, ``G``, ``?``, ``enter``, ``ctrl+d``; a chord as its keys with a space
between, ``g h``. Contexts say where a key works; a screen names its own from the closest to the widest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

EVERYWHERE = "everywhere"
BROWSE = "browse"
SIDEBAR = "sidebar"
PARTS = "parts"
TAG = "tag"
RECENT = "recent"
UNSENT = "unsent"
CONVERSATION = "conversation"
NOTIFICATION = "notification"
REQUEST = "request"
FILTERED = "filtered"
SENDER = "sender"
DOOR = "door"
SHUT_OUT = "shut_out"
COVERED = "covered"
COMPOSE = "compose"
DIALOG = "dialog"
VOTE = "vote"
MEDIA = "media"
ACCOUNTS = "accounts"

GROUPS: Mapping[str, str] = {
    "move": "Move",
    "post": "The selected post",
    "person": "The person of the selected row, or the author of the post",
    "thread": "In a thread",
    "unsent": "Among drafts, the outbox and scheduled posts",
    "conversation": "Among direct messages",
    "requests": "Among notifications, requests, and whom you shut out",
    "search": "Searching, and among searches of before",
    "go": "Go to a place",
    "do": "Do",
    "draft": "While writing",
    "media": "Among the attachments of a post",
    "vote": "While voting",
    "accounts": "Among your accounts",
}
"""Groups in the order they are shown, with their headings."""


class Command(Struct, frozen=True):
    """Something a person can do."""

    id: str
    keys: tuple[str, ...]
    title: str
    group: str
    contexts: tuple[str, ...] = (BROWSE,)
    footer: str = ""
    """The word for the footer; empty for commands that have no place there."""


COMMANDS: tuple[Command, ...] = (
    Command("cursor.next", ("j", "down"), "next post", "move"),
    Command("cursor.previous", ("k", "up"), "previous post", "move"),
    Command("cursor.half_page_down", ("ctrl+d",), "half a page down", "move"),
    Command("cursor.half_page_up", ("ctrl+u",), "half a page up", "move"),
    Command("cursor.page_down", ("pagedown", "J"), "a page down", "move"),
    Command("cursor.page_up", ("pageup", "K"), "a page up", "move"),
    Command("cursor.top", ("g g", "home"), "top", "move"),
    Command("cursor.end", ("G", "end"), "end", "move"),
    Command("column.back", ("escape", "h", "left", "backspace"), "back to where you were", "move"),
    Command("column.leave", ("q",), "back; from the first place: quit", "move"),
    Command("status.reply", ("r",), "reply to everyone named", "post", footer="reply"),
    Command("status.reply_author", ("R",), "reply to the author alone", "post"),
    Command("status.boost", ("b",), "boost, or take it back", "post", footer="boost"),
    Command("status.favourite", ("f",), "favourite, or take it back", "post", footer="favourite"),
    Command("status.bookmark", ("B",), "bookmark, or take it back", "post"),
    Command("thread.open", ("enter", "t", "l", "right"), "open the thread, or load a gap", "post", footer="thread"),
    Command("status.reveal", ("x",), "show or hide what is covered", "post"),
    Command("status.reveal_all", ("X",), "show or hide all that is covered in view", "post"),
    Command("link.pick", ("o",), "pick a link, mention, tag, quote or card", "post"),
    Command("status.browse", ("v",), "open in the browser", "post"),
    Command("status.copy_link", ("y",), "copy the link", "post"),
    Command("status.quote", ("Q",), "quote", "post"),
    Command("status.edit", ("e",), "edit your own post", "post"),
    Command("status.delete", ("d",), "delete your own post", "post"),
    Command("status.redraft", ("D",), "delete your own post and write it anew", "post"),
    Command("poll.vote", ("P",), "vote in the poll", "post"),
    Command("account.open", ("a",), "the author's profile", "post"),
    Command("account.followers", (), "who follows this person", "person"),
    Command("account.following", (), "whom this person follows", "person"),
    Command("profile.open", (), "what this profile leads to", "do"),
    Command("profile.reveal", ("x",), "show a profile that moderators keep from view", "do", (COVERED,), "show"),
    Command("profile.moved", (), "the profile to which this person has moved", "person"),
    Command("media.open", ("m",), "open pictures, videos, sounds", "post"),
    Command("status.copy_text", ("Y",), "copy the text as Markdown", "post"),
    Command("status.translate", ("T",), "translate, or show the original", "post"),
    Command("conversation.mute", ("M",), "mute the conversation, or hear it again", "post"),
    Command("status.pin", ("p",), "pin your own post to your profile, or take it off", "post"),
    Command("booster.open", (), "the profile of who boosted this", "post"),
    Command("status.boost_as", (), "boost, and choose who sees it", "post"),
    Command("status.boosters", (), "who boosted this", "post"),
    Command("status.favouriters", (), "who favourited this", "post"),
    Command("status.quotes", (), "posts that quote this", "post"),
    Command("status.history", (), "earlier versions of this post", "post"),
    Command("status.source", (), "the post as it was written", "post"),
    Command("status.as_other", (), "favourite, boost, reply, follow as another account", "post"),
    Command("status.menu", ("space",), "all actions of this post or person", "post"),
    Command("person.follow", ("F",), "follow this person, or no longer", "person"),
    Command("person.menu", (), "all that can be done about this person", "person"),
    Command("person.follow_options", (), "how to follow: boosts, notifications, languages", "person"),
    Command("person.message", (), "write a direct post to this person", "person"),
    Command("person.mention", (), "write a post that mentions this person", "person"),
    Command("person.lists", (), "put this person on your lists", "person"),
    Command("person.note", (), "your private note about this person", "person"),
    Command("person.endorse", (), "feature this person on your profile, or no longer", "person"),
    Command("person.remove_follower", (), "remove this person from your followers", "person"),
    Command("person.mute", (), "mute this person, change that, or unmute", "person"),
    Command("person.block", (), "block this person, or unblock", "person"),
    Command("person.block_server", (), "block the whole server of this person, or unblock", "person"),
    Command("person.as_other", (), "follow this person as another account", "person"),
    Command("person.report", (), "report this person to the moderators", "person"),
    Command("thread.fold", ("z",), "fold or unfold the answers", "thread"),
    Command("thread.collapse", ("-",), "fold the answers", "thread"),
    Command("thread.expand", ("+",), "unfold the answers", "thread"),
    Command("thread.fold_all", ("Z",), "fold or unfold all answers to replies", "thread"),
    Command("thread.next_sibling", ("}",), "next answer to the same post", "thread"),
    Command("thread.previous_sibling", ("{",), "previous answer to the same post", "thread"),
    Command("thread.parent", ("^",), "what this answers", "thread"),
    Command("thread.root", (), "where the thread begins", "thread"),
    Command("thread.order", (), "replies as a tree, or as they were written", "thread"),
    Command("thread.copy", (), "copy the whole thread as Markdown", "thread"),
    Command("thread.save", (), "save the whole thread as Markdown", "thread"),
    Command("unsent.open", ("enter", "l", "right", "e"), "go on writing it", "unsent", (UNSENT,), "open"),
    Command("unsent.delete", ("d", "delete"), "throw it away, after a yes", "unsent", (UNSENT,), "delete"),
    Command("unsent.send", ("s",), "send again what did not arrive", "unsent", (UNSENT,)),
    Command("unsent.time", ("t",), "change the time at which it appears", "unsent", (UNSENT,)),
    Command("unsent.menu", ("space",), "all that can be done to it", "unsent", (UNSENT,), "actions"),
    Command("notification.dismiss", ("d",), "dismiss the notification", "requests", (NOTIFICATION,), "dismiss"),
    Command("notification.clear", (), "clear all notifications away, after a yes", "requests", (NOTIFICATION,)),
    Command("request.accept", ("y",), "let them follow you", "requests", (REQUEST,), "let them follow"),
    Command("request.reject", ("d",), "do not let them follow you", "requests", (REQUEST,), "refuse"),
    Command(
        "filtered.accept",
        ("y",),
        "let this sender in, or all that are marked",
        "requests",
        (FILTERED, SENDER),
        "let in",
    ),
    Command(
        "filtered.dismiss", ("d",), "clear away what they sent, for good", "requests", (FILTERED, SENDER), "clear away"
    ),
    Command("filtered.mark", ("x",), "mark, to decide about several at once", "requests", (FILTERED,), "mark"),
    Command("filtered.mark_all", ("X",), "mark all, or none", "requests", (FILTERED,)),
    Command("filtered.policy", ("w",), "choose whose notifications are held back", "requests", (DOOR,), "policy"),
    Command(
        "exclusion.lift", ("d",), "unmute or unblock; again: as it was", "requests", (SHUT_OUT,), "lift, or put back"
    ),
    Command(
        "conversation.open",
        ("enter", "t", "l", "right"),
        "open the conversation",
        "conversation",
        (CONVERSATION,),
        "open",
    ),
    Command(
        "conversation.read", ("I",), "mark the conversation as read", "conversation", (CONVERSATION,), "mark as read"
    ),
    Command(
        "conversation.remove",
        ("d", "delete"),
        "take the conversation off the list",
        "conversation",
        (CONVERSATION,),
        "remove",
    ),
    Command("conversation.write", ("c",), "write a direct message", "do", (CONVERSATION,), "write"),
    Command("search.open", ("/",), "search for people, tags and posts, or open an address", "search"),
    Command("search.recent", (), "searches of before, and how to search", "search"),
    Command("search.forget", ("d", "delete"), "forget this search", "search", (RECENT,), "forget"),
    Command("search.forget_all", ("D",), "forget all searches", "search", (RECENT,), "forget all"),
    Command("go.home", ("g h",), "home", "go"),
    Command("go.notifications", ("g n",), "notifications", "go"),
    Command("go.direct", ("g d",), "direct messages", "go"),
    Command("go.local", ("g l",), "local", "go"),
    Command("go.federated", ("g f",), "federated", "go"),
    Command("go.trending", ("g t",), "trending (again: tags)", "go"),
    Command("go.bookmarks", ("g b",), "bookmarks", "go"),
    Command("go.favourites", ("g v",), "favourites", "go"),
    Command("go.scheduled", ("g s",), "scheduled", "go"),
    Command("go.drafts", ("g r",), "drafts", "go"),
    Command("go.outbox", ("g o",), "outbox", "go"),
    Command("go.lists", ("g L",), "lists", "go"),
    Command("go.tag", ("g #",), "a tag", "go"),
    Command("tag.pin", (), "keep this tag in the sidebar, or take it out", "go"),
    Command("tag.follow", ("+",), "follow this tag, or no longer", "go", (TAG,), "follow tag"),
    Command("go.profile", ("g p",), "your own profile", "go"),
    Command("go.filtered", (), "filtered notifications: those held back", "go"),
    Command("go.follow_requests", (), "follow requests: who asks to follow you", "go"),
    Command("go.mutes", (), "mutes: people you mute", "go"),
    Command("go.blocks", (), "blocks: people you block", "go"),
    Command("go.domain_blocks", (), "blocked servers: servers you block", "go"),
    Command("go.accounts", ("g A",), "your accounts", "go"),
    Command("go.settings", ("g ,",), "settings", "go"),
    *(Command(f"go.place_{n}", (str(n),), f"place {n} of the sidebar", "go") for n in range(1, 10)),
    Command("part.next", ("}",), "the next part of this place", "go", (PARTS,), "next part"),
    Command("part.previous", ("{",), "the part before it", "go", (PARTS,)),
    Command("column.next", ("tab", "]"), "next column", "go"),
    Command("column.previous", ("shift+tab", "["), "previous column", "go"),
    Command("column.copy", ("|",), "open a copy of this column beside it", "go"),
    Command("column.close", ("ctrl+w",), "close this column", "go"),
    Command("sidebar.toggle", ("\\",), "to the sidebar, or hide it", "go"),
    Command("sidebar.open", ("enter", "l", "right"), "open the place in the column", "go", (SIDEBAR,), "open"),
    Command("sidebar.leave", ("escape", "h", "q", "left", "backspace"), "back to the column", "go", (SIDEBAR,), "back"),
    Command("draft.new", ("c",), "compose a new post", "do", footer="compose"),
    Command("timeline.newer", (".",), "go to the newest posts", "do"),
    Command("timeline.options", ("w",), "what this place shows, and in which order", "do"),
    Command("find.open", ("ctrl+f",), "find in this place", "do"),
    Command("find.next", ("n",), "next match", "do"),
    Command("find.previous", ("N",), "previous match", "do"),
    Command("timeline.refresh", ("ctrl+r",), "refresh", "do"),
    Command("timeline.older", (), "load older posts", "do"),
    Command("account.switch", ("A",), "your accounts: switch, add, log out", "do"),
    Command("account.sign_in", (), "sign in at this server", "do"),
    Command("notification.policy", (), "whose notifications reach you", "do"),
    Command("notice.undo", ("u",), "undo what the last notice names", "do"),
    Command("help.show", ("?",), "the keys that work here", "do", footer="keys"),
    Command("palette.open", ("ctrl+p", ":"), "run any command by its name", "do", (BROWSE, COMPOSE)),
    Command("app.suspend", ("ctrl+z",), "to the shell; fg comes back", "do"),
    Command("app.interrupt", ("ctrl+c",), "copy the selected text; twice: quit", "do", (EVERYWHERE,)),
    Command("app.quit", ("ctrl+q",), "quit", "do", (EVERYWHERE,)),
    Command("dialog.close", ("escape",), "close without choosing", "do", (DIALOG,)),
    Command("draft.send", ("ctrl+s",), "send", "draft", (COMPOSE,), "send"),
    Command("draft.media", ("ctrl+o",), "attach files, or change those attached", "draft", (COMPOSE,), "media"),
    Command("draft.poll", ("ctrl+l",), "add a poll, or change it", "draft", (COMPOSE,), "poll"),
    Command("draft.schedule", ("ctrl+t",), "choose when it appears", "draft", (COMPOSE,), "schedule"),
    Command(
        "draft.options",
        ("ctrl+g",),
        "who sees it, language, sensitive, who may quote it",
        "draft",
        (COMPOSE,),
        "options",
    ),
    Command("draft.add", ("ctrl+n",), "add a post that follows this one: a chain", "draft", (COMPOSE,), "chain"),
    Command("draft.previous", ("alt+up",), "the post before, in a chain", "draft", (COMPOSE,)),
    Command("draft.next", ("alt+down",), "the next post of a chain", "draft", (COMPOSE,)),
    Command("draft.parent", ("alt+o",), "show all of the post you answer", "draft", (COMPOSE,)),
    Command("draft.preview", ("alt+p",), "look at it as it will be", "draft", (COMPOSE,)),
    Command("draft.editor", ("ctrl+e",), "write it in your editor", "draft", (COMPOSE,)),
    Command("draft.keep", ("escape",), "close and keep the draft", "draft", (COMPOSE,), "keep for later"),
    Command("draft.discard", (), "throw this draft away", "draft", (COMPOSE,)),
    Command("media.add", ("a",), "attach a file", "media", (MEDIA,), "add"),
    Command("media.describe", ("e",), "describe the file", "media", (MEDIA,), "describe"),
    Command("media.earlier", ("K",), "put the file earlier", "media", (MEDIA,)),
    Command("media.later", ("J",), "put the file later", "media", (MEDIA,)),
    Command("media.remove", ("x", "delete"), "take the file out", "media", (MEDIA,), "take out"),
    Command("media.stop", ("s",), "stop sending the file", "media", (MEDIA,), "stop"),
    Command("media.retry", ("r",), "send the file again", "media", (MEDIA,), "send again"),
    Command("media.close", ("escape", "q"), "back to the text", "media", (MEDIA,), "back"),
    Command("vote.next", ("j", "down"), "next answer", "vote", (VOTE,)),
    Command("vote.previous", ("k", "up"), "previous answer", "vote", (VOTE,)),
    Command("vote.mark", ("space",), "mark the answer, or take its mark away", "vote", (VOTE,), "mark"),
    *(Command(f"vote.answer_{n}", (str(n),), f"mark answer {n}", "vote", (VOTE,)) for n in range(1, 10)),
    Command("vote.send", ("enter",), "send the vote", "vote", (VOTE,), "vote"),
    Command("vote.leave", ("escape", "q"), "leave without a vote", "vote", (VOTE,), "leave"),
    Command("accounts.show", ("enter", "l", "right"), "show the account", "accounts", (ACCOUNTS,), "show"),
    *(Command(f"accounts.show_{n}", (str(n),), f"show account {n}", "accounts", (ACCOUNTS,)) for n in range(1, 10)),
    Command("accounts.next", ("j",), "next account", "accounts", (ACCOUNTS,)),
    Command("accounts.previous", ("k",), "previous account", "accounts", (ACCOUNTS,)),
    Command("accounts.add", ("a",), "sign in to another account", "accounts", (ACCOUNTS,), "add"),
    Command("accounts.visit", ("v",), "look at a server without an account", "accounts", (ACCOUNTS,), "visit"),
    Command("accounts.demo", ("t",), "try the demo", "accounts", (ACCOUNTS,), "demo"),
    Command("accounts.log_out", ("d", "delete"), "log out, or end a visit", "accounts", (ACCOUNTS,), "log out"),
    Command(
        "accounts.people", ("m",), "whom you mute and block, who asks to follow you", "accounts", (ACCOUNTS,), "people"
    ),
    Command("accounts.close", ("escape", "q"), "back", "accounts", (ACCOUNTS,), "back"),
)

ACCOUNT_ONLY = frozenset(
    {
        *("status.reply", "status.reply_author", "status.boost", "status.favourite", "status.bookmark"),
        *("status.quote", "status.edit", "status.delete", "status.redraft", "status.pin", "status.source"),
        *("person.follow", "person.follow_options", "person.message", "person.mention", "person.lists"),
        *("person.note", "person.endorse", "person.remove_follower", "person.mute", "person.block"),
        *("person.block_server", "person.report"),
        *("status.boost_as", "poll.vote", "conversation.mute", "status.translate", "draft.new"),
        *("tag.follow", "status.quotes"),
        *("go.home", "go.bookmarks", "go.favourites", "go.lists", "go.profile"),
        *("go.scheduled", "go.drafts", "go.outbox", "go.direct"),
        *("go.notifications", "notification.dismiss", "notification.clear"),
        *("conversation.open", "conversation.read", "conversation.remove", "conversation.write"),
        *("go.filtered", "go.follow_requests", "go.mutes", "go.blocks", "go.domain_blocks", "notification.policy"),
    }
)
"""What somebody cannot do who only looks at a server, without an account."""

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}


def commands_in(contexts: Iterable[str]) -> list[Command]:
    """Give the commands of some contexts, in the order of the list."""
    wanted = set(contexts)
    return [command for command in COMMANDS if wanted.intersection(command.contexts)]
