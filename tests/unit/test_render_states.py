"""What a post looks like while something happens to it: covered, voted in, translated, searched, read up to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.support.drawn import ADA, ALAN, GRACE, NOW, hashtag, post, uncounted
from tootui.model.account import Account
from tootui.model.media import MediaMeta, MediaSize
from tootui.model.status import MediaAttachment, Poll, PollOption, PreviewCard, Quote, Status, StatusTag
from tootui.model.translation import TranslatedAttachment, TranslatedOption, TranslatedPoll, Translation
from tootui.ui.render.context import Cover, PollChoice, PostView, RenderContext
from tootui.ui.render.lines import Target
from tootui.ui.render.post import render_post

CTX = RenderContext(now=NOW, me_id="you", languages=frozenset({"en"}))
PICTURE = MediaAttachment(id="1", type="image", url="https://x.example/1", description="A card")
QUOTED = post("q", "<p>Plenty to do.</p>", by=ALAN, minutes=3 * 24 * 60)


def body(view: PostView, width: int = 60, ctx: RenderContext = CTX) -> list[str]:
    """The rows under the author's line."""
    return [row.rstrip() for row in render_post(view, width, ctx).plain.split("\n")][1:-1]


def quoting(quote: Quote, **changes: object) -> PostView:
    return replace(PostView.of(replace(uncounted(), quote=quote)), **changes)


def styled(view: PostView, style: str) -> list[str]:
    layout = render_post(view, 60, CTX)
    return [piece.text for row in layout.lines for piece in row.pieces if style in piece.style.split("+")]


# Hashtags


def test_hashtags_at_the_end_become_a_row_and_the_others_of_the_post_join_them() -> None:
    content = f"<p>About {hashtag('looms')}.</p><p>{hashtag('Cards')} {hashtag('looms')}</p>"
    tags = [StatusTag(name=name) for name in ("looms", "cards", "history")]
    assert body(PostView.of(replace(uncounted(content=content), tags=tags))) == ["About #looms.", "#Cards #history"]


def test_a_post_of_hashtags_alone_is_its_text_unless_there_is_something_to_look_at() -> None:
    status = replace(uncounted(content=f"<p>{hashtag('looms')}</p>"), tags=[StatusTag(name="looms")])
    assert body(PostView.of(status)) == ["#looms"]
    pictured = replace(status, media_attachments=[PICTURE])
    assert body(PostView.of(pictured)) == ["❐ image  A card", "#looms"]


# Votes

COMETS = Poll(
    id="1",
    options=[PollOption(title="1P/Halley", votes_count=1), PollOption(title="67P", votes_count=1)],
    votes_count=2,
    voted=False,
    expires_at=NOW + timedelta(hours=5),
)


def test_an_open_poll_names_the_key_that_votes_until_one_has() -> None:
    view = PostView.of(replace(uncounted(content=""), poll=COMETS))
    assert body(view)[-1] == "2 votes ∙ closes in 5 hours                          P votes"
    for poll in (replace(COMETS, voted=True), replace(COMETS, expired=True)):
        assert "P votes" not in body(PostView.of(replace(view.inner, poll=poll)))[-1]


def test_whoever_votes_sees_marks_and_keys_in_the_place_of_bars() -> None:
    view = replace(PostView.of(replace(uncounted(content=""), poll=COMETS)), poll_choice=PollChoice(1, frozenset({0})))
    assert body(view) == [
        "  1 (✓) 1P/Halley",
        "▸ 2 ( ) 67P",
        "1-2 or Space marks ∙ Enter sends ∙ Esc leaves it",
    ]
    several = replace(view, inner=replace(view.inner, poll=replace(COMETS, multiple=True)))
    assert body(several)[0] == "  1 [✓] 1P/Halley"
    assert body(view, 30)[-1] == "1-2 or Space marks"


def test_an_answer_is_clicked_where_one_may_vote_and_nowhere_else() -> None:
    def answers(view: PostView) -> set[str]:
        rows = render_post(view, 60, CTX).lines
        targets = [piece.target for row in rows for piece in row.pieces]
        return {target.value for target in targets if target is not None and target.kind == "answer"}

    view = PostView.of(replace(uncounted(content=""), poll=COMETS))
    assert answers(view) == answers(replace(view, poll_choice=PollChoice(0))) == {"0", "1"}
    assert answers(PostView.of(replace(view.inner, poll=replace(COMETS, voted=True)))) == set()
    assert answers(PostView.of(replace(view.inner, poll=replace(COMETS, expired=True)))) == set()


# Quotes


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "waiting for its author's consent"),
        ("rejected", "its author did not consent"),
        ("revoked", "its author withdrew it"),
        ("deleted", "deleted"),
        ("unauthorized", "not visible to you"),
        ("something new", "cannot be shown"),
    ],
)
def test_a_quoted_post_that_may_not_be_read_says_why_and_cannot_be_opened(state: str, words: str) -> None:
    view = quoting(Quote(state=state, quoted_status=QUOTED), revealed=True)
    assert body(view)[-1] == f"⎢ Quoted post: {words}"


@pytest.mark.parametrize("state", ["blocked_account", "blocked_domain", "muted_account"])
def test_a_quoted_post_of_somebody_one_does_not_want_to_read_opens_on_demand(state: str) -> None:
    view = quoting(Quote(state=state, quoted_status=QUOTED))
    assert "Plenty" not in "".join(body(view))
    assert body(view)[-1].endswith("x shows it")
    assert "Plenty to do." in body(replace(view, revealed=True))[-1]


def test_filters_hold_for_quoted_posts() -> None:
    quote = Quote(quoted_status=replace(QUOTED, media_attachments=[PICTURE]))
    warned = quoting(quote, quote_cover=Cover("Work"))
    assert body(warned)[-1] == "⎢ Filtered: Work                                  x shows it"
    assert "⎣ ❐ image  A card" in body(replace(warned, revealed=True))
    assert body(quoting(quote, quote_cover=Cover("Work", "hide")))[1:] == [
        "⎢ Quoted post: one of your filters hides it"
    ]
    blurred = body(quoting(quote, quote_cover=Cover("Cards", "blur")))
    assert blurred[-1] == "⎣ ❐ 1 image ∙ filtered: Cards                     x shows it"
    assert "Plenty to do." in blurred[-2]


def test_a_quote_inside_a_quote_is_named_and_not_drawn() -> None:
    inner = Quote(quoted_status=replace(QUOTED, content="<p>Too deep.</p>"))
    assert body(quoting(Quote(quoted_status=replace(QUOTED, quote=inner))))[-1] == "⎣ ❝ quotes another post"


# Filters and media


def test_a_filter_that_blurs_covers_media_alone_and_names_itself() -> None:
    view = replace(
        PostView.of(replace(uncounted(), media_attachments=[PICTURE])), filtered_title="Spiders", blurred=True
    )
    assert body(view) == ["Hello.", "❐ 1 image ∙ filtered: Spiders                     x shows it"]
    assert body(replace(view, revealed=True)) == ["Hello.", "❐ image  A card"]


def test_an_opened_filtered_post_still_says_that_it_is_filtered() -> None:
    view = replace(PostView.of(uncounted(), revealed=True), filtered_title="Noise")
    assert body(view) == ["Filtered: Noise                                   x hides it", "Hello."]


def test_who_wants_all_media_covered_has_them_covered() -> None:
    view = PostView.of(replace(uncounted(), media_attachments=[PICTURE]))
    assert "A card" not in "".join(body(view, ctx=replace(CTX, covers_media=True)))


def test_media_tell_how_long_they_play_and_the_opened_post_their_size() -> None:
    film = MediaAttachment(
        id="1",
        type="video",
        description="Gears",
        meta=MediaMeta(original=MediaSize(width=640, height=360, duration=75)),
    )
    view = PostView.of(replace(uncounted(), media_attachments=[film, PICTURE]))
    assert body(view)[1:] == ["❐ video 1:15  Gears", "❐ image       A card"]
    assert body(replace(view, focused=True))[1] == "❐ video 1:15 640x360  Gears"


def test_a_card_of_a_film_says_so() -> None:
    card = PreviewCard(url="https://x.example/v", title="A talk", type="video")
    assert body(PostView.of(replace(uncounted(), card=card)))[-1] == "⎣ video ∙ x.example"


# Languages


def test_a_post_in_a_foreign_language_names_it_where_there_is_room() -> None:
    def head(status: Status, width: int = 60) -> str:
        return render_post(PostView.of(status), width, CTX).plain.split("\n")[0]

    assert head(replace(uncounted(), language="de")).endswith("German ∙ 2h")
    assert head(replace(uncounted(), language="en-GB")).endswith("engine                       2h")
    assert head(replace(uncounted(), language="de", visibility="direct", edited_at=NOW), 40).endswith(
        "direct ∙ edited ∙ 2h"
    )


def test_a_translation_stands_under_its_post_with_its_source() -> None:
    status = replace(
        post(content="<p>Guten Tag.</p>"),
        language="de",
        media_attachments=[PICTURE],
        poll=replace(COMETS, voted=True),
    )
    translation = Translation(
        content="<p>Good day.</p>",
        detected_source_language="de",
        provider="DeepL.com",
        poll=TranslatedPoll(id="1", options=[TranslatedOption(title="Halley")]),
        media_attachments=[TranslatedAttachment(id="1", description="A punched card")],
    )
    view = replace(PostView.of(status), translation=translation)
    assert body(view)[-4:] == [
        "⎡ Translated from German by DeepL.com             T hides it",
        "⎢ Good day.",
        "⎢ 1 Halley",
        "⎣ ❐ A punched card",
    ]
    sensitive = replace(view, inner=replace(status, sensitive=True))
    assert "punched" not in "".join(body(sensitive))


def test_a_translation_covers_what_its_post_covers() -> None:
    status = replace(uncounted(), spoiler_text="Spoiler", language="de")
    translation = Translation(content="<p>The gardener.</p>", spoiler_text="plot")
    view = replace(PostView.of(status), translation=translation)
    assert body(view)[1:] == ["⎡ Translated from German                          T hides it", "⎣ ◬ CW: plot"]
    assert body(replace(view, revealed=True))[-1] == "⎣ The gardener."


def test_a_translation_on_its_way_says_so() -> None:
    assert body(replace(PostView.of(uncounted()), is_translating=True))[-1] == "⎢ Being translated⋯"


# What a find looks for


def test_found_words_are_marked_in_text_names_and_warnings() -> None:
    status = replace(uncounted(content="<p>ada, <b>Ad</b>a and Adam</p>", by=ADA), spoiler_text="About ada")
    view = replace(PostView.of(status, revealed=True), found="ADA")
    assert styled(view, "found") == ["Ada", "ada", "ada", "ada", "Ad", "a", "Ada"]


def test_found_words_are_marked_across_the_ends_of_lines() -> None:
    content = (
        "<p>" + "word " * 9 + "needs  to be done, and <blockquote>" + "word " * 11 + "needs to be</blockquote></p>"
    )
    view = replace(PostView.of(uncounted(content=content)), found="needs to be")
    assert "".join(styled(view, "found")).count("needs") == 2
    assert "to be" in "".join(styled(view, "found"))
    long = replace(PostView.of(uncounted(content="<p>" + "x" * 58 + "needle</p>")), found="needle")
    assert styled(long, "found") == ["ne", "edle"]


def test_a_find_does_not_mark_what_the_program_says() -> None:
    view = replace(PostView.of(post(favourites=2)), found="2")
    assert styled(view, "found") == []


def test_marks_do_not_change_what_stands_there() -> None:
    family = "👩\u200d👩\u200d👧 done 👍🏽 done"
    plain = PostView.of(uncounted(content=f"<p>{family}</p>"))
    for words in ("👩", "👧 done", "🏽", "done"):
        found = render_post(replace(plain, found=words), 60, CTX)
        assert found.plain == render_post(plain, 60, CTX).plain


# Where one had read up to, who it was


def test_the_read_line_stands_above_the_post_and_is_no_part_of_it() -> None:
    layout = render_post(replace(PostView.of(uncounted()), read_line=True), 60, CTX)
    assert layout.plain.split("\n")[:3] == [
        "╌" * 21 + " read up to here " + "╌" * 22,
        "",
        "Ada Lovelace @ada@analytical.engine                       2h",
    ]
    assert layout.head == 2


def test_an_account_without_anything_is_drawn_all_the_same() -> None:
    layout = render_post(PostView.of(uncounted(by=Account(id="7"))), 60, CTX)
    assert layout.plain.split("\n")[0].split() == ["(no", "name)", "2h"]
    assert layout.lines[0].pieces[0].target == Target("account", "7")


def test_absolute_times() -> None:
    layout = render_post(PostView.of(uncounted(by=GRACE)), 60, replace(CTX, absolute_times=True))
    assert layout.plain.split("\n")[0].endswith("2026-03-04 10:04")
