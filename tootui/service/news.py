"""What comes to the reader in person: notifications, direct messages, and what was held back of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tootui.service.feed_parts import FeedServices
    from tootui.service.remote import Remote
    from tootui.service.session import Session


class News:
    """Makes each list once, when it is first needed; the first frame does without."""

    def __init__(self, session: Session, remote: Remote, services: FeedServices) -> None:
        self._session = session
        self._remote = remote
        self._services = services
