"""Character references of HTML: ``&amp;`` and its two thousand relatives."""

from __future__ import annotations

import re

_COMMON = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&apos;": "'", "&nbsp;": "\xa0"}
_COMMON_ONES = re.compile("&(?:amp|lt|gt|quot|#39|apos|nbsp);")


def unescape(text: str) -> str:
    """Decode references once, as HTML 5 does.

    The handful that servers write need no table of all that exist: it is loaded when another one comes.
    """
    decoded, found = _COMMON_ONES.subn(lambda reference: _COMMON[reference[0]], text)
    if found == text.count("&"):
        return decoded
    import html

    return html.unescape(text)
