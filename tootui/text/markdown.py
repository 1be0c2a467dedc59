"""HTML as Markdown, for copying and for the shell. It does not give back what the author typed."""

from __future__ import annotations

import re

from tootui.text.clean import clean_text

_SECTION = "<!["
"""Opens a marked section, on which the parser gives up with an AssertionError; in HTML it means nothing."""
_SPANS = re.compile(r"</?span\b[^<>]*>", re.IGNORECASE)


def to_markdown(html: str) -> str:
    """Turn a post or a bio into Markdown, one line per paragraph, cleaned after entities were decoded."""
    from html2text import HTML2Text

    # Addresses come in three spans, of which two are hidden; joined they are recognised as the address they lead to.
    converter = HTML2Text(bodywidth=0)
    converter.unicode_snob = True
    converter.ul_item_mark = "-"
    return clean_text(converter.handle(_SPANS.sub("", html).replace(_SECTION, "&lt;!["))).strip()
