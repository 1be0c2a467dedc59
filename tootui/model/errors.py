"""One tree for everything that can go wrong.

::

    TootuiError                     what happened, in a sentence for the person; never holds a token
    ├── UnknownPlace                a place's text names nothing
    ├── ConfigError                 settings, keymap or theme cannot be used
    ├── CredentialsError            the file, keyring or command that keeps tokens failed
    ├── StorageError                a database cannot be read or written
    ├── MediaError                  a file cannot be attached: unreadable, too large, of a wrong kind
    ├── SignInError                 signing in did not work out
    ├── InvalidServer               what was typed is no server's name
    ├── NotThere                    what one account sees cannot be had as another
    └── ServerError                 talking to a server failed
        ├── Unreachable             no answer: refused, no such host, no way there       (retryable)
        │   ├── TimedOut            no answer in time                                    (retryable)
        │   ├── ConnectionLost      the connection broke before the answer was whole     (retryable)
        │   └── InsecureConnection  TLS failed
        ├── SessionEnded            the account was closed before it could be asked
        ├── StreamUnavailable       nothing is streamed to us: ask now and then instead
        ├── BadAnswer               an answer that cannot be understood
        │   └── NotMastodon         the server does not speak Mastodon's language
        └── Refused                 an error status; keeps code and the server's words
            ├── Unauthorized        401, or what a server means by it: sign in again
            ├── Forbidden           403
            ├── Missing             404, 405, 410, 501: gone, not visible, or not offered here
            │   └── NotOffered      the server was found not to have this, and is not asked again
            ├── Conflict            409
            ├── Invalid             400, 413, 422: the server does not accept what was sent
            ├── RateLimited         429: ``retry_at`` says when                           (retryable)
            └── Unavailable         5xx                                                   (retryable)

``sent`` on a ServerError says whether a write may have taken effect: False is certain that it did not.
"""

from __future__ import annotations


class TootuiError(Exception):
    """Base of the tree. ``str()`` is one sentence for the person: what happened, and what to do where that is known."""

    retryable = False


class UnknownPlace(TootuiError):
    """A place's text names nothing."""

    def __init__(self, text: str) -> None:
        super().__init__(f"There is no place called “{text}”.")


class ConfigError(TootuiError):
    """Settings, keymap or theme cannot be used."""


class CredentialsError(TootuiError):
    """What keeps the tokens failed."""


class StorageError(TootuiError):
    """A database cannot be read or written."""


class MediaError(TootuiError):
    """A file cannot be attached: unreadable, too large, of a kind the server does not take."""


class SignInError(TootuiError):
    """Signing in did not work out."""


class InvalidServer(TootuiError):
    """What was typed is no server's name."""


class NotThere(TootuiError):
    """A post or person that one account sees cannot be had as another one."""


class ServerError(TootuiError):
    """Talking to a server failed. ``sent`` is False only where the request certainly had no effect."""

    def __init__(self, sentence: str, *, sent: bool = True) -> None:
        super().__init__(sentence)
        self.sent = sent


class Unreachable(ServerError):
    """No answer: refused, no such host, no way there."""

    retryable = True


class TimedOut(Unreachable):
    """No answer in time."""


class ConnectionLost(Unreachable):
    """The connection broke before the answer was whole."""


class InsecureConnection(Unreachable):
    """The server's certificate cannot be trusted; waiting does not help."""

    retryable = False


class SessionEnded(ServerError):
    """The account was closed before it could be asked."""


class StreamUnavailable(ServerError):
    """The server streams nothing, or not to this account: what is new has to be asked for."""


class BadAnswer(ServerError):
    """An answer that cannot be understood."""


class NotMastodon(BadAnswer):
    """The server does not speak Mastodon's language."""


class Refused(ServerError):
    """An error status. ``code`` is the HTTP status; ``words`` the server's own (cleaned, localised, may be empty)."""

    def __init__(
        self, sentence: str, *, code: int, words: str = "", retry_at: float | None = None, oauth_error: str = ""
    ) -> None:
        super().__init__(sentence, sent=False)
        self.code = code
        self.words = words
        self.oauth_error = oauth_error
        """The fixed word of RFC 6749 (``invalid_client``, ``invalid_scope`` …); empty outside of signing in."""
        self.retry_at = retry_at
        """Seconds since the epoch from which it may be tried again, where the server said so."""


class Unauthorized(Refused):
    """The token is not, or no longer, good."""


class Forbidden(Refused):
    """The server does not let this account do it."""


class Missing(Refused):
    """Gone, not visible, or not offered here."""

    @property
    def may_be_gone(self) -> bool:
        """Whether it may be said of this one thing alone, rather than of all of its kind."""
        return self.code in (404, 410)


class NotOffered(Missing):
    """The server was found not to have this feature in this session; it was not asked again."""

    @property
    def may_be_gone(self) -> bool:
        """See `Missing.may_be_gone`."""
        return False


class Conflict(Refused):
    """Somebody else was faster."""


class Invalid(Refused):
    """The server does not accept what was sent."""


class RateLimited(Refused):
    """Too many requests."""

    retryable = True


class Unavailable(Refused):
    """The server has trouble; a write may have taken effect all the same."""

    retryable = True

    def __init__(
        self, sentence: str, *, code: int, words: str = "", retry_at: float | None = None, oauth_error: str = ""
    ) -> None:
        super().__init__(sentence, code=code, words=words, retry_at=retry_at, oauth_error=oauth_error)
        self.sent = True
