"""The posts of a chain in the dialog that writes posts: a further one, from one to the next, all of them sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tootui.cache.drafts import Draft
from tootui.model.errors import StorageError
from tootui.service.chains import begun, in_chain, why_not_chain
from tootui.service.readiness import why_not_send
from tootui.ui.dispatch import Handler

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.screens.compose import ComposeScreen


class ChainPosts:
    """Adds posts and turns from one to the other; what was written in the one that is left is on disk before.

    Args:
        screen: where one of them is written.
        draft: gives that one as it stands there now.
    """

    def __init__(self, screen: ComposeScreen, session: Session, draft: Callable[[], Draft]) -> None:
        self._screen = screen
        self._session = session
        self._draft = draft

    def handlers(self) -> dict[str, Handler]:
        """The commands about chains."""
        return {
            "draft.add": Handler(self._add, self._why_not_add),
            "draft.previous": Handler(lambda: self._step(-1), lambda: self._why_not_step(-1)),
            "draft.next": Handler(lambda: self._step(1), lambda: self._why_not_step(1)),
        }

    @property
    def posts(self) -> list[Draft]:
        """All that is still written of the chain, in its order, the present one as it stands there."""
        present = self._draft()
        if present.chain is None:
            return [present]
        try:
            kept = [one for one in self._session.drafts.chain(present.chain) if one.state == "draft"]
        except StorageError:
            kept = []
        others = [one for one in kept if one.id != present.id]
        return sorted([*others, present], key=lambda one: one.position)

    @property
    def place(self) -> str:
        """Which post of how many it is, and the keys to the others; empty where there is but one."""
        posts = self.posts
        if len(posts) == 1:
            return ""
        label = self._screen.tootui.keymap.label
        keys = " ".join(key for key in (label("draft.previous"), label("draft.next")) if key)
        return f"{self._index(posts) + 1}/{len(posts)}  {keys}".rstrip()

    @property
    def before(self) -> str:
        """The words of the post before; empty where there is none."""
        posts = self.posts
        index = self._index(posts)
        return posts[index - 1].text if index else ""

    def _index(self, posts: list[Draft]) -> int:
        present_id = self._draft().id
        return next(number for number, post in enumerate(posts) if post.id == present_id)

    # A further post

    def _why_not_add(self) -> str | None:
        draft = self._draft()
        if draft.kind == "edit":
            return "A published post is changed by itself. Reply to it to go on."
        if self._screen.is_untouched:
            return "Write this post first, then add the next one."
        return why_not_chain([draft])

    def _add(self) -> None:
        posts = self.posts
        if not self._screen.save_now():
            self._say_not_saved()
            return
        try:
            first = self._session.drafts.save(begun(self._screen.kept)) if len(posts) == 1 else posts[0]
        except StorageError as error:
            self._screen.say(f"{error} So no further post is begun.")
            return
        last = first if len(posts) == 1 else posts[-1]
        added = replace(self._session.drafts.next_of(last), visibility=first.visibility)
        self._screen.turn_to(added, is_saved=False)

    # From one to the other

    def _why_not_step(self, by: int) -> str | None:
        posts = self.posts
        if len(posts) == 1:
            return f"This post stands alone. {self._screen.tootui.keymap.label('draft.add')} adds one that follows it."
        if 0 <= self._index(posts) + by < len(posts):
            return None
        return "This is the first post of the chain." if by < 0 else "This is the last post of the chain."

    def _step(self, by: int) -> None:
        posts = self.posts
        self._turn_to(posts, self._index(posts) + by)

    def _turn_to(self, posts: list[Draft], index: int) -> bool:
        """Leave the present post for another one; where it cannot be saved, stay."""
        left, post = posts, posts[index]
        if self._screen.is_untouched:
            present_id = self._draft().id
            self._screen.forget()
            left = [one for one in posts if one.id != present_id]
        elif not self._screen.save_now():
            self._say_not_saved()
            return False
        self._screen.turn_to(in_chain(post, left), is_saved=True)
        return True

    def _say_not_saved(self) -> None:
        self._screen.say("This cannot be saved, so it stays in view.")

    # Sending

    def is_ready(self) -> bool:
        """Whether nothing is wrong with any of them; else what is, is said where it is. The first is in view then."""
        posts = self.posts
        if len(posts) == 1:
            return True
        if self._screen.is_untouched:
            index = self._index(posts)
            if not self._turn_to(posts, index - 1 if index else 1):
                return False
            posts = self.posts
        for number, post in enumerate(posts):
            reason = why_not_chain([post]) or why_not_send(post, self._session.limits, self._screen.now)
            if reason is not None:
                if self._index(posts) == number or self._turn_to(posts, number):
                    self._screen.say(f"Post {number + 1} of {len(posts)}: {reason}")
                return False
        return self._index(posts) == 0 or self._turn_to(posts, 0)

    def as_one(self) -> Draft:
        """The present post with the words and files of all of them, to ask once what is asked before sending."""
        posts = self.posts
        media = tuple(one for post in posts for one in post.media)
        return replace(self._draft(), text="\n".join(post.text for post in posts), media=media)
