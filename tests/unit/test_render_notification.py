"""A row of notifications: who did what in one line, whatever names are made of, and what it is about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from tests.support.plain_posts import a_post
from tootui.model.account import Account
from tootui.model.happening import Happening
from tootui.model.notification import Fallback, ModerationWarning, SeveredRelationships
from tootui.model.report import Report
from tootui.model.status import Status
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.glyphs import ASCII, UNICODE, Glyphs
from tootui.ui.render.lines import RowLayout, Target
from tootui.ui.render.notification import NotificationView, render_notification

CTX = RenderContext(now=datetime(2026, 6, 12, 12, tzinfo=UTC), me_id="1")
AT = datetime(2026, 6, 12, 10, tzinfo=UTC)
ADA = Account(id="2", acct="ada", display_name="Ada Lovelace", note="<p>Engines.</p>")
GRACE = Account(id="3", acct="grace@navy.example", display_name="Grace Hopper")
LONG = Account(id="4", acct="long", display_name="Long name " * 30)


def drawn(
    type: str,
    *people: Account,
    count: int = 0,
    width: int = 72,
    post: Status | None = None,
    fallback: Fallback | None = None,
    report: Report | None = None,
    event: SeveredRelationships | None = None,
    warning: ModerationWarning | None = None,
    emoji: str | None = None,
    ctx: RenderContext = CTX,
) -> RowLayout:
    happening = Happening(
        id="9",
        group_key="9",
        type=type,
        count=count or max(len(people), 1),
        created_at=AT,
        accounts=list(people),
        fallback=fallback,
        report=report,
        event=event,
        moderation_warning=warning,
        emoji=emoji,
    )
    view = PostView.of(post) if post is not None else None
    return render_notification(NotificationView(happening=happening, people=people, post=view), width, ctx)


def rows(layout: RowLayout) -> list[str]:
    return [" ".join(row.split()) for row in layout.plain.split("\n") if row.strip()]


@pytest.mark.parametrize(
    ("people", "count", "words"),
    [
        ([ADA], 1, "✭ Ada Lovelace favourited your post 2h"),
        ([ADA, GRACE], 2, "✭ Ada Lovelace and Grace Hopper favourited your post 2h"),
        ([ADA, GRACE], 12, "✭ Ada Lovelace, Grace Hopper and 10 others favourited your post 2h"),
        ([ADA], 2, "✭ Ada Lovelace and 1 other favourited your post 2h"),
        ([], 1, "✭ Somebody favourited your post 2h"),
        ([], 1200, "✭ 1,200 people favourited your post 2h"),
    ],
)
def test_who_did_it_and_how_many_others(people: list[Account], count: int, words: str) -> None:
    assert rows(drawn("favourite", *people, count=count))[0] == words


def test_names_lead_to_profiles() -> None:
    pieces = drawn("favourite", ADA, GRACE).lines[0].pieces
    assert [piece.target for piece in pieces if piece.target] == [Target("account", "2"), Target("account", "3")]


@pytest.mark.parametrize("width", [20, 32, 60, 88, 200])
@pytest.mark.parametrize(
    "type", ["favourite", "follow", "mention", "severed_relationships", "telegram", "admin.report"]
)
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_no_line_is_wider_than_its_column(width: int, type: str, glyphs: Glyphs) -> None:
    ctx = RenderContext(now=CTX.now, glyphs=glyphs)
    post = a_post("5", text="Words that go on for long enough to be wrapped more than once in a narrow column.")
    words = Fallback(title="Something new " * 9, summary="<p>More of it.</p>" * 4)
    layout = drawn(type, LONG, GRACE, count=9, width=width, post=post, fallback=words, ctx=ctx)
    for row in layout.lines:
        assert row.cells <= min(width, ctx.text_width)
        assert row.cells == sum(cell_len(piece.text) for piece in row.pieces)


def test_a_post_of_somebody_else_is_shown_whole_and_ones_own_in_a_frame() -> None:
    long = a_post("5", text="<br>".join(f"Line {number}" for number in range(12)))
    of_other = rows(drawn("mention", ADA, post=long))
    assert of_other[0] == "↲ mentions you"
    assert "Line 11" in of_other
    own = rows(drawn("favourite", ADA, post=long))
    assert own[1].startswith("⎡ ")
    assert own[-1] == "⎣ ⋯"
    assert len(own) == 7


@pytest.mark.parametrize(
    ("type", "words"),
    [
        ("follow", "✓ Ada Lovelace follows you now 2h"),
        ("follow_request", "✓ Ada Lovelace asks to follow you 2h"),
        ("reblog", "⇄ Ada Lovelace boosted your post 2h"),
        ("admin.sign_up", "✓ Ada Lovelace signed up on your server 2h"),
        ("added_to_collection", "⚑ Ada Lovelace put you into a collection 2h"),
        ("move", "▸ Ada Lovelace moved to another account 2h"),
        ("reaction", "✭ Ada Lovelace reacted to your post 2h"),
    ],
)
def test_each_type_has_its_words(type: str, words: str) -> None:
    assert rows(drawn(type, ADA))[0] == words


def test_somebody_new_is_introduced_and_several_are_named() -> None:
    assert rows(drawn("follow", ADA))[1:] == ["@ada", "Engines."]
    assert rows(drawn("follow", ADA, GRACE, count=5)) == [
        "✓ Ada Lovelace, Grace Hopper and 3 others follow you now 2h",
        "@ada @grace@navy.example",
    ]


@pytest.mark.parametrize("type", ["follow", "follow_request", "admin.sign_up"])
def test_without_signs_a_newcomer_is_not_crossed_out(type: str) -> None:
    ctx = RenderContext(now=CTX.now, glyphs=ASCII)
    assert rows(drawn(type, ADA, ctx=ctx))[0].startswith("+ Ada Lovelace")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (
            SeveredRelationships(id="1", type="domain_block", target_name="x.example", followers_count=1),
            "blocked x.example: you lost 1 follower and 0 whom you followed.",
        ),
        (
            SeveredRelationships(id="1", type="user_domain_block", target_name="x.example", following_count=3),
            "You blocked x.example: you lost 0 followers and 3 whom you followed.",
        ),
        (
            SeveredRelationships(id="1", type="account_suspension", target_name="a@x.example"),
            "suspended a@x.example: you lost 0 followers and 0 whom you followed.",
        ),
    ],
)
def test_what_was_cut_off_is_told_with_its_numbers(event: SeveredRelationships, words: str) -> None:
    assert words in " ".join(rows(drawn("severed_relationships", event=event, width=200))).replace(" 2h", "")


def test_a_warning_and_a_report_say_why() -> None:
    warned = rows(
        drawn("moderation_warning", warning=ModerationWarning(id="1", action="silence", text="Be nice.\nDo."))
    )
    assert warned == ["◬ The moderators of your server have limited your account. 2h", "Be nice.", "Do."]
    odd = rows(drawn("moderation_warning", warning=ModerationWarning(id="1", action="flogging")))
    assert odd == ["◬ The moderators of your server did something about your account. 2h"]
    report = Report(id="1", category="spam", comment="Wire.", target_account=GRACE)
    assert rows(drawn("admin.report", ADA, report=report)) == [
        "◬ Ada Lovelace reported @grace@navy.example for spam 2h",
        "Wire.",
    ]


def test_what_is_not_known_is_told_in_the_servers_words_without_what_could_do_harm() -> None:
    hostile = Fallback(title="A <b>telegram</b>&#27;[31m &#x202e;came", summary="<p>Stop.</p><p>&#x9b;2J Again.</p>")
    told = rows(drawn("telegram", ADA, fallback=hostile))
    assert told == ["∙ A telegram[31m came 2h", "Stop.", "›2J Again."]
    assert rows(drawn("telegram\x1b[2J", ADA))[0].startswith("∙ Something happened of a kind that tootui does not know")
    assert "\x1b" not in drawn("telegram\x1b[2J", ADA).plain


def test_the_line_up_to_which_one_read_stands_above() -> None:
    happening = Happening(id="9", group_key="9", type="follow", accounts=[ADA])
    layout = render_notification(NotificationView(happening=happening, people=[ADA], read_line=True), 60, CTX)
    assert "read up to here" in layout.plain.split("\n")[0]
    assert layout.head == 2
    noted = render_notification(NotificationView(happening=happening, people=[ADA], note="You let them."), 60, CTX)
    assert rows(noted)[-1] == "You let them."
