"""What notifications say, with a sign and a style for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tootui.model.base import AccountId
from tootui.model.happening import Happening
from tootui.model.status import Status
from tootui.text import happenings
from tootui.ui.render.glyphs import Glyphs


class Words(NamedTuple):
    """A sign, what is said behind it (or behind who did it), and their style."""

    sign: str
    text: str
    style: str = "dim"


_LOOKS: Mapping[str, tuple[str, str]] = {
    "favourite": ("favourited", "favourited"),
    **dict.fromkeys(happenings.REACTIONS, ("favourited", "dim")),
    "reblog": ("boost", "boost"),
    "follow": ("arrived", "verified"),
    "follow_request": ("arrived", "key"),
    "admin.sign_up": ("arrived", "verified"),
    "admin.report": ("warning", "warning"),
    "added_to_collection": ("bookmark", "dim"),
    "collection_update": ("bookmark", "dim"),
    "move": ("pointer", "dim"),
    "mention": ("reply", "mention"),
    "status": ("pointer", "dim"),
    "quote": ("quote", "mention"),
    "quoted_update": ("quote", "edited"),
    "update": ("dot", "edited"),
    "poll": ("bar_full", "dim"),
    "severed_relationships": ("warning", "warning"),
    "moderation_warning": ("warning", "warning"),
}
"""By type: the name of its sign, and its style."""


def words_of_act(happening: Happening, glyphs: Glyphs) -> Words | None:
    """What people did, to stand behind their names; None for what is no act of people."""
    return _worded(happening.type, happenings.act_words(happening), glyphs)


def words_over_post(happening: Happening, post: Status, me_id: AccountId | None, glyphs: Glyphs) -> Words | None:
    """Why a post is here that says itself whose it is; None for other types."""
    words = _worded(happening.type, happenings.words_over_post(happening, post, me_id), glyphs)
    is_direct = words is not None and happening.type == "mention" and post.visibility == "direct"
    return words._replace(style="visibility_direct") if words is not None and is_direct else words


def sentence_of(happening: Happening, glyphs: Glyphs) -> Words:
    """What is told in a sentence."""
    sign, style = _LOOKS.get(happening.type, ("dot", "dim"))
    return Words(getattr(glyphs, sign), happenings.sentence_of(happening), style)


def _worded(type: str, text: str | None, glyphs: Glyphs) -> Words | None:
    if text is None:
        return None
    sign, style = _LOOKS[type]
    return Words(getattr(glyphs, sign), text, style)
