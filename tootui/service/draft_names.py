"""What a post that is not published yet is called: by what it answers and its first words."""

from __future__ import annotations

from tootui.cache.drafts import Draft
from tootui.text.brief import in_brief

_MOST_CHARACTERS = 32


def heading(draft: Draft) -> str:
    """Its kind, as a title."""
    kind = _kind(draft)
    if draft.kind == "new":
        return "Direct post" if draft.visibility == "direct" else "New post"
    return f"{kind[0].upper()}{kind[1:]}"


def draft_words(draft: Draft) -> str:
    """Its kind and its first words, within a sentence."""
    words = in_brief(draft.text, _MOST_CHARACTERS)
    return f"the {_kind(draft)}: {words}" if words else f"the {_kind(draft)}"


def _kind(draft: Draft) -> str:
    match draft.kind:
        case "reply":
            return f"reply to @{draft.reply_acct}" if draft.reply_acct else "reply"
        case "quote":
            return f"quote of @{draft.quote_acct}" if draft.quote_acct else "quote"
        case "edit":
            return "edit"
        case "redraft":
            return "redraft"
    return "post"
