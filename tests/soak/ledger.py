"""What a person was told, and whether it is true in the end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tests.soak.child import Report
from tootui.cache.drafts import Draft

MARK = re.compile(r"soak\d+x\d+x")
BAD_NEWS = ("damaged", "not kept on disk", "went wrong while", "cannot be read", "was not saved")
"""Words of notices that a kill must never lead to."""


class Ledger:
    """Everything the children said."""

    def __init__(self) -> None:
        self.saved: dict[str, str] = {}
        """Texts by their mark that were called saved and not thrown away since."""
        self.sent: set[str] = set()
        self.discarded: set[str] = set()
        self.wishes: dict[str, set[bool]] = {}
        """What a switch may be in the end; one value, unless its last change was never confirmed."""
        self.bad_news: list[str] = []
        self.notices: Counter[str] = Counter()

    def take(self, report: Report) -> None:
        """Enter what a child said."""
        match report.kind:
            case "saved":
                self.saved[report.about] = report.words
                self.sent.discard(report.about)
            case "sent":
                self.sent.add(report.about)
            case "undoing":  # killed now, it may be either
                self.sent.discard(report.about)
            case "discarding":
                self.discarded.add(report.about)
            case "wishing":
                self.wishes.setdefault(report.about, {not report.wanted}).add(report.wanted)
            case "noted":
                self.wishes[report.about] = {report.wanted}
            case "notice":
                self.notices[re.sub(r"\d+:\d+|\d+", "…", report.words)] += 1
                if any(words in report.words for words in BAD_NEWS):
                    self.bad_news.append(report.words)

    def judge(self, posts: Iterable[str], drafts: Iterable[Draft], switches: dict[str, bool]) -> list[str]:
        """Compare with what there is.

        Args:
            posts: the contents of all own posts on the server.
            drafts: all that is in words.db.
            switches: the positions of the switches on the server.

        Returns:
            A sentence for each thing that is wrong.
        """
        published = Counter(mark for content in posts for mark in set(MARK.findall(content)))
        kept: dict[str, Draft] = {}
        wrong = [f"Bad news: {words}" for words in self.bad_news]
        for draft in drafts:
            for mark in MARK.findall(draft.text):
                if mark in kept:
                    wrong.append(f"{mark} is kept twice")
                kept[mark] = draft
                if draft.state not in ("draft", "failed"):
                    wrong.append(f"{mark} is still {draft.state}: {draft.reason}")
        for mark in sorted(self.saved.keys() | published.keys() | kept.keys()):
            there, here = published[mark], mark in kept
            if there > 1:
                wrong.append(f"{mark} was published {there} times")
            if there and here:
                wrong.append(f"{mark} was published and is kept as {kept[mark].state}")
            if mark in self.discarded or mark not in self.saved:
                continue
            if not there and not here:
                wrong.append(f"{mark} is lost")
            if mark in self.sent and not there:
                wrong.append(f"{mark} was sent and is not on the server")
            if here and not kept[mark].text.startswith(self.saved[mark].removesuffix("…").rstrip()):
                wrong.append(f"{mark} lost words: {kept[mark].text!r}")
        wrong += [
            f"{about} is {switches[about]}" for about, allowed in self.wishes.items() if switches[about] not in allowed
        ]
        return wrong
