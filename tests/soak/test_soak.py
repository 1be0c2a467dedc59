"""A small soak, with the same choices each time; ``python -m tests.soak`` is the large one."""

from __future__ import annotations

from pathlib import Path

from tests.soak.child import Report
from tests.soak.ledger import Ledger
from tests.soak.trial import Trial
from tootui.cache.drafts import Draft


def test_killed_at_twenty_instants_nothing_confirmed_is_lost_or_doubled(tmp_path: Path) -> None:
    outcome = Trial(tmp_path, seed=20).run(20)

    assert outcome.wrong == [], outcome.summary()
    assert outcome.published > 10
    assert outcome.wishes > 0


def test_the_ledger_would_see_what_is_lost_doubled_or_mangled() -> None:
    ledger = Ledger()
    for number in range(5):
        ledger.take(Report("saved", f"soak1x{number}x", f"soak1x{number}x end"))
    ledger.take(Report("sent", "soak1x4x", "soak1x4x end"))
    ledger.take(Report("wishing", "favourite 1", wanted=True))
    ledger.take(Report("noted", "favourite 1", wanted=True))
    ledger.take(Report("notice", words="The file with your drafts was damaged"))

    wrong = ledger.judge(
        posts=["soak1x1x end", "soak1x1x end", "soak1x2x end"],
        drafts=[Draft(text="soak1x2x end"), Draft(text="soak1x3x"), Draft(text="soak1x4x end", state="queued")],
        switches={"favourite 1": False},
    )

    assert wrong == [
        "Bad news: The file with your drafts was damaged",
        "soak1x4x is still queued: ",
        "soak1x0x is lost",
        "soak1x1x was published 2 times",
        "soak1x2x was published and is kept as draft",
        "soak1x3x lost words: 'soak1x3x'",
        "soak1x4x was sent and is not on the server",
        "favourite 1 is False",
    ]
