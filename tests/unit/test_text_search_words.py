"""A search taken apart: what the index on this machine is asked, and what is judged of what it finds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.cache.values import account, post
from tootui.model.status import MediaAttachment, Status
from tootui.text.search_words import taken_apart

LOOM = replace(
    post(1),
    account=replace(account(1), acct="ada@analytical.example"),
    content="<p>A loom for brass</p>",
    language="en",
    created_at=datetime(2026, 3, 14, 12, tzinfo=UTC),
    media_attachments=[MediaAttachment(id="m1", type="image")],
)


def holds(typed: str, status: Status = LOOM, me: str = "you") -> bool:
    return taken_apart(typed).holds(status, me=me)


def test_words_go_to_the_index_and_operators_do_not() -> None:
    words = taken_apart('loom "two words" from:@ada -silk has:media')

    assert words.plain == 'loom "two words"'
    assert words.unwanted == ("silk",)
    assert words.operators == ((True, "from", "@ada"), (True, "has", "media"))


def test_what_looks_like_an_operator_and_is_none_stays_words() -> None:
    assert taken_apart("note:this https://loom.example").plain == "note:this https://loom.example"
    assert taken_apart("+loom").plain == "loom"
    assert taken_apart("from:").plain == "from:"


@pytest.mark.parametrize(
    "typed",
    [
        "loom",
        "loom -silk",
        "loom from:ada",
        "loom from:@ada@analytical.example",
        "loom -from:me",
        "loom has:media",
        "loom -has:poll",
        "loom -is:reply",
        "loom language:en",
        "loom before:2026-03-15",
        "loom after:2026-03-13",
        "loom during:2026-03",
        "loom during:2026",
        "loom in:public",
        "loom has:something-new",
        "loom before:yesterday",
    ],
)
def test_a_post_with_all_that_is_asked_for_is_found(typed: str) -> None:
    assert holds(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "loom -brass",
        "loom from:grace",
        "loom from:@ada@other.example",
        "loom from:me",
        "loom has:poll",
        "loom -has:media",
        "loom is:reply",
        "loom language:de",
        "loom before:2026-03-14",
        "loom after:2026-03-14",
        "loom during:2026-04",
        "loom in:library",
    ],
)
def test_a_post_that_lacks_something_is_not(typed: str) -> None:
    assert not holds(typed)


def test_what_is_mine_or_marked_is_in_the_library() -> None:
    assert holds("loom in:library", replace(LOOM, bookmarked=True))
    assert holds("loom in:library from:me", me="ada@analytical.example")


@given(st.text(max_size=200))
def test_anything_may_be_typed(typed: str) -> None:
    holds(typed)
