"""Where servers differ from Mastodon, each with its reason. Measured on running servers; nothing here is guesswork."""

from __future__ import annotations

_NOT_ABOUT_THE_TOKEN = ("not the author",)
_ABOUT_THE_TOKEN = ("invalid bearer token",)


def refuses_token(code: int, words: str) -> bool:
    """Whether an error status says that the token is not good.

    That is what 401 means, except on Takahe, which answers 401 "Not the author of this status" for deleting another's
    post, and 400 "Invalid Bearer token" for a bad one. Its words are English whatever the reader's language.
    """
    said = words.lower()
    if code == 401:
        return not said.startswith(_NOT_ABOUT_THE_TOKEN)
    return code == 400 and said.startswith(_ABOUT_THE_TOKEN)


def redirect_uris(uris: list[str]) -> str:
    """How several redirect addresses are registered.

    One text with line breaks is understood by all; a JSON list by Mastodon from 4.3 only, and Takahe answers 400 to it.
    """
    return "\n".join(uris)


STREAM_TOKEN_IN_QUERY = frozenset({"gotosocial"})
"""Software that takes the token of a stream from the address only, where the logs of a server may keep it."""
