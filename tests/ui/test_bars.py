"""Header and footer say less where there is less room, never more than the row holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rich.cells import cell_len

from tests.support.clock import NOON
from tootui.ui.widgets.bar import Part, lay_out, name_part
from tootui.ui.widgets.footer import waiting_words
from tootui.ui.widgets.header import connection_words
from tootui.ui.widgets.post_facts import audience_words, shorter_words


def _words(row: list[tuple[str, str]]) -> str:
    return "".join(word for word, _style in row)


LEFT = [Part(("Home",)), Part((" 12 new", " 12", ""), yields=1)]
RIGHT = [Part(("@ada@demo.tootui", "@ada", ""), yields=2), Part((" 12:04", ""), yields=3)]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (40, "Home 12 new       @ada@demo.tootui 12:04"),
        (30, "Home 12 new   @ada@demo.tootui"),
        (28, "Home 12 new @ada@demo.tootui"),
        (27, "Home 12 new            @ada"),
        (20, "Home 12 new     @ada"),
        (11, "Home 12 new"),
        (8, "Home 12 "),
        (3, "Hom"),
    ],
)
def test_what_matters_least_goes_first(width: int, shown: str) -> None:
    assert _words(lay_out(LEFT, RIGHT, width)) == shown


def test_a_name_takes_the_room_that_others_have_left() -> None:
    name, others = (
        name_part("About a page of astrolabe.example", "", "…", 6),
        Part((" nothing leaves this", " demo"), "", 4),
    )

    assert _words(lay_out([name], [others], 60)) == "About a page of astrolabe.example        nothing leaves this"
    assert _words(lay_out([name], [others], 46)) == "About a page of astrola… " + " nothing leaves this".rjust(21)
    assert _words(lay_out([name], [others], 42)) == "About a page of astrolabe.example     demo"
    assert _words(lay_out([name], [others], 32)) == "About a page of astrola…    demo"


@pytest.mark.parametrize("width", range(1, 50))
def test_a_row_is_exactly_as_wide_as_the_terminal(width: int) -> None:
    wide = [Part(("日本語のタグ",)), *LEFT]

    assert cell_len(_words(lay_out(wide, RIGHT, width))) == width


def test_a_key_goes_with_its_word() -> None:
    keys = [Part((f" {key}", ""), yields=rank) for rank, key in enumerate("rbc", 1)]
    words = [Part((f" {word}", ""), yields=rank) for rank, word in enumerate(("reply", "boost", "compose"), 1)]
    parts = [part for pair in zip(keys, words, strict=True) for part in pair]

    assert _words(lay_out(parts, (), 26)).rstrip() == " r reply b boost c compose"
    assert _words(lay_out(parts, (), 25)).rstrip() == " r reply b boost"
    assert _words(lay_out(parts, (), 15)).rstrip() == " r reply"


def test_a_busy_server_is_counted_down() -> None:
    words = connection_words("busy", NOON + timedelta(seconds=130), NOON)

    assert words[0] == "busy, again in 2:10"


def test_the_outbox_in_a_few_words() -> None:
    assert waiting_words([]) == ""
    assert waiting_words(["sending"]) == "sending"
    assert waiting_words(["queued", "failed", "queued"]) == "2 waiting to be sent, not sent"


@pytest.mark.parametrize(
    ("visibility", "text", "parent", "words"),
    [
        ("public", "hello", None, "public"),
        ("private", "hello", "private", "followers (as the post you answer)"),
        ("private", "hello", "public", "followers"),
        ("direct", "hello @ada and @grace@navy.example, @ada!", None, "direct: only @ada @grace@navy.example"),
        ("direct", "me@example.org", None, "direct: nobody is mentioned yet"),
        ("local", "hello", None, "local"),
    ],
)
def test_who_will_see_it_is_said(visibility: str, text: str, parent: str | None, words: str) -> None:
    assert audience_words(visibility, text, parent) == words


def test_whom_a_direct_post_reaches_is_said_in_less_room_too() -> None:
    assert shorter_words("@ada @grace @alan@enigma.uk tea?") == [
        "direct: only @ada @grace and 1 other",
        "direct: only @ada and 2 others",
        "direct: 3 people",
    ]
    assert shorter_words("@ada tea?") == []
