"""Whom a direct post reaches."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.plain_posts import a_mention, a_post, an_account
from tootui.cache.drafts import Draft
from tootui.service.recipients import added_recipients, recipients

ME = "@you@demo.tootui"
PARENT = replace(
    a_post("1", by="alan"), visibility="direct", mentions=[a_mention("you"), a_mention("joan", "far.example")]
)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("", []),
        ("hello", []),
        ("@ada", ["ada"]),
        ("@ada hi", ["ada"]),
        ("hi @ada.", ["ada"]),
        ("(@ada) \u201c@grace\u201d", ["ada", "grace"]),
        ("@ada @grace @ada", ["ada", "grace"]),
        ("@Ada @ada", ["Ada"]),
        ("@alan@enigma.uk, look", ["alan@enigma.uk"]),
        ("@alan@enigma.uk. @alan", ["alan@enigma.uk", "alan"]),
        ("@a_b.c-d", ["a_b.c-d"]),
        ("@ada-", ["ada"]),
        ("line\n@ada\n@grace", ["ada", "grace"]),
        ("mail ada@example.org", []),
        ("https://example.org/@ada", []),
        ("https://example.org/?u=@ada", []),
        ("@@ada", []),
        ("@ ada", []),
        ("@bücher.example", ["b"]),
    ],
)
def test_who_is_mentioned_is_reached(text: str, people: list[str]) -> None:
    assert recipients(text) == people


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("@alan yes", []),
        ("@alan@demo.tootui yes", []),
        ("@alan @joan@far.example yes", []),
        ("@alan @JOAN@far.example yes", []),
        ("@alan @you @you@demo.tootui", []),
        ("@alan @grace yes", ["grace"]),
        ("@alan @joan yes", ["joan"]),
        ("@alan @joan@near.example @grace", ["joan@near.example", "grace"]),
        ("nobody", []),
    ],
)
def test_a_mention_that_would_add_somebody_is_noticed(text: str, added: list[str]) -> None:
    draft = Draft(text=text, visibility="direct", in_reply_to_id="1")
    assert added_recipients(draft, PARENT, ME) == added


def test_only_direct_answers_to_direct_posts_add_anybody() -> None:
    draft = Draft(text="@grace", visibility="direct", in_reply_to_id="1")
    assert added_recipients(replace(draft, visibility="private"), PARENT, ME) == []
    assert added_recipients(replace(draft, in_reply_to_id=None), PARENT, ME) == []
    assert added_recipients(draft, replace(PARENT, visibility="public"), ME) == []
    assert added_recipients(draft, None, ME) == []
    own = replace(PARENT, account=an_account("you"))
    assert added_recipients(replace(draft, text="@joan@far.example"), own, ME) == []
