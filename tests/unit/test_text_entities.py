from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tootui.text.entities import unescape

PARTS = ("&amp;", "&lt;", "&#39;", "&nbsp;", "&", "amp", "lt;", ";", "&eacute;", "&#x27;", "&copy", "&bogus;", "x ")


@pytest.mark.parametrize("text", ["&amp;lt;", "&ampamp;", "&amp", "&AMP;", "&#39;&#x1b;", "a & b &amp; c", "&notin;"])
def test_references_are_decoded_once(text: str) -> None:
    assert unescape(text) == html.unescape(text)


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_the_short_way_says_what_the_library_says(text: str) -> None:
    assert unescape(text) == html.unescape(text)
