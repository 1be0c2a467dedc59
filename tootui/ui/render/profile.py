"""The head of a profile: who somebody is, what they say of themselves, how you and they relate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from rich.cells import cell_len

from tootui.model.account import Account, Field, Relationship
from tootui.model.base import known
from tootui.model.places import Place
from tootui.model.tags import FeaturedTag
from tootui.text.clean import clean_line
from tootui.text.html import emphasise, parse
from tootui.text.links import Link, link_of, links_in
from tootui.text.numbers import compact
from tootui.text.prose import Prose, Span
from tootui.text.times import absolute
from tootui.ui.render.cells import fit
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import BLANK, Line, Piece, RowLayout, Target, cells_of, flowing, indented, line
from tootui.ui.render.people import name_pieces
from tootui.ui.render.prose import prose_lines

MOST_BIO_LINES = 40
MOST_FIELDS = 20
"""Mastodon has four; others as many as their owner likes."""
_NAME_LINES = 3
_FIELD_LINES = 4
_LEAST_VALUE = 24
"""Cells that a field's value needs beside its name; else it stands below."""
_NAMED = 3
"""So many familiar followers are named, the others counted."""
_OF_ONESELF = (Place.FOLLOW_REQUESTS, Place.MUTES, Place.BLOCKS, Place.DOMAIN_BLOCKS)
"""Where one's own profile leads besides."""
MOST_TAGS = 10
"""As many as Mastodon lets people feature."""


class ProfileView(Struct, frozen=True, kw_only=True):
    """A profile as its row shows it."""

    account: Account
    address: str
    """The full name, with the server."""
    relationship: Relationship | None = None
    familiar: Sequence[Account] = ()
    featured_tags: Sequence[FeaturedTag] = ()
    is_me: bool = False
    is_covered: bool = False
    """Whether the reader has yet to ask for what moderators keep from view."""
    is_brief: bool = False
    """Whether it only says whose the rows below are."""


def render_profile(view: ProfileView, width: int, ctx: RenderContext) -> RowLayout:
    """Draw a profile's head in lines of at most ``width`` cells, with a rule and a blank line behind it."""
    room = min(width, ctx.text_width)
    account = view.account
    lines = _who_briefly(view, room, ctx) if view.is_brief else _who(view, room, ctx)
    for words in states_of(account):
        lines += prose_lines(Prose(f"{ctx.glyphs.warning} {words}"), room, ctx.glyphs, style="warning")
    if view.is_covered:
        key = ctx.key_of("profile.reveal")
        lines += prose_lines(Prose(f"{key} shows the profile all the same."), room, ctx.glyphs, style="note")
    if account.moved is not None:
        lines += _moved(account.moved, room, ctx)
    if not view.is_covered:
        lines += _relating(view, room, ctx) if view.is_brief else _whole(view, room, ctx)
    lines += (line(Piece(ctx.glyphs.rule * room, "gap_rule")), BLANK)
    return RowLayout(lines, tail=1)


def _whole(view: ProfileView, room: int, ctx: RenderContext) -> list[Line]:
    """What they say of themselves, and what is known of them."""
    account = view.account
    lines = _parted(_bio(account, room, ctx))
    lines += _parted(_fields(account, room, ctx))
    lines += _parted([*_facts(account, room, ctx), *_featured(view, room, ctx)])
    lines += _relating(view, room, ctx)
    lines += _familiar(view.familiar, room, ctx)
    note = clean_line(known(view.relationship.note, "")).strip() if view.relationship is not None else ""
    if note:
        lines += prose_lines(Prose(f"Your note: {note}"), room, ctx.glyphs, style="italic")
    return lines


def _relating(view: ProfileView, room: int, ctx: RenderContext) -> list[Line]:
    related = ("This is you.",) if view.is_me else relation_words(view.relationship)
    return prose_lines(Prose(" ".join(related)), room, ctx.glyphs, style="mention") if related else []


def links_of_profile(view: ProfileView) -> list[Link]:
    """Everything to open, in reading order, nothing twice; first where the account has moved to."""
    account = view.account
    found: dict[tuple[str, str], Link] = {}
    if account.moved is not None:
        found["account", account.moved.id] = _link_to(account.moved)
    if view.is_covered:
        return list(found.values())
    for html in (account.note, *(field.value for field in account.fields[:MOST_FIELDS])):
        for link in links_in(parse(html), (), ()):
            found.setdefault((link.kind, link.target.lower()), link)
    counts = [Link("place", words, str(place)) for words, place in _counts(account) if place is not None]
    whose = "by you" if view.is_me else "by them"
    tags = [Link("place", f"#{clean_line(tag.name)} {whose}", str(_of_tag(account, tag))) for tag in _tags_of(view)]
    own = [Link("place", place.title, str(place)) for place in _OF_ONESELF] if view.is_me else []
    for link in (*counts, *tags, *map(_link_to, view.familiar[:_NAMED]), *own):
        found.setdefault((link.kind, link.target), link)
    return list(found.values())


def _link_to(account: Account) -> Link:
    return Link("account", f"@{clean_line(account.acct)}", account.id)


def states_of(account: Account) -> Iterator[str]:
    """What a reader should know before all else, each in a sentence."""
    if known(account.memorial, False):
        yield "In memoriam: this person has died."
    if known(account.suspended, False):
        yield "This account is suspended on your server: nothing of it is shown."
    elif known(account.limited, False):
        yield "The moderators of your server have limited this account: others see it only if they follow it."


def relation_words(relationship: Relationship | None) -> list[str]:
    """How the reader and an account relate, in sentences; nothing where that is not known."""
    if relationship is None:
        return []
    is_on = {name: known(getattr(relationship, name), False) for name in relationship.__struct_fields__}
    words = [_following_words(relationship)]
    words += [
        sentence
        for name, sentence in (
            ("requested_by", "They ask to follow you."),
            ("notifying", "You are told of each of their posts."),
            ("endorsed", "You feature them on your profile."),
            ("blocking", "You block them."),
            ("blocked_by", "They block you."),
            ("domain_blocking", "You block their whole server."),
        )
        if is_on[name]
    ]
    if is_on["following"] and relationship.showing_reblogs is False:
        words.append("Their boosts are kept out of your home.")
    languages = known(relationship.languages, None)
    if is_on["following"] and languages:
        words.append(f"Only their posts in these languages come home: {', '.join(map(clean_line, languages))}.")
    if is_on["muting"]:
        also = ", and are told nothing of them" if is_on["muting_notifications"] else ""
        words.append(f"You mute them{also}.")
    return [sentence for sentence in words if sentence]


def _following_words(relationship: Relationship) -> str:
    following, followed = relationship.following, known(relationship.followed_by, False)
    if known(following, False):
        return "You follow each other." if followed else "You follow them."
    if known(relationship.requested, False):
        asked = "You asked to follow them, and they have not answered yet."
        return f"{asked} They follow you." if followed else asked
    if followed:
        return "They follow you. You do not follow them."
    return "You do not follow them." if following is False else ""


def _who(view: ProfileView, room: int, ctx: RenderContext) -> list[Line]:
    """Name, full address, and what kind of account it is."""
    account = view.account
    shortcodes = {emoji.shortcode for emoji in account.emojis}
    name = emphasise(Prose(clean_line(account.name) or "(no name)"), shortcodes)
    lines = _cut(prose_lines(name, room, ctx.glyphs, style="name"), _NAME_LINES, ctx)
    lines += _cut(prose_lines(Prose(clean_line(view.address)), room, ctx.glyphs, style="acct"), _NAME_LINES, ctx)
    kinds = [
        word
        for word, flag in (
            ("automated", account.bot),
            ("a group", account.group),
            ("answers requests to follow by hand", account.locked),
        )
        if known(flag, False)
    ]
    roles = account.roles if isinstance(account.roles, list) else []
    kinds += [clean_line(role.name) for role in roles if clean_line(role.name).strip()]
    return lines + _joined([Piece(word, "mark") for word in kinds], room, ctx)


def _who_briefly(view: ProfileView, room: int, ctx: RenderContext) -> list[Line]:
    """Name and full address, on one line where there is room."""
    address = Piece(fit(clean_line(view.address), room, ctx.glyphs.ellipsis), "acct")
    beside = room - cells_of((address,)) - 1
    name = name_pieces(view.account, max(beside, room // 2), ctx, "name")
    if cells_of(name) <= beside:
        return [line(*name, Piece(" "), address)]
    return [line(*name), line(address)]


def _moved(moved: Account, room: int, ctx: RenderContext) -> list[Line]:
    words = f"{ctx.glyphs.warning} This person has moved to"
    acct = Piece(fit(f"@{clean_line(moved.acct)}", room, ctx.glyphs.ellipsis), "mention", Target("account", moved.id))
    if cell_len(words) + 1 + cell_len(acct.text) <= room:
        return [line(Piece(f"{words} ", "warning"), acct)]
    return [*prose_lines(Prose(words), room, ctx.glyphs, style="warning"), line(acct)]


def _bio(account: Account, room: int, ctx: RenderContext) -> list[Line]:
    prose = emphasise(parse(account.note), {emoji.shortcode for emoji in account.emojis})
    lines = prose_lines(prose, room, ctx.glyphs, resolve=lambda span: _target(prose, span))
    return _cut(lines, MOST_BIO_LINES, ctx)


def _fields(account: Account, room: int, ctx: RenderContext) -> list[Line]:
    fields = account.fields[:MOST_FIELDS]
    for_name = min(max((cell_len(clean_line(field.name)) for field in fields), default=0), room // 3)
    beside = room - for_name - 2 >= _LEAST_VALUE
    lines: list[Line] = []
    for field in fields:
        name = fit(clean_line(field.name), for_name if beside else room, ctx.glyphs.ellipsis)
        value = _value(field, room - (for_name + 2 if beside else 2), ctx)
        if beside and value:
            gap = " " * (for_name + 2 - cell_len(name))
            lines.append(indented(value[0], Piece(name, "dim"), Piece(gap)))
            lines += [indented(row, Piece(" " * (for_name + 2))) for row in value[1:]]
        elif name or value:
            lines += (line(Piece(name, "dim")), *(indented(row, Piece("  ")) for row in value))
    return lines


def _value(field: Field, room: int, ctx: RenderContext) -> list[Line]:
    """A field's value; a verified one behind a mark that says so."""
    prose = parse(field.value)
    is_verified = field.verified_at is not None
    mark = f"{ctx.glyphs.check} verified " if is_verified else ""
    lines = prose_lines(prose, room - cell_len(mark), ctx.glyphs, resolve=lambda span: _target(prose, span))
    lines = _cut(lines, _FIELD_LINES, ctx)
    if is_verified and lines:
        prefixes = (mark, *(" " * cell_len(mark),) * (len(lines) - 1))
        lines = [indented(row, Piece(words, "verified")) for row, words in zip(lines, prefixes, strict=True)]
    return lines


def _counts(account: Account) -> Iterator[tuple[str, Place | None]]:
    """How many of everything there is, and where it is listed; what is not told is left out."""
    for count, one, many, place in (
        (account.statuses_count, "1 post", "{} posts", None),
        (account.followers_count, "1 follower", "{} followers", Place.followers(account.id)),
        (account.following_count, "follows 1", "follows {}", Place.following(account.id)),
    ):
        if isinstance(count, int) and count >= 0:
            yield one if count == 1 else many.format(compact(count)), place


def _facts(account: Account, room: int, ctx: RenderContext) -> list[Line]:
    """How many of everything, when they joined and were last seen."""
    facts = [
        Piece(words, "count") if place is None else Piece(words, "mention", Target("place", str(place)))
        for words, place in _counts(account)
    ]
    if known(account.hide_collections, False):
        facts.append(Piece("keeps to themselves who these are", "count"))
    if account.created_at is not None:
        facts.append(Piece(f"joined {absolute(account.created_at)[:10]}", "count"))
    last = clean_line(account.last_status_at or "")[:10]
    if last:
        facts.append(Piece(f"last post {last}", "count"))
    return _joined(facts, room, ctx)


def _featured(view: ProfileView, room: int, ctx: RenderContext) -> list[Line]:
    """The tags they show, each leading to their posts with it."""
    tags = [
        Piece(
            f"#{clean_line(tag.name)}" + (f" {compact(tag.posts_count)}" if tag.posts_count > 0 else ""),
            "hashtag",
            Target("place", str(_of_tag(view.account, tag))),
        )
        for tag in _tags_of(view)
    ]
    return _joined([Piece("Writes about", "dim"), *tags], room, ctx, after_first=" ") if tags else []


def _tags_of(view: ProfileView) -> list[FeaturedTag]:
    """The tags they show that have a name, and so a place."""
    return [tag for tag in view.featured_tags if clean_line(tag.name).strip(" #")][:MOST_TAGS]


def _of_tag(account: Account, tag: FeaturedTag) -> Place:
    return Place.account(account.id, tag=tag.name)


def _joined(pieces: Sequence[Piece], room: int, ctx: RenderContext, *, after_first: str = "") -> list[Line]:
    """Short facts, parted by dots, in as many lines as they need."""
    dot = f" {ctx.glyphs.dot} "
    rows: list[list[Piece]] = []
    used = 0
    for number, piece in enumerate(pieces):
        fact = Piece(fit(piece.text, room, ctx.glyphs.ellipsis), piece.style, piece.target)
        gap = after_first if number == 1 and after_first else dot
        if rows and used + cell_len(gap) + cell_len(fact.text) <= room:
            rows[-1] += [Piece(gap, "faint"), fact]
            used += cell_len(gap) + cell_len(fact.text)
        else:
            rows.append([fact])
            used = cell_len(fact.text)
    return [line(*row) for row in rows]


def _familiar(familiar: Sequence[Account], room: int, ctx: RenderContext) -> list[Line]:
    if not familiar:
        return []
    named = [Piece(_short(account, room, ctx), "mention", Target("account", account.id)) for account in familiar]
    pieces = [Piece("Among their followers you follow", "dim"), *named[:_NAMED]]
    if len(named) > _NAMED:
        more = len(named) - _NAMED
        pieces.append(Piece(f"and {compact(more)} other{'s' if more > 1 else ''}", "dim"))
    return flowing((piece for piece in pieces if cell_len(piece.text) <= room), room, lambda _used: 1)


def _short(account: Account, room: int, ctx: RenderContext) -> str:
    return fit(f"@{clean_line(account.acct)}", min(room, 40), ctx.glyphs.ellipsis)


def _parted(lines: list[Line]) -> list[Line]:
    return [BLANK, *lines] if lines else []


def _cut(lines: list[Line], most: int, ctx: RenderContext) -> list[Line]:
    return lines if len(lines) <= most else [*lines[: most - 1], line(Piece(ctx.glyphs.ellipsis, "dim"))]


def _target(prose: Prose, span: Span) -> Target | None:
    link = link_of(prose, span, (), ())
    return Target(link.kind, link.target) if link is not None else None
