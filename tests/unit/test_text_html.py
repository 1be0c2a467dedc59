"""Status HTML to text and spans."""

from __future__ import annotations

import html as stdlib_html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tootui.text.html import emphasise, parse
from tootui.text.prose import Prose, Span
from tootui.text.tags import KEPT_TAGS

DANGEROUS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")


def marked(prose: Prose) -> list[tuple[str, str, str]]:
    """The words of every span, its kind and its target."""
    return [(prose.text[span.start : span.end], span.kind, span.target) for span in prose.spans]


def assert_sound(prose: Prose) -> None:
    assert DANGEROUS.search(prose.text) is None
    assert prose.text == prose.text.strip("\n")
    starts = [(span.start, -span.end) for span in prose.spans]
    assert starts == sorted(starts)
    for span in prose.spans:
        assert 0 <= span.start < span.end <= len(prose.text)
        assert DANGEROUS.search(span.target) is None


def test_paragraphs_and_line_breaks() -> None:
    assert parse("<p>one<br />two<br>three</p><p>four</p>").text == "one\ntwo\nthree\n\nfour"


def test_entities_are_decoded_once() -> None:
    assert parse("<p>&amp;lt;b&amp;gt; &lt;i&gt; caf&eacute; &#39;x&#39;</p>").text == "&lt;b&gt; <i> café 'x'"


def test_shortened_link_shows_what_mastodon_shows_and_leads_to_the_whole_address() -> None:
    prose = parse(
        '<a href="https://example.org/some/path?a=1&amp;b=2" rel="nofollow"><span class="invisible">https://</span>'
        '<span class="ellipsis">example.org/some/pa</span><span class="invisible">th?a=1&amp;b=2</span></a>'
    )
    assert prose.text == "example.org/some/pa…"
    assert marked(prose) == [("example.org/some/pa…", "link", "https://example.org/some/path?a=1&b=2")]


def test_short_link_whose_middle_span_has_an_empty_class() -> None:
    prose = parse(
        '<a href="https://a.example/"><span class="invisible">https://</span><span class="">a.example/</span>'
        '<span class="invisible"></span></a>'
    )
    assert marked(prose) == [("a.example/", "link", "https://a.example/")]


def test_mention_and_hashtag_as_mastodon_writes_them() -> None:
    prose = parse(
        '<p><span class="h-card" translate="no"><a href="https://m.example/@ada" class="u-url mention">'
        "@<span>ada</span></a></span> "
        '<a href="https://m.example/tags/Math" class="mention hashtag" rel="tag">#<span>Math</span></a></p>'
    )
    assert prose.text == "@ada #Math"
    assert marked(prose) == [("@ada", "mention", "https://m.example/@ada"), ("#Math", "hashtag", "Math")]


def test_mention_as_hollo_writes_it() -> None:
    prose = parse('<a class="h-card u-url mention" href="https://h.example/@bob" translate="no">@<span>bob</span></a>')
    assert marked(prose) == [("@bob", "mention", "https://h.example/@bob")]


def test_a_hashtag_that_does_not_read_as_one_is_only_a_link() -> None:
    prose = parse('<a href="https://evil.example/" class="mention hashtag">click here</a>')
    assert marked(prose) == [("click here", "link", "https://evil.example/")]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https:///etc",
        "https://a.example/\x1b]0;x",
        "https://a.example/ b",
        "https://a.example/&#x202e;gpj",
        "https://a.example/&nbsp;b",
        "gemini://a.example/",
        "",
    ],
)
def test_an_address_that_must_not_be_opened_is_no_target(href: str) -> None:
    prose = parse(f'<a href="{href}">here</a>')
    assert marked(prose) == [("here", "link", "")]


def test_attributes_in_single_quotes_without_quotes_and_in_capitals() -> None:
    assert parse("<A HREF='https://a.example/x' >a</A>").spans[0].target == "https://a.example/x"
    assert parse("<a class=mention href=https://a.example/x>@a</a>").spans[0] == Span(
        0, 2, "mention", "https://a.example/x"
    )
    assert parse('<a data-href="https://no.example/" href="https://yes.example/">a</a>').spans[0].target == (
        "https://yes.example/"
    )


@pytest.mark.parametrize(
    "html",
    [
        '<p class="quote-inline">RE: <a href="https://a.example/1">https://a.example/1</a></p><p>Yes!</p>',
        '<p>Yes!<span class="quote-inline"><br><br>RE: <a href="https://a.example/1">a.example/1</a></span></p>',
        '<div class="x quote-inline"><blockquote>RE:</blockquote></div>Yes!',
        '<p>Yes! <a class="quote-inline" href="https://a.example/1">RE</a></p>',
        '<p class="quote-inline">RE: never closed<p>Yes!</p>',
    ],
)
def test_quote_inline_of_any_element_is_left_out_when_the_quoted_post_is_shown(html: str) -> None:
    assert parse(html, without_quote_inline=True).text == "Yes!"
    assert "RE" in parse(html).text


def test_emphasis_of_every_kind() -> None:
    prose = parse(
        "<strong>b</strong> <b>b</b> <em>i</em> <i>i</i> <del>s</del> <s>s</s> <u>u</u> <code>c</code> <sup>x</sup>"
    )
    assert prose.text == "b b i i s s u c x"
    assert [span.kind for span in prose.spans] == [
        *("bold", "bold", "italic", "italic", "strike", "strike", "underline", "code")
    ]


def test_nested_spans_come_outer_first() -> None:
    prose = parse('<b>so <i><a href="https://a.example/">very</a></i></b>')
    assert [kind for _, kind, _ in marked(prose)] == ["bold", "italic", "link"]
    assert_sound(prose)


def test_lists() -> None:
    html = (
        "<p>Buy:</p><ul><li>milk</li><li><p>bread</p><p>white</p></li></ul>"
        "<p>Then</p><ol start='3'><li>a<br>b</li><li>c</li></ol>"
    )
    assert parse(html).text == "Buy:\n\n- milk\n- bread\n  white\n\nThen\n\n3. a\n  b\n4. c"


def test_lists_in_lists_and_values_of_items() -> None:
    html = '<ul><li>one<ol><li value="7">x</li><li>y</li></ol></li><li>two</li></ul>'
    assert parse(html).text == "- one\n  7. x\n  8. y\n- two"


def test_a_link_on_an_indented_line_does_not_mark_the_indent() -> None:
    prose = parse('<ul><li>see<br><a href="https://a.example/">this</a></li></ul>')
    assert marked(prose) == [("this", "link", "https://a.example/")]


def test_blockquotes_are_spans_of_whole_lines() -> None:
    prose = parse("<p>He said</p><blockquote><p>We can only see</p><p>a short distance</p></blockquote><p>Yes</p>")
    assert prose.text == "He said\n\nWe can only see\n\na short distance\n\nYes"
    assert marked(prose) == [("We can only see\n\na short distance", "quote", "")]


def test_preformatted_text_keeps_its_white_space() -> None:
    prose = parse("<p>Look:</p><pre><code>\ndef f():\n\treturn  1\n</code></pre><p>Done</p>")
    assert prose.text == "Look:\n\ndef f():\n    return  1\n\nDone"
    assert {kind for _, kind, _ in marked(prose)} == {"code"}


def test_highlighted_code_keeps_its_lines() -> None:
    assert parse("<pre><span>a</span>\n<span>b</span>\n\n<span>  c</span></pre>").text == "a\nb\n\n  c"


def test_white_space_collapses_elsewhere() -> None:
    assert parse("<p>\n  a \n\t b <b> c</b></p>\n\n <p> d </p>").text == "a b c\n\nd"


def test_headings_rules_and_pictures() -> None:
    prose = parse('<h1>Title</h1>Text<hr>More <img src="x.png" alt="a &amp; cat&#27;"> end<img>')
    assert prose.text == "Title\n\nText\n\n---\n\nMore a & cat end"
    assert marked(prose) == [("Title", "bold", "")]


def test_tables_become_lines() -> None:
    html = "<table>\n<tr><th>Name</th> <th>Born</th></tr>\n<tr>\n<td>Ada</td>\n<td>1815</td></tr></table>"
    assert parse(html).text == "Name | Born\nAda | 1815"


def test_ruby_keeps_the_reading_in_brackets() -> None:
    assert parse("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rt>ji</rt></ruby>").text == "漢(kan)字(ji)"


def test_text_of_unknown_and_rare_elements_stays() -> None:
    assert parse("<article><header>A</header><math><mi>x</mi><mo>+</mo></math> <video>film</video></article>").text == (
        "A\nx+ film"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("I <3 you", "I <3 you"),
        ("a < b and c > d", "a < b and c > d"),
        ("if x<y && y>z", "if x<y && y>z"),
        ("Vec<T> and Map<String, u8>", "Vec<T> and Map<String, u8>"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("</p></b>closed only", "closed only"),
        ("<b><i>crossed</b></i> over", "crossed over"),
        ("tail <a href='https://a.example/", "tail <a href='https://a.example/"),
        ("<<b>>x<</b>>", "<>x<>"),
        ("AT&T &unknown; &amp", "AT&T &unknown; &"),
        ("<!-- gone -->here", "here"),
        ("a</br>b", "a\nb"),
        ("", ""),
        ("<p></p><p> </p>", ""),
    ],
)
def test_broken_html_loses_no_words(html: str, text: str) -> None:
    prose = parse(html)
    assert prose.text == text
    assert_sound(prose)


@pytest.mark.parametrize(
    "code", ["&#27;", "&#x1b;", "&#x9b;", "\x1b", "\x9b", "&#x202e;", "\u202e", "&#x2066;", "&#0;"]
)
def test_what_acts_on_a_terminal_or_turns_text_around_never_comes_through(code: str) -> None:
    prose = parse(f'<p>a{code}[31mb</p><a href="https://x.example/{code}">c</a>')
    assert_sound(prose)
    assert prose.text.startswith("a")


def test_line_separators_are_line_breaks_and_joiners_stay() -> None:
    assert parse("<p>a&#x2028;b\u2029c</p>").text == "a\nb\nc"
    assert parse("<p>\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} x\u200f\u200ey</p>").text == (
        "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} x\u200f\u200ey"
    )


def test_a_word_of_ten_thousand_letters() -> None:
    assert parse(f"<p>{'a' * 10_000}</p>").text == "a" * 10_000


def test_a_thousand_line_breaks_do_not_fill_the_screen() -> None:
    assert parse("a" + "<br>" * 1000 + "b").text == "a\n\n\nb"


def test_deep_nesting_keeps_its_text() -> None:
    prose = parse("<blockquote>" * 5000 + "deep" + "</blockquote>" * 5000 + " after")
    assert prose.text == "deep\n\nafter"
    assert_sound(prose)


def test_what_is_remembered_of_tags_stays_small() -> None:
    for number in range(3000):
        parse(f'<a href="https://a.example/{number}">x</a><a href="https://a.example/{"y" * 10_000}{number}">y</a>')
    assert 0 < len(KEPT_TAGS) <= 1024
    assert max(map(len, KEPT_TAGS)) < 200


def test_markup_of_textual_is_only_text() -> None:
    assert parse("<p>[/] [@click=app.quit]x[/] [bold]</p>").text == "[/] [@click=app.quit]x[/] [bold]"


def test_known_emoji_are_marked_others_are_not() -> None:
    prose = emphasise(parse("<p>:blob: at 10:30:blob::cat: :dog: <b>:cat:</b></p>"), {"blob", "cat"})
    assert marked(prose) == [
        (":blob:", "emoji", "blob"),
        (":blob:", "emoji", "blob"),
        (":cat:", "emoji", "cat"),
        (":cat:", "bold", ""),
        (":cat:", "emoji", "cat"),
    ]
    assert_sound(prose)


def test_a_shared_colon_closes_one_emoji_only() -> None:
    assert marked(emphasise(Prose(":a:b:"), {"a", "b"})) == [(":a:", "emoji", "a")]


FRAGMENTS = st.one_of(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<br>",
                "<b>",
                "</b>",
                "<i>",
                "</i>",
                "<ul>",
                "</ul>",
                "<ol start=2>",
                "</ol>",
                "<li>",
                "</li>",
            ),
            *(
                "<blockquote>",
                "</blockquote>",
                "<pre>",
                "</pre>",
                "<td>",
                "<tr>",
                "<rt>",
                "</rt>",
                "<h1>",
                "</h1>",
                "<hr>",
            ),
            *('<a href="https://a.example/" class="mention hashtag">', "</a>", '<span class="invisible">', "</span>"),
            *(
                '<span class="ellipsis">',
                '<p class="quote-inline">',
                '<img alt="&#27;x">',
                "<a href='&#x202e;'>",
                "#tag",
            ),
            *("<", ">", "&", "&#27;", "&#x202e;", "&#x2028;", "\u2028", "\n", "\t", "  ", "\x1b[0m", "\ud800", "T>"),
        ]
    ),
    st.text(max_size=8),
)


@settings(deadline=None)
@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_whatever_comes_the_result_is_sound(html: str) -> None:
    assert_sound(parse(html))
    assert_sound(parse(html, without_quote_inline=True))
    assert_sound(emphasise(parse(html), {"a", "b", "tag"}))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), max_size=200))
def test_plain_text_comes_back_whatever_it_is(text: str) -> None:
    prose = parse(f"<p>{stdlib_html.escape(text)}</p>")
    assert prose == Prose(re.sub(" +", " ", text).strip(" "))


@settings(deadline=None)
@given(st.text(alphabet="<>/!- 1é漢?", max_size=60))
def test_unescaped_brackets_that_are_no_html_are_text(text: str) -> None:
    assert parse(re.sub("<!-[^<>]*>", "", text)).text == re.sub(" +", " ", re.sub("<!-[^<>]*>", "", text)).strip(" ")
