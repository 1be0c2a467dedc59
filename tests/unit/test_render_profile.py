"""The head of a profile as it stands on the screen: full, bare, hostile."""

from __future__ import annotations

from datetime import UTC, datetime
from textwrap import dedent

import pytest
from msgspec.structs import replace

from tests.support.drawn import NOW
from tootui.model.account import Account, CustomEmoji, Field, Relationship, Role
from tootui.model.places import Place
from tootui.model.tags import FeaturedTag
from tootui.ui.render.context import RenderContext
from tootui.ui.render.glyphs import ASCII
from tootui.ui.render.lines import Target, target_at
from tootui.ui.render.profile import (
    MOST_BIO_LINES,
    ProfileView,
    links_of_profile,
    relation_words,
    render_profile,
    states_of,
)
from tootui.ui.render.styles import STYLES

CTX = RenderContext(now=NOW, me_id="you")
ADA = Account(
    id="7",
    acct="ada",
    username="ada",
    display_name="Ada Lovelace",
    note='<p>Notes on the Engine. <a href="https://ada.example/notes">ada.example/notes</a> #computing</p>',
    fields=[
        Field(name="Engine", value="Analytical"),
        Field(name="Page", value='<a href="https://ada.example">ada.example</a>', verified_at=NOW),
    ],
    created_at=datetime(2024, 3, 4, 12, tzinfo=UTC),
    last_status_at="2026-06-01",
    statuses_count=1234,
    followers_count=1,
    following_count=12,
)


def view(account: Account = ADA, **details: object) -> ProfileView:
    return replace(ProfileView(account=account, address="@ada@analytical.engine"), **details)


def shown(profile: ProfileView, width: int = 60, ctx: RenderContext = CTX) -> str:
    return "\n".join(line.rstrip() for line in render_profile(profile, width, ctx).plain.splitlines()).rstrip()


def test_a_full_profile() -> None:
    related = Relationship(id="7", following=True, followed_by=True, notifying=True, note="met in Turin")
    familiar = [Account(id=str(n), acct=f"friend{n}") for n in range(5)]
    tags = [FeaturedTag(id="1", name="looms", statuses_count="12"), FeaturedTag(id="2", name="computing")]
    assert shown(view(relationship=related, familiar=familiar, featured_tags=tags), 64) == dedent("""\
        Ada Lovelace
        @ada@analytical.engine

        Notes on the Engine. ada.example/notes #computing

        Engine  Analytical
        Page    ✓ verified ada.example

        1.2k posts ∙ 1 follower ∙ follows 12 ∙ joined 2024-03-04
        last post 2026-06-01
        Writes about #looms 12 ∙ #computing
        You follow each other. You are told of each of their posts.
        Among their followers you follow @friend0 @friend1 @friend2
        and 2 others
        Your note: met in Turin
        ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌""")


def test_a_bare_one_tells_nothing_that_it_was_not_told() -> None:
    bare = Account(id="7", acct="ada", followers_count=-1, following_count=None)
    assert shown(ProfileView(account=bare, address="@ada"), 20) == f"ada\n@ada\n{CTX.glyphs.rule * 20}"


def test_what_kind_of_account_it_is_and_what_became_of_it() -> None:
    account = replace(
        ADA,
        bot=True,
        group=True,
        locked=True,
        limited=True,
        memorial=True,
        hide_collections=True,
        roles=[Role(name="Admin")],
        moved=Account(id="8", acct="ada@new.example"),
    )
    text = " ".join(shown(view(account)).split())
    for words in (
        "automated ∙ a group ∙ answers requests to follow by hand Admin",
        "In memoriam",
        "have limited this account",
        "This person has moved to @ada@new.example",
        "keeps to themselves who these are",
    ):
        assert words in text
    assert list(states_of(replace(account, memorial=None, suspended=True))) == [
        "This account is suspended on your server: nothing of it is shown."
    ]


def test_where_its_pieces_lead() -> None:
    account = replace(ADA, moved=Account(id="8", acct="ada@new.example"))
    tags = [FeaturedTag(id="1", name="looms", statuses_count="12")]
    profile = view(account, familiar=[Account(id="9", acct="grace")], featured_tags=tags)
    layout = render_profile(profile, 80, CTX)
    targets = {piece.target for line in layout.lines for piece in line.pieces if piece.target is not None}
    assert targets == {
        Target("account", "8"),
        Target("account", "9"),
        Target("link", "https://ada.example/notes"),
        Target("link", "https://ada.example"),
        Target("place", "followers:7"),
        Target("place", "following:7"),
        Target("place", "account:7?tag=looms"),
        *targets.intersection({Target("hashtag", "computing")}),
    }
    page = next(line for line in layout.lines if line.pieces and line.pieces[0].text == "Page")
    assert target_at(page, page.cells - 1) == Target("link", "https://ada.example")
    assert [(link.kind, link.target) for link in links_of_profile(profile) if link.kind != "hashtag"] == [
        ("account", "8"),
        ("link", "https://ada.example/notes"),
        ("link", "https://ada.example"),
        ("place", "followers:7"),
        ("place", "following:7"),
        ("place", "account:7?tag=looms"),
        ("account", "9"),
    ]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, ""),
        ({"following": False, "followed_by": False}, "You do not follow them."),
        ({"following": False, "followed_by": True}, "They follow you. You do not follow them."),
        ({"following": True}, "You follow them."),
        ({"following": True, "showing_reblogs": False}, "You follow them. Their boosts are kept out of your home."),
        ({"requested": True, "followed_by": True}, "You asked to follow them, and they have not answered yet. They f"),
        ({"requested_by": True, "following": False}, "You do not follow them. They ask to follow you."),
        ({"following": True, "muting": True}, "You follow them. You mute them."),
        ({"muting": True, "muting_notifications": True}, "You mute them, and are told nothing of them."),
        ({"blocking": True, "blocked_by": True, "domain_blocking": True}, "You block them. They block you. You block "),
    ],
)
def test_how_one_relates_is_told_in_words(told: dict[str, bool], words: str) -> None:
    said = " ".join(relation_words(replace(Relationship(id="7"), **told)))
    assert said.startswith(words)
    assert bool(said) == bool(words)


HOSTILE = Account(
    id="7",
    acct="x" * 3000 + "@" + "y" * 3000,
    display_name="\u202eevil " + "Z̸̡͔̗" * 400 + " :blob: " + "漢字" * 200,
    note="<p>" + "<br>".join(f"line {n} &#27;[2J &#x202e;" for n in range(500)) + "</p>",
    emojis=[CustomEmoji(shortcode="blob")],
    fields=[Field(name="N" * 500, value="<p>" + "v" * 5000 + "</p>", verified_at=NOW) for _ in range(100)],
    roles=[Role(name="R" * 400), Role(name=" ")],
    statuses_count=10**30,
    created_at=datetime(1, 1, 1, tzinfo=UTC),
    moved=Account(id="8", acct="m" * 2000),
)


@pytest.mark.parametrize("width", [4, 16, 40, 88, 200])
@pytest.mark.parametrize("ctx", [CTX, replace(CTX, glyphs=ASCII)], ids=["unicode", "ascii"])
def test_a_hostile_profile_stays_within_its_lines(width: int, ctx: RenderContext) -> None:
    familiar = [Account(id=str(n), acct="f" * 900) for n in range(50)]
    profile = view(HOSTILE, address=f"@{HOSTILE.acct}", familiar=familiar, relationship=Relationship(id="7"))
    brief = render_profile(replace(profile, is_brief=True), width, ctx)
    assert width < 16 or all(line.cells <= width for line in brief.lines)
    layout = render_profile(profile, width, ctx)
    if width >= 16:
        assert all(line.cells <= width for line in layout.lines), [line for line in layout.lines if line.cells > width]
    assert len(layout.lines) < MOST_BIO_LINES + 250
    assert "\x1b" not in layout.plain
    assert "\u202e" not in layout.plain


def test_all_its_styles_have_a_look() -> None:
    layout = render_profile(view(HOSTILE, familiar=[ADA]), 80, CTX)
    names = {name for line in layout.lines for piece in line.pieces for name in piece.style.split("+")}
    assert names <= STYLES.keys()


def test_the_own_profile_leads_to_whom_one_lets_in_and_shuts_out() -> None:
    targets = [link.target for link in links_of_profile(view(is_me=True))]
    assert targets[-4:] == ["follow_requests", "mutes", "blocks", "domain_blocks"]
    assert not {*targets[-4:]} & {link.target for link in links_of_profile(view())}


def test_elsewhere_than_beside_all_posts_it_only_says_whose_these_are() -> None:
    related = Relationship(id="7", following=True)
    brief = view(relationship=related, is_brief=True)
    assert shown(brief, 40) == dedent(f"""\
        Ada Lovelace @ada@analytical.engine
        You follow them.
        {CTX.glyphs.rule * 40}""")
    assert shown(brief, 30).splitlines()[:2] == ["Ada Lovelace", "@ada@analytical.engine"]


def test_what_moderators_keep_from_view_is_told_by_its_name_alone() -> None:
    covered = view(replace(ADA, limited=True), is_covered=True)
    text = " ".join(shown(covered, 60, replace(CTX, key_of=lambda _: "x")).split())
    assert "Ada Lovelace @ada@analytical.engine" in text
    assert "x shows the profile all the same." in text
    assert "Notes on the Engine" not in text
    assert "1.2k posts" not in text
    assert links_of_profile(covered) == []


def test_featured_tags_from_a_hostile_server() -> None:
    tags = [FeaturedTag(id=str(n), name=f"\u202e{'t' * 90}{n}", statuses_count="x") for n in range(500)]
    layout = render_profile(view(featured_tags=[*tags, FeaturedTag(id="9", name="")]), 30, CTX)
    assert all(line.cells <= 30 for line in layout.lines)
    assert len(layout.lines) < 40


def test_a_featured_tag_without_a_name_leads_nowhere() -> None:
    tags = [FeaturedTag(id=str(number), name=name) for number, name in enumerate((" ", "#", "\n", "web"))]
    of_tags = [link for link in links_of_profile(view(featured_tags=tags)) if "tag=" in link.target]
    assert [str(Place.parse(link.target)) for link in of_tags] == [str(Place.account("7", tag="web"))]
