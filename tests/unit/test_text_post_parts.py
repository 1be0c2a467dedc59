"""What posts are made of besides words: hashtags at the end, people of one name, languages, lengths."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.drawn import ALAN, GRACE, hashtag, mention, mention_of, post
from tootui.model.status import Mention
from tootui.text.hashtags import folded, without_last_tags
from tootui.text.html import parse
from tootui.text.languages import language_name, primary
from tootui.text.mentions import ambiguous_accts, with_domains
from tootui.text.times import length

LOOMS, CARDS, MILLS = hashtag("looms"), hashtag("cards"), hashtag("mills")


@pytest.mark.parametrize(
    ("html", "text", "names"),
    [
        (f"<p>Words.</p><p>{LOOMS} {CARDS}</p>", "Words.", ["looms", "cards"]),
        (f"<p>Words.<br>{LOOMS}<br>{CARDS}</p>", "Words.", ["looms", "cards"]),
        (f"<p>Words of {LOOMS}</p>", "Words of #looms", []),
        (f"<p>Words {MILLS}<br>{LOOMS} {CARDS}</p>", "Words #mills", ["looms", "cards"]),
        (f"<p>{LOOMS} are old</p><p>{CARDS}, {MILLS}</p>", "#looms are old\n\n#cards, #mills", []),
        (f"<p>{LOOMS} {CARDS}</p>", "", ["looms", "cards"]),
        (f"<p>Words.</p><blockquote>{LOOMS}</blockquote>", "Words.\n\n#looms", []),
        (f"<p>Words.</p><ul><li>{LOOMS}</li></ul>", "Words.\n\n- #looms", []),
        ("<p>Words.</p>", "Words.", []),
    ],
)
def test_last_lines_of_hashtags_alone_are_taken_off(html: str, text: str, names: list[str]) -> None:
    prose, found = without_last_tags(parse(html))
    assert (prose.text, found) == (text, names)
    assert all(span.end <= len(prose.text) for span in prose.spans)


@pytest.mark.parametrize(
    "link",
    [
        '<a class="hashtag" data-tag="looms" href="https://x.example/tag/looms" rel="tag ugc">#looms</a>',
        '<a href="https://x.example/tags/looms" rel="tag">#looms</a>',
        '<a href="https://x.example/tags/looms" class="mention hashtag">#<span>looms</span></a>',
    ],
)
def test_hashtags_are_known_however_a_server_marks_them(link: str) -> None:
    assert without_last_tags(parse(f"<p>Words.</p><p>{link}</p>"))[1] == ["looms"]


def test_a_page_that_is_filed_under_a_tag_is_a_link() -> None:
    prose = parse('<p><a href="https://x.example/" rel="tag">Looms</a></p>')
    assert [span.kind for span in prose.spans] == ["link"]


def test_hashtags_are_the_same_without_case_and_accents() -> None:
    assert folded("École") == folded("ecole")
    assert folded("CamelCase") == folded("camelcase")
    assert folded("数学") != folded("数")


KAY = Mention(id="kay", username="alan", acct="alan@dynabook.example", url="https://demo.example/@kay")
KAYS_LINK = mention(replace(ALAN, id="kay"))


def test_people_of_one_user_name_are_told_apart_by_their_servers() -> None:
    status = replace(
        post(content=f"<p>Hi {mention(ALAN)}, {KAYS_LINK} and {mention(GRACE)}: <b>hello</b></p>"),
        mentions=[mention_of(ALAN), KAY, mention_of(GRACE)],
    )
    prose = with_domains(parse(status.content), ambiguous_accts(status))
    assert prose.text == "Hi @alan@enigma.uk, @alan@dynabook.example and @grace: hello"
    assert [prose.text[span.start : span.end] for span in prose.spans] == [
        "@alan@enigma.uk",
        "@alan@dynabook.example",
        "@grace",
        "hello",
    ]


def test_the_author_counts_among_the_people_of_a_post() -> None:
    status = replace(post(by=ALAN), mentions=[KAY])
    assert ambiguous_accts(status) == {KAY.url: KAY.acct}
    assert ambiguous_accts(replace(status, mentions=[mention_of(ALAN)])) == {}


def test_people_whose_names_a_server_does_not_tell_stay_as_they_are_written() -> None:
    unnamed = [Mention(id=number, url=f"https://demo.example/@{number}") for number in "12"]
    assert ambiguous_accts(replace(post(by=ALAN), mentions=unnamed)) == {}


def test_an_address_that_is_written_out_is_left_as_it_is() -> None:
    prose = parse(f'<p><a href="{KAY.url}" class="u-url mention">@alan@dynabook.example</a></p>')
    assert with_domains(prose, {KAY.url: KAY.acct}) == prose


def test_languages_have_names() -> None:
    assert [language_name(code) for code in ("de", "pt-BR", "zh_Hant", "tlh", "qqq", "")] == [
        "German",
        "Portuguese (BR)",
        "Chinese (Hant)",
        "Klingon",
        "qqq",
        "",
    ]
    assert primary("pt-BR") == "pt"


def test_lengths_read_like_a_clock() -> None:
    assert [length(seconds) for seconds in (0.4, 42, 61.7, 3723, -1)] == ["0:00", "0:42", "1:02", "1:02:03", "0:00"]
