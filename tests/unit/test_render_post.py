"""Posts as they stand on the screen, line by line."""

from __future__ import annotations

from datetime import timedelta
from textwrap import dedent

from msgspec import Struct
from msgspec.structs import replace

from tests.support.drawn import ALAN, GRACE, NOW, boost, hashtag, mention, mention_of, person, post, uncounted
from tootui.model.account import CustomEmoji
from tootui.model.pages import Gap
from tootui.model.status import (
    Application,
    MediaAttachment,
    Poll,
    PollOption,
    PreviewCard,
    Quote,
    Status,
    StatusTag,
)
from tootui.ui.render.branches import render_absent, render_unsent
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.gap import render_gap
from tootui.ui.render.glyphs import ASCII
from tootui.ui.render.lines import Piece, RowLayout, Target
from tootui.ui.render.notes import render_note
from tootui.ui.render.post import render_post

CTX = RenderContext(now=NOW, me_id="you")


class Branch(Struct, frozen=True):
    """A row of a thread, as the service describes it."""

    depth: int
    guides: tuple[bool, ...] = ()
    last: bool = True
    role: str = "reply"


def test_a_plain_post() -> None:
    status = post(
        content="<p>We can only see a short distance ahead.</p>", by=ALAN, replies=4, boosts=1234, favourites=30
    )
    assert shown(status, 60) == lines("""
        Alan Turing @alan@enigma.uk  locked                       2h
        We can only see a short distance ahead.
        ↲ 4    ⇄ 1.2k  ✩ 30
    """)


def test_a_boost_with_pictures_tags_and_own_marks() -> None:
    text = f"<p>The engine weaves algebraic patterns just as the loom weaves flowers. {hashtag('looms')}</p>"
    status = replace(
        post(content=text, replies=4, boosts=12, favourites=30),
        edited_at=NOW,
        favourited=True,
        bookmarked=True,
        media_attachments=[
            MediaAttachment(
                id="1", type="image", url="https://x.example/1", description="A punched card,\nlit from behind"
            ),
            MediaAttachment(id="2", type="video", url="https://x.example/2"),
        ],
        tags=[StatusTag(name="Looms"), StatusTag(name="history"), StatusTag(name="weaving")],
    )
    assert shown(boost(status), 60) == lines("""
        ⇄ Grace Hopper boosted                                    5m
        Ada Lovelace @ada@analytical.engine              edited ∙ 2h
        The engine weaves algebraic patterns just as the loom weaves
        flowers. #looms
        ❐ image  A punched card, lit from behind
        ❐ video  no description
        #history #weaving
        ↲ 4    ⇄ 12   ✭ 30   ⚑
    """)
    assert shown(boost(status), 100) == lines("""
        ⇄ Grace Hopper boosted                                                                5m
        Ada Lovelace @ada@analytical.engine                                          edited ∙ 2h
        The engine weaves algebraic patterns just as the loom weaves flowers. #looms
        ❐ image  A punched card, lit from behind
        ❐ video  no description
        #history #weaving
        ↲ 4    ⇄ 12   ✭ 30   ⚑
    """)


def test_what_a_content_warning_covers_shows_when_it_is_revealed() -> None:
    status = replace(
        post(content="<p>The gardener did it.</p>", by=ALAN), spoiler_text="spoilers", visibility="private"
    )
    assert shown(status, 60) == lines("""
        Alan Turing @alan@enigma.uk  locked           followers ∙ 2h
        ◬ CW: spoilers                                    x shows it
        ↲ 0    ⇄ 0    ✩ 0
    """)
    assert shown(status, 60, revealed=True) == lines("""
        Alan Turing @alan@enigma.uk  locked           followers ∙ 2h
        ◬ CW: spoilers                                    x hides it
        The gardener did it.
        ↲ 0    ⇄ 0    ✩ 0
    """)


def test_a_long_warning_is_wrapped_beside_its_sign() -> None:
    status = replace(uncounted(), spoiler_text="everything about the last chapter of that long book")
    assert shown(status, 40) == lines("""
        Ada Lovelace @ada@analytical.engine   2h
        ◬ CW: everything about the last chapter
              of that long book       x shows it
    """)


def test_sensitive_pictures_are_covered_without_their_descriptions() -> None:
    media = [MediaAttachment(id=str(n), type="image", url="https://x.example", description="a wound") for n in range(2)]
    status = replace(uncounted(), sensitive=True, media_attachments=media)
    assert shown(status, 60) == lines("""
        Ada Lovelace @ada@analytical.engine                       2h
        Hello.
        ❐ 2 images ∙ sensitive                            x shows it
    """)
    assert "a wound" in "\n".join(shown(status, 60, revealed=True))


def test_a_reply_names_whom_it_answers() -> None:
    status = replace(
        uncounted(content=f"<p>{mention(ALAN)} indeed</p>", by=GRACE),
        in_reply_to_id="9",
        in_reply_to_account_id=ALAN.id,
        mentions=[mention_of(ALAN)],
    )
    assert shown(status, 60) == lines("""
        ↲ to @alan@enigma.uk
        Grace Hopper @grace                                       2h
        @alan indeed
    """)
    assert targets(render_post(PostView.of(status), 60, CTX))["@alan"] == Target("mention", "alan")
    elsewhere = replace(status, mentions=[])
    assert shown(elsewhere, 60)[0] == "↲ in reply"
    own = replace(status, in_reply_to_account_id=GRACE.id)
    assert shown(own, 60)[0] == "⋮ thread"
    assert targets(render_post(PostView.of(own), 60, CTX))["⋮ thread"] == Target("reply", own.id)


def test_a_poll_with_an_own_vote() -> None:
    options = [
        PollOption(title="1P/Halley", votes_count=412),
        PollOption(title="67P, the one that looks very much like a rubber duck", votes_count=655),
        PollOption(title="None", votes_count=0),
    ]
    poll = Poll(
        id="1",
        options=options,
        votes_count=1067,
        voters_count=1067,
        own_votes=[1],
        expires_at=NOW + timedelta(hours=30),
    )
    assert shown(replace(uncounted(content=""), poll=poll), 60) == lines("""
        Ada Lovelace @ada@analytical.engine                       2h
        ▬▬▬▬▬▬▬▬╌╌╌╌╌╌╌╌╌╌╌╌  39%  1P/Halley
        ▬▬▬▬▬▬▬▬▬▬▬▬╌╌╌╌╌╌╌╌  61%  67P, the one that looks very
                                   much like a rubber duck ✓
        ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌   0%  None
        1k people ∙ closes in 1 day
    """)


def test_a_poll_that_keeps_its_results_and_one_that_is_closed() -> None:
    hidden = Poll(id="1", options=[PollOption(title="Yes"), PollOption(title="No")], votes_count=3, multiple=True)
    assert shown(replace(uncounted(content=""), poll=hidden), 50)[1:] == lines("""
        [ ] Yes
        [ ] No
        3 votes ∙ several answers ∙ results at the end
    """)
    closed = Poll(id="1", options=[PollOption(title="Yes", votes_count=1)], votes_count=1, voters_count=1, expired=True)
    assert shown(replace(uncounted(content=""), poll=closed), 50)[-1] == "1 person ∙ closed"


def test_several_answers_a_head_are_shares_of_people() -> None:
    options = [PollOption(title="A", votes_count=10), PollOption(title="B", votes_count=5)]
    poll = Poll(id="1", options=options, votes_count=15, voters_count=10, multiple=True)
    rows = shown(replace(uncounted(content=""), poll=poll), 60)
    assert "100%" in rows[1]
    assert " 50%" in rows[2]


def test_a_link_card() -> None:
    card = PreviewCard(
        url="https://www.example.org/papers/1",
        title="On Computable Numbers, with an Application to the Entscheidungsproblem",
        author_name="A. M. Turing",
    )
    assert shown(replace(uncounted(), card=card), 60) == lines("""
        Ada Lovelace @ada@analytical.engine                       2h
        Hello.
        ⎡ ⇗ On Computable Numbers, with an Application to the Entsc⋯
        ⎣ example.org ∙ A. M. Turing
    """)


def test_a_quoted_post_is_framed_and_leads_to_itself() -> None:
    quoted = post("q", "<p>We can see plenty there that needs to be done.</p>", by=ALAN, minutes=3 * 24 * 60)
    status = replace(uncounted(content="<p>This.</p>"), quote=Quote(state="accepted", quoted_status=quoted))
    assert shown(status, 60) == lines("""
        Ada Lovelace @ada@analytical.engine                       2h
        This.
        ⎡ Alan Turing @alan@enigma.uk  locked                     3d
        ⎣ We can see plenty there that needs to be done.
    """)
    found = targets(render_post(PostView.of(status), 60, CTX))
    assert found["We can see plenty there that needs to be done."] == Target("quote", "q")
    assert found["Alan Turing"] == Target("account", "alan")


def test_a_quoted_post_keeps_its_own_warning_and_is_shortened() -> None:
    long = post("q", "<p>" + "word " * 200 + "</p>", by=ALAN)
    status = replace(uncounted(), quote=Quote(quoted_status=long))
    assert shown(status, 60)[-1] == "⎣ ⋯"
    assert len(shown(status, 60)) < 12
    warned = replace(uncounted(), quote=Quote(quoted_status=replace(long, spoiler_text="words")))
    assert shown(warned, 60)[-1] == "⎣ ◬ CW: words                                     x shows it"


def test_a_quoted_post_that_must_not_be_shown_says_why() -> None:
    hidden = post("q", "<p>secret</p>")
    for state, words in {
        "revoked": "⎢ Quoted post: its author withdrew it",
        "pending": "⎢ Quoted post: waiting for its author's consent",
        "some_new_state": "⎢ Quoted post: cannot be shown",
    }.items():
        assert shown(replace(uncounted(), quote=Quote(state=state, quoted_status=hidden)), 60)[-1] == words
    unsent = replace(uncounted(), quote=Quote(quoted_status_id="q"))
    assert shown(unsent, 60)[-1] == "⎢ Quoted post: open it to read"
    assert Target("quote", "q") in targets(render_post(PostView.of(unsent), 60, CTX)).values()


def test_a_filtered_post_is_one_line_until_it_is_revealed() -> None:
    view = replace(PostView.of(post()), filtered_title="Politics")
    assert rows_of(view, 60) == ["Filtered: Politics                                x shows it"]
    assert "Hello." in rows_of(replace(view, revealed=True), 60)


def test_counts_that_are_not_told_are_left_out() -> None:
    assert shown(uncounted(), 60)[-1] == "Hello."
    assert shown(replace(uncounted(), reblogged=True, favourites_count=3), 60)[-1] == "⇄      ✩ 3"


def test_direct_and_private_posts_have_a_ground_of_their_own() -> None:
    def ground(status: Status) -> str:
        return render_post(PostView.of(status), 60, CTX).ground

    assert [
        ground(replace(post(), visibility=name)) for name in ("public", "unlisted", "private", "direct", "circle")
    ] == [
        "",
        "",
        "private",
        "direct",
        "private",
    ]


def test_an_unknown_visibility_is_told_in_the_servers_word() -> None:
    assert shown(replace(uncounted(), visibility="mutuals_only_please"), 60)[0].endswith("mutuals_onl⋯ ∙ 2h")


def test_names_never_push_the_right_column_away() -> None:
    names = (
        "x" * 300,
        "👩‍👩‍👧‍👦" * 30,
        "Z̸̡̛̤͉̘͎̳̈́̍͗a̵̢͚̦̅l̷̬̈́̍g̸̫̈́o̴̟͐" * 10,
        "مريم العجلية",
        "雪女" * 40,
        "line\nbreak",
        "",
    )
    for name in names:
        for width in (28, 60, 100):
            layout = render_post(PostView.of(uncounted(by=person(name, "somebody@somewhere.example"))), width, CTX)
            head = layout.lines[0]
            assert head.cells == min(width, 88), name
            assert head.pieces[-1].text == "2h"


def test_the_narrowest_columns_keep_the_audience_in_sight() -> None:
    status = replace(uncounted(), visibility="direct", edited_at=NOW)
    assert shown(status, 26) == lines("""
        Ada Lovelace        direct
        Hello.
    """)


def test_custom_emoji_in_a_name_are_dimmed() -> None:
    account = replace(person("Daily :comet: news", "comet", bot=True), emojis=[CustomEmoji(shortcode="comet")])
    layout = render_post(PostView.of(uncounted(by=account)), 60, CTX)
    assert [piece.style for piece in layout.lines[0].pieces][:3] == ["name", "name+emoji", "name"]
    assert [piece for piece in layout.lines[0].pieces if piece.style == "mark"] == [Piece("  bot", "mark")]


def test_the_opened_post_of_a_thread_tells_everything() -> None:
    status = replace(
        post(replies=1, boosts=2, favourites=30),
        edited_at=NOW,
        language="en",
        application=Application(name="tootui"),
        quotes_count=1,
        reblogged=True,
        bookmarked=True,
        media_attachments=[MediaAttachment(id="1", type="image", url="https://x.example/1", description="word " * 20)],
    )
    view = replace(PostView.of(status, focused=True), indent=Branch(0, role="focus"))
    assert rows_of(view, 60) == lines("""
        Ada Lovelace @ada@analytical.engine              edited ∙ 2h
        Hello.
        ❐ image  word word word word word word word word word word
                 word word word word word word word word word word
        2026-03-04 10:04 ∙ edited 2026-03-04 12:04 ∙ English ∙ with
        tootui
        ↲ 1 reply   ⇄ 2 boosts   ✩ 30 favourites   ❝ 1 quote
        ⚑ bookmarked
    """)
    assert render_post(view, 60, CTX).ground == "focused"


def test_replies_hang_on_guides_that_end_with_the_last_of_them() -> None:
    rows = [
        ("ancestor", Branch(0, role="ancestor")),
        ("first", Branch(1, (), last=False)),
        ("deeper", Branch(2, (True,), last=True)),
        ("last", Branch(1, (), last=True)),
    ]
    drawn: list[str] = []
    for name, branch in rows:
        view = replace(PostView.of(uncounted(content=f"<p>{name}</p>", by=GRACE)), indent=branch)
        drawn += render_post(view, 50, CTX).plain.split("\n")
    assert [row.rstrip() for row in drawn[:-1]] == lines("""
        ╎ Grace Hopper @grace                           2h
        ╎ ancestor
        ╎
        ╎ Grace Hopper @grace                           2h
        ╎ first
        ╎
        ╎ ╎ Grace Hopper @grace                         2h
        ╎ ╵ deeper
        ╎
        ╎ Grace Hopper @grace                           2h
        ╵ last
    """)


def test_indentation_leaves_forty_cells_to_the_text() -> None:
    for width in (30, 41, 60, 88, 140):
        view = replace(PostView.of(uncounted()), indent=Branch(40, (True,) * 39))
        guides = render_post(view, width, CTX).lines[0].pieces[0]
        indent = len(guides.text) if guides.style == "guide" else 0
        assert min(width, 88) - indent >= min(width, 40)


def test_in_a_thread_the_tree_says_what_a_reply_answers() -> None:
    status = replace(uncounted(), in_reply_to_id="9", in_reply_to_account_id="alan")
    there = replace(PostView.of(status), indent=Branch(1))
    assert rows_of(there, 60)[0].startswith("╎ Ada Lovelace")


def test_what_is_absent_from_a_thread_says_why_in_its_place() -> None:
    deleted = render_absent("deleted", Branch(1), 60, CTX)
    assert deleted.plain.split("\n") == ["╵ This post was deleted.", "  "]
    missing = render_absent("missing", Branch(0, role="ancestor"), 60, CTX)
    assert missing.plain.startswith("╎ A post that this server does not have")


def test_an_answer_on_its_way_stands_where_it_will_be() -> None:
    rows = render_unsent("Mine, soon.\nReally.", "waiting to be sent", Branch(2, guides=(True,)), 60, CTX)
    assert rows.plain.split("\n")[:3] == ["╎ ╎ You ∙ waiting to be sent", "╎ ╎ Mine, soon.", "╎ ╵ Really."]


def test_with_ascii_signs_nothing_but_the_text_is_beyond_ascii() -> None:
    poll = Poll(id="1", options=[PollOption(title="A", votes_count=1)], votes_count=1, own_votes=[0])
    quoted = replace(post("q"), spoiler_text="x")
    status = replace(
        post(content="<blockquote>" + "q " * 100 + "</blockquote>"),
        visibility="direct",
        edited_at=NOW,
        favourited=True,
        bookmarked=True,
        poll=poll,
        quote=Quote(quoted_status=quoted),
        card=PreviewCard(url="https://x.example", title="t" * 100),
        media_attachments=[MediaAttachment(id="1")],
    )
    ctx = replace(CTX, glyphs=ASCII)
    layout = render_post(replace(PostView.of(boost(status)), indent=Branch(2, (True,))), 60, ctx)
    assert layout.plain.isascii()


def test_a_gap_tells_how_long_it_is_and_can_be_clicked() -> None:
    newer, older = post("a", minutes=3), post("b", minutes=40)
    layout = render_gap(Gap(above="a", below="b"), newer, older, 60, CTX)
    assert layout.plain.split("\n") == ["╌╌╌╌╌╌╌╌╌╌╌╌╌ 37 minutes missing ∙ Enter loads ╌╌╌╌╌╌╌╌╌╌╌╌╌", ""]
    assert Target("gap") in targets(layout).values()
    loading = render_gap(Gap(above="a", below="b"), None, older, 60, CTX, loading=True)
    assert " posts missing ∙ loading⋯ " in loading.plain


def test_a_note_is_wrapped_under_its_title() -> None:
    layout = render_note("Nobody you follow has posted yet.", 20, CTX, title="Nothing here")
    assert layout.plain.split("\n") == ["Nothing here", "Nobody you follow", "has posted yet.", ""]
    assert layout.lines[0].pieces[0].style == "note_title"


def test_every_part_leads_where_it_should() -> None:
    content = f"<p>{hashtag('looms')} <a href='https://x.example/page'>x.example/page</a></p>"
    status = replace(
        uncounted(content=content),
        favourites_count=2,
        card=PreviewCard(url="https://x.example/card", title="Card"),
        media_attachments=[MediaAttachment(id="1", url="https://x.example/1.png")],
    )
    found = targets(render_post(PostView.of(status), 60, CTX))
    assert found["#looms"] == Target("hashtag", "looms")
    assert found["x.example/page"] == Target("link", "https://x.example/page")
    assert found["Card"] == Target("card", "https://x.example/card")
    assert found["❐ file"] == Target("media", "https://x.example/1.png")
    assert found["✩ 2"] == Target("favourite", "1")
    assert found["Ada Lovelace"] == Target("account", "ada")


def test_a_link_that_must_not_be_opened_leads_nowhere() -> None:
    status = uncounted(content="<p><a href='javascript:alert(1)'>click</a></p>")
    assert "click" not in targets(render_post(PostView.of(status), 60, CTX))


def lines(text: str) -> list[str]:
    """The rows of an indented block; trailing blanks are not looked at."""
    return [row.rstrip() for row in dedent(text).strip("\n").rstrip(" ").split("\n")]


def shown(status: Status, width: int, *, revealed: bool = False) -> list[str]:
    return rows_of(PostView.of(status, revealed=revealed), width)


def rows_of(view: PostView, width: int) -> list[str]:
    layout = render_post(view, width, CTX)
    rows = [row.rstrip() for row in layout.plain.split("\n")]
    assert layout.tail == 1
    return rows[:-1]


def targets(layout: RowLayout) -> dict[str, Target]:
    return {piece.text: piece.target for row in layout.lines for piece in row.pieces if piece.target is not None}
