"""Authorization codes: granted in the browser, exchanged once for a token."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True)
class Grant:
    """What a person agreed to."""

    client_id: str
    account_id: str
    redirect_uri: str
    scopes: list[str]
    code_challenge: str | None
    granted_at: datetime

    def matches(self, verifier: str) -> bool:
        """Whether a PKCE verifier (RFC 7636, S256) belongs to the challenge; without a challenge none is needed."""
        if self.code_challenge is None:
            return True
        digest = hashlib.sha256(verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == self.code_challenge


class AuthorizationCodes:
    """The codes not yet exchanged."""

    def __init__(self) -> None:
        self._grants: dict[str, Grant] = {}

    def grant(self, grant: Grant) -> str:
        code = secrets.token_urlsafe(32)
        self._grants[code] = grant
        return code

    def redeem(self, code: str, now: datetime) -> Grant | None:
        """The grant behind a code, which is worth nothing afterwards; None if unknown or too old."""
        grant = self._grants.pop(code, None)
        return grant if grant and now - grant.granted_at < LIFETIME else None
