"""Whatever a post is made of, every line measures what it says and fits."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from tests.support.drawn import NOW, boost, person, post
from tootui.model.pages import Gap
from tootui.model.status import VISIBILITIES, MediaAttachment, Poll, PollOption, PreviewCard, Quote, Status, StatusTag
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.gap import render_gap
from tootui.ui.render.glyphs import ASCII, UNICODE
from tootui.ui.render.lines import RowLayout, plain
from tootui.ui.render.notes import render_note
from tootui.ui.render.post import render_post

HOSTILE = (
    "[/] [@click=app.quit]x[/]",
    "\x1b[31mred\x1b]0;title\x07",
    "\x9b2J\x00\x08\r\t",
    "&#27;[2J &#x9b;m",
    "\u202eoverride\u202c \u2066isolate",
    "w" * 300,
    "語" * 90,
    "👩‍👩‍👧‍👦❤️🏳️‍🌈1️⃣🇩🇪👍🏽",
    "Z̸̡̛̤͉̘͎̳̈́̍͗a̵̢͚̦̅l̷̬̈́̍g̸̫̈́o̴̟͐",
    "مرحبا بالعالم שלום",
    "\u200d\ufe0f\u200d",
    "a \u200db \u0301c",
    "two words",
    "\n\n",
    "\u2028",
    "",
)
texts = st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join) | st.text(max_size=30)
markup = st.lists(
    st.sampled_from(
        ("<p>", "</p>", "<br>", "<blockquote>", "</blockquote>", "<b>", "</b>", "<a href='https://x.example'>", "</a>")
    )
    | st.sampled_from(HOSTILE),
    max_size=10,
).map("".join)


class Branch(Struct, frozen=True):
    depth: int
    guides: tuple[bool, ...]
    last: bool
    role: str


@st.composite
def statuses(draw: st.DrawFn, *, quoting: bool = True) -> Status:
    """Any post, every field of which may be hostile."""
    status = post(content=draw(markup), by=person(draw(texts), draw(texts) or "x"), boosts=draw(st.integers(0, 10**7)))
    options = [PollOption(title=draw(texts), votes_count=draw(st.none() | st.integers(0, 9))) for _ in range(2)]
    quoted = draw(st.none() | statuses(quoting=False)) if quoting else None
    return replace(
        status,
        spoiler_text=draw(texts),
        visibility=draw(st.sampled_from(VISIBILITIES) | texts),
        sensitive=draw(st.booleans()),
        edited_at=draw(st.none() | st.just(NOW)),
        language=draw(st.none() | texts),
        in_reply_to_id=draw(st.none() | st.just("1")),
        media_attachments=[
            MediaAttachment(id="1", url="https://x.example", description=text)
            for text in draw(st.lists(texts, max_size=2))
        ],
        tags=[StatusTag(name=text) for text in draw(st.lists(texts, max_size=3))],
        poll=draw(
            st.none() | st.just(Poll(id="1", options=options, votes_count=9, expires_at=NOW + timedelta(hours=1)))
        ),
        card=draw(st.none() | st.builds(PreviewCard, url=texts, title=texts, description=texts, author_name=texts)),
        quote=Quote(quoted_status=quoted) if quoted is not None else None,
        favourited=draw(st.booleans()),
        bookmarked=draw(st.booleans()),
    )


branches = st.builds(
    Branch,
    depth=st.integers(0, 30),
    guides=st.lists(st.booleans(), max_size=30).map(tuple),
    last=st.booleans(),
    role=st.sampled_from(("ancestor", "focus", "reply")),
)


@settings(deadline=None, max_examples=150)
@given(
    status=statuses(),
    width=st.sampled_from((25, 28, 37, 57, 77, 97, 117, 197)),
    glyphs=st.sampled_from((UNICODE, ASCII)),
    branch=st.none() | branches,
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    title=st.none() | texts,
)
def test_every_line_of_a_post_measures_what_it_says_and_fits(
    status: Status,
    width: int,
    glyphs: object,
    branch: Branch | None,
    flags: tuple[bool, bool, bool, bool],
    title: str | None,
) -> None:
    revealed, focused, is_boosted, is_new = flags
    view = replace(
        PostView.of(boost(status) if is_boosted else status, revealed=revealed, focused=focused),
        indent=branch,
        filtered_title=title,
        is_new=is_new,
    )
    check(render_post(view, width, RenderContext(now=NOW, glyphs=ASCII if glyphs is ASCII else UNICODE)), width)


@settings(deadline=None)
@given(text=texts, width=st.integers(12, 120), loading=st.booleans())
def test_other_rows_fit_too(text: str, width: int, loading: bool) -> None:
    ctx = RenderContext(now=NOW)
    check(render_gap(Gap(above="1", below="2"), post(minutes=1), post(minutes=90), width, ctx, loading=loading), width)
    check(render_note(text, width, ctx, title=text), width)


def check(layout: RowLayout, width: int) -> None:
    for row in layout.lines:
        text = plain(row)
        assert row.cells == sum(cell_len(piece.text) for piece in row.pieces), text
        assert row.cells <= width, text
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text), text
        assert "\u202e" not in text
