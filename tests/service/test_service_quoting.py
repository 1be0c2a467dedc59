"""Whether and how a post can be quoted."""

from __future__ import annotations

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from tests.support.plain_posts import a_post
from tootui.model.status import QuoteApproval
from tootui.service.quoting import quote_offer, why_not_quote_directly

POST = replace(a_post("1", by="grace"), url="https://demo.example/@grace/1")


def approval(answer: str, *automatic: str) -> QuoteApproval:
    return QuoteApproval(automatic=list(automatic), current_user=answer)


@pytest.mark.parametrize(
    ("approval", "way", "words"),
    [
        (approval("automatic", "public"), "quote", "Everybody may quote this post."),
        (approval("automatic", "followers"), "quote", "Who follows @grace may quote this post."),
        (approval("manual"), "quote", "@grace is asked first. Until then the quoted post is not shown."),
        (approval("denied"), None, "@grace does not let you quote this post."),
        (approval("unknown"), None, "It is not known whether @grace lets this post be quoted."),
        (QuoteApproval(current_user=UNSET), "quote", "turns out when it is sent"),
        (None, "quote", "turns out when it is sent"),
    ],
)
def test_the_author_decides_and_is_named(approval: QuoteApproval | None, way: str | None, words: str) -> None:
    offer = quote_offer(replace(POST, quote_approval=approval), is_mine=False, has_quotes=True)
    assert offer.way == way
    assert words in offer.words


@pytest.mark.parametrize(
    ("visibility", "is_mine", "has_quotes", "way"),
    [
        ("public", False, True, "quote"),
        ("unlisted", False, True, "quote"),
        ("private", False, True, None),
        ("direct", False, True, None),
        ("local", False, True, None),
        ("public", True, True, "quote"),
        ("private", True, True, "quote"),
        ("direct", True, True, None),
        ("local", True, True, None),
        ("public", False, False, "link"),
        ("unlisted", True, False, "link"),
        ("private", True, False, None),
        ("direct", True, False, None),
    ],
)
def test_only_what_its_readers_may_pass_on_is_quoted(
    visibility: str, is_mine: bool, has_quotes: bool, way: str | None
) -> None:
    offer = quote_offer(replace(POST, visibility=visibility), is_mine=is_mine, has_quotes=has_quotes)
    assert offer.way == way
    assert offer.words or is_mine


def test_ones_own_post_needs_no_leave() -> None:
    assert quote_offer(replace(POST, quote_approval=approval("denied")), is_mine=True, has_quotes=True).way == "quote"


def test_without_an_address_there_is_no_way_on_a_server_without_quotes() -> None:
    assert quote_offer(replace(POST, url=None), is_mine=False, has_quotes=False).way is None


def test_a_direct_quote_is_addressed_to_whom_it_quotes() -> None:
    assert why_not_quote_directly("@Grace look", "grace") is None
    assert "@grace" in (why_not_quote_directly("@alan look", "grace") or "")
