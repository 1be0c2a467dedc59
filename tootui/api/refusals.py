"""From an error status and whatever body came with it to one of the errors of `model/errors.py`, with a sentence.

The server's own words are localised: they are shown, and never acted on (but see `quirks`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tootui.api import decode, quirks
from tootui.api.rate import retry_at
from tootui.model.errors import (
    BadAnswer,
    Conflict,
    Forbidden,
    Invalid,
    Missing,
    RateLimited,
    Refused,
    ServerError,
    Unauthorized,
    Unavailable,
)
from tootui.text.clean import clean_line
from tootui.text.times import span_words

_LONGEST_WORDS = 300
_LONGEST_BODY = 64 * 1024
_OAUTH_ERROR = re.compile(r"[a-z]+(_[a-z]+)+")
_GONE = (404, 405, 410, 501)


def refusal(host: str, code: int, headers: Mapping[str, str], body: bytes, *, now: float) -> ServerError:
    """Make the error for an answer that is no success.

    Args:
        host: what the server is called in the sentence.
        headers: with lower-case names.
        now: seconds since the epoch, for `Retry-After`.
    """
    if 300 <= code < 400:
        return BadAnswer(f"{host} sends this request elsewhere{_target(headers)}, which is not followed.", sent=False)
    words, oauth_error = _told_in(headers.get("content-type", ""), body)
    kind, happened = _kind_of(code, words)
    when = retry_at(headers, now) if code == 429 or (code >= 500 and "retry-after" in headers) else None
    sentence = f"{host} {happened}{_says(words)}{_then(kind, when, now)}"
    return kind(sentence, code=code, words=words, retry_at=when, oauth_error=oauth_error)


def _kind_of(code: int, words: str) -> tuple[type[Refused], str]:
    """Which error a status means, and what happened in the words that follow the server's name."""
    if quirks.refuses_token(code, words):
        return Unauthorized, "does not accept this sign-in"
    if code in _GONE:
        return Missing, "does not have this, or does not show it"
    if code in (401, 403):
        return Forbidden, "does not allow this"
    if code == 409:
        return Conflict, "says that something else was faster"
    if code == 413:
        return Invalid, "finds this too large"
    if code == 429:
        return RateLimited, "is asked too often"
    if code >= 500:
        return Unavailable, f"has trouble ({code})"
    return Invalid, f"does not accept this ({code})"


def _then(kind: type[Refused], when: float | None, now: float) -> str:
    """What to do about it, as one more sentence."""
    if kind is Unauthorized:
        return " Sign in again."
    if not kind.retryable:
        return ""
    if when is None or when <= now:
        return " Try again later."
    return f" Try again in {span_words(when - now)}."


def _told_in(content_type: str, body: bytes) -> tuple[str, str]:
    """The server's own words in an error body, cleaned, and the OAuth error if it is one; empty where there is none.

    Bodies seen: `{"error": text}`, with `error_description` (OAuth) or `details` (validation); `error` as an object
    with a message (Hollo); `error_details` as a list (Takahe); plain text; HTML; nothing.
    """
    body = body[:_LONGEST_BODY]
    oauth_error = ""
    try:
        told = decode.lenient(body)
        said = _words_in(told)
        if isinstance(told, dict) and isinstance(told.get("error"), str) and _OAUTH_ERROR.fullmatch(told["error"]):
            oauth_error = told["error"]
    except BadAnswer:
        said = body.decode("utf-8", "replace").strip()
        if "html" in content_type or said.startswith("<"):
            said = "" if "<" in said else said
    return clean_line(said).strip()[:_LONGEST_WORDS], oauth_error


def _words_in(told: object) -> str:
    if isinstance(told, str):
        return told
    if not isinstance(told, dict):
        return ""
    for key in ("error_description", "error", "message", "name", "msg"):
        said = _words_in(told.get(key))
        if said:
            return said
    return ""


def _says(words: str) -> str:
    """The server's words as the end of a sentence."""
    if not words:
        return "."
    return f": {words}" + ("" if words.endswith((".", "!", "?", "。", "！", "？")) else ".")


def _target(headers: Mapping[str, str]) -> str:
    target = clean_line(headers.get("location", "")).partition("?")[0][:200]
    return f" ({target})" if target else ""
