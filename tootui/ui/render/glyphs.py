"""The signs tootui draws with.

Every sign is one cell wide in all fonts and locales: its East-Asian width is neutral or narrow (never ambiguous, so not
``·``, ``…``, ``│`` or ``★``) and it has no emoji presentation. A test checks both tables.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Glyphs(Struct, frozen=True, kw_only=True):
    """One set of signs, each one cell wide, but for the ASCII ``ellipsis``."""

    ellipsis: str
    """Stands where text was cut off."""
    dot: str
    """Parts facts that share a line."""
    cursor: str
    """At the left of the selected row."""
    focus: str
    """At the left of the post a thread was opened at."""
    guide: str
    """A thread's branch that goes on below."""
    guide_end: str
    """A thread's branch that ends here."""
    frame_top: str
    frame_side: str
    frame_bottom: str
    """At the left of what is quoted or previewed."""
    rule: str
    """Repeated, a horizontal line."""
    reply: str
    thread: str
    boost: str
    favourite: str
    favourited: str
    """The same, once it is the reader's own."""
    bookmark: str
    quote: str
    media: str
    link: str
    warning: str
    check: str
    arrived: str
    """Before people who follow, ask to, or have signed up."""
    pointer: str
    """Beside the answer that a voter may mark next."""
    bar_full: str
    bar_rest: str
    """Poll bars: the share an answer got, and the rest."""
    new: str
    """Marks what came since the last visit."""
    more: str
    """Behind what opens a list to choose from."""


UNICODE = Glyphs(
    ellipsis="⋯",
    dot="∙",
    cursor="▐",
    focus="╏",
    guide="╎",
    guide_end="╵",
    frame_top="⎡",
    frame_side="⎢",
    frame_bottom="⎣",
    rule="╌",
    reply="↲",
    thread="⋮",
    boost="⇄",
    favourite="✩",
    favourited="✭",
    bookmark="⚑",
    quote="❝",
    media="❐",
    link="⇗",
    warning="◬",
    check="✓",
    arrived="✓",
    pointer="▸",
    bar_full="▬",
    bar_rest="╌",
    new="◉",
    more="▾",
)

ASCII = Glyphs(
    ellipsis="..",
    dot="-",
    cursor=">",
    focus="#",
    guide="|",
    guide_end="`",
    frame_top="|",
    frame_side="|",
    frame_bottom="|",
    rule="-",
    reply="<",
    thread=":",
    boost="%",
    favourite="*",
    favourited="*",
    bookmark="!",
    quote='"',
    media="[",
    link="@",
    warning="!",
    check="x",
    arrived="+",
    pointer=">",
    bar_full="#",
    bar_rest=".",
    new="*",
    more="v",
)

_WIDE_AMBIGUOUS = ("ja", "ko", "zh")


def choose(setting: str, environment: Mapping[str, str]) -> Glyphs:
    """Pick the set of signs for a terminal.

    Args:
        setting: ``unicode``, ``ascii``, or ``auto``: ASCII where the locale is not UTF-8, where ambiguous characters
            are likely to be drawn wide, and on terminals whose fonts have few signs.
        environment: The process' environment variables.
    """
    if setting == "unicode":
        return UNICODE
    if setting == "ascii":
        return ASCII
    locale = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or ""
    is_utf8 = "utf8" in locale.lower().replace("-", "")
    is_poor = environment.get("TERM", "") in ("linux", "dumb", "vt100", "vt220")
    return ASCII if is_poor or not is_utf8 or locale.startswith(_WIDE_AMBIGUOUS) else UNICODE
