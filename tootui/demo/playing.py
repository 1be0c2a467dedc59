"""A busy while: posts that come, change and go at a rate, for tests of programs that listen."""

import asyncio
import random
from dataclasses import dataclass

from tootui.demo.context import Demo
from tootui.demo.entities import Status
from tootui.demo.publishing import Draft
from tootui.demo.world.chatter import fresh_remark


@dataclass(frozen=True)
class Score:
    """What is to be played.

    Attributes:
        arrivals: How many posts come.
        edits: How many of them are changed afterwards.
        deletes: How many of them are deleted at last.
        likes: How many favourites the reader's newest post gets, each by somebody else.
        per_second: How many of all these in a second; 0 for all at once.
    """

    arrivals: int = 0
    edits: int = 0
    deletes: int = 0
    likes: int = 0
    per_second: float = 0.0


async def play(demo: Demo, score: Score) -> None:
    """Let it happen, mixed as chance has it, and always the same."""
    rng = random.Random(f"{score}")
    deeds = ["arrive"] * score.arrivals + ["edit"] * score.edits + ["delete"] * score.deletes + ["like"] * score.likes
    rng.shuffle(deeds)
    deeds.sort(key=lambda deed: deed != "arrive" if not score.per_second else False)
    made: list[Status] = []
    for index, deed in enumerate(deeds):
        _do(demo, deed, index, made, rng)
        await asyncio.sleep(1 / score.per_second if score.per_second else 0)


def _do(demo: Demo, deed: str, index: int, made: list[Status], rng: random.Random) -> None:
    """One deed; what needs a post waits in vain where there is none yet."""
    alive = [one for one in made if one.id in demo.state.statuses]
    match deed:
        case "arrive":
            author, text = fresh_remark(demo.state, index)
            made.append(demo.publisher.publish(Draft(author, f"{text} [{index}]")))
        case "edit" if alive:
            status = rng.choice(alive)
            demo.publisher.edit(status, f"{status.text} (edited {index})")
        case "delete" if alive:
            demo.state.remove_status(rng.choice(alive))
        case "like" if mine := demo.living.newest_of_reader():
            admirers = [one for one in demo.state.accounts.values() if one.id not in mine.favourited_by]
            demo.publisher.favourite(mine, rng.choice(admirers))
        case _:
            pass
