"""What is chosen for a post that is being written: who sees it, its language, what is sensitive, who may quote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tootui.api.features import Feature
from tootui.cache.drafts import Draft
from tootui.model.status import VISIBILITIES
from tootui.text.languages import CODES, language_name
from tootui.ui.keeping import Words
from tootui.ui.screens.audience import AudienceChoice
from tootui.ui.screens.picker import Picker, PickerItem

if TYPE_CHECKING:
    from tootui.service.session import Session
    from tootui.ui.app import TootuiApp

QUOTERS = {"public": "everybody", "followers": "your followers", "nobody": "nobody"}
"""Who may quote a post, in words."""


class PostOptions:
    """Offers them in one list, and says in short what was chosen.

    Args:
        draft: the post as it was begun.
        words: gives what stands there now.
        chosen: called with what shall stand there.
    """

    def __init__(
        self,
        app: TootuiApp,
        session: Session,
        draft: Draft,
        audience: AudienceChoice,
        words: Callable[[], Words],
        chosen: Callable[[Words], None],
    ) -> None:
        self._app = app
        self._session = session
        self._draft = draft
        self._audience = audience
        self._words = words
        self._chosen = chosen

    def facts(self) -> list[str]:
        """What is chosen beside who sees it, the most important first."""
        words = self._words()
        facts = [language_name(words.language)] if words.language else []
        if words.sensitive:
            facts.append("sensitive")
        if (quoters := self._quoters(words)) in QUOTERS.values():
            facts.append(f"quotes: {quoters}")
        return facts

    def choose(self) -> None:
        """Let the person pick what to change."""
        words = self._words()
        items = self._audience.choices()
        acts: list[Callable[[], None]] = [lambda word=word: self._audience.change(word) for word in VISIBILITIES]  # type: ignore[misc]  # mypy cannot infer lambdas with defaults
        language = language_name(words.language) if words.language else "as the server thinks"
        items.append(PickerItem("l", f"{'language':10}", language))
        acts.append(self._choose_language)
        items.append(PickerItem("s", f"{'sensitive':10}", "media are covered" if words.sensitive else "no"))
        acts.append(lambda: self._chosen(words._replace(sensitive=not words.sensitive)))
        if (quoters := self._quoters(words)) is not None:
            items.append(PickerItem("q", f"{'quotes':10}", quoters, not self._is_narrow(words)))
            acts.append(self._choose_quoters)
        selected = VISIBILITIES.index(words.visibility) if words.visibility in VISIBILITIES else 0
        if self._audience.why_not() is not None:
            selected = len(VISIBILITIES)
        self._app.push_screen(
            Picker("Who sees this post, and more", items, selected=selected),
            lambda index: acts[index]() if index is not None else None,
        )

    @staticmethod
    def _is_narrow(words: Words) -> bool:
        """Whether a post is for too few to be quoted, whatever was chosen."""
        return words.visibility not in ("public", "unlisted")

    def _quoters(self, words: Words) -> str | None:
        """Who may quote the post, in words; None where there are no quotes."""
        if not self._session.offers(Feature.QUOTES):
            return None
        if self._is_narrow(words):
            return "nobody"
        policy = words.quote_policy
        if policy is None and self._draft.kind == "edit":
            return "as before"
        policy = policy or self._session.drafts.default_quote_policy()
        return QUOTERS.get(policy or "", "as you set it on the server")

    def _choose_quoters(self) -> None:
        policies = list(QUOTERS)
        items = [PickerItem(word[0], QUOTERS[word]) for word in policies]
        policy = self._words().quote_policy or self._session.drafts.default_quote_policy() or "public"

        def picked(index: int | None) -> None:
            if index is not None:
                self._chosen(self._words()._replace(quote_policy=policies[index]))

        selected = policies.index(policy) if policy in policies else 0
        self._app.push_screen(Picker("Who may quote this post", items, selected=selected), picked)

    def _choose_language(self) -> None:
        from tootui.ui.screens.palette import Palette, PaletteItem

        mine = [code for code in (self._words().language, self._session.drafts.default_language()) if code]
        codes = dict.fromkeys((*mine, *CODES))

        def take(code: str) -> Callable[[], None]:
            return lambda: self._chosen(self._words()._replace(language=code))

        items = [PaletteItem(language_name(code), code, take(code)) for code in codes]
        self._app.push_screen(
            Palette(items, title="Language of this post", verb="takes"),
            lambda item: item.run() if item is not None else None,
        )
