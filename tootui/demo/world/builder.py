"""Makes a world: three weeks of it, up to the present of the demo's clock."""

import math
import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from tootui.demo.clock import iso, parse_iso
from tootui.demo.entities import Account, JsonObject, Status
from tootui.demo.formatting import format_text
from tootui.demo.origin import ORIGIN
from tootui.demo.publishing import Draft, Publisher
from tootui.demo.state import State
from tootui.demo.wire import version_of
from tootui.demo.world.attachments import card_of, media_of, poll_of
from tootui.demo.world.belongings import unpack
from tootui.demo.world.chatter import confessions, remark
from tootui.demo.world.history import tell_you
from tootui.demo.world.hostile import hostile_posts
from tootui.demo.world.letters import hand_over
from tootui.demo.world.neighbours import tell_neighbours
from tootui.demo.world.people import PEOPLE
from tootui.demo.world.script import Line, parse, read_text
from tootui.demo.world.settling import named, settle, settle_neighbours

WORLDS = ("charming", "hostile", "bare")

SPAN = timedelta(days=21)
POSTS = 600
LONG_THREAD = 200
SCRIPTS = ("posts.txt", "threads.txt", "languages.txt")
CORNERS = "corners.txt"
"""What is met away from home: written last, so that the rest of the world stays as it is."""
LETTERS = "letters.txt"
"""What is said to @you in person: written after that, for the same reason."""

_AGE_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass
class Planned:
    """Something that will have been posted at `moment`; a boost when `boost_of` is set."""

    line: Line
    moment: datetime
    parent: "Planned | None" = None
    boost_of: "Planned | None" = None
    status: Status | None = None


def build_world(state: State, publisher: Publisher, world: str) -> None:
    """Fill an empty state."""
    settle(state)
    if world == "bare":
        return
    builder = _Builder(state, publisher)
    builder.write_history()
    tell_you(state, builder.rng)
    settle_neighbours(state)
    corners = builder.write_more(CORNERS, 1888)
    unpack(state, builder.kept)
    letters = builder.write_more(LETTERS, 1852)
    hand_over(state, builder.written("twins"), corners, letters)
    tell_neighbours(state)
    if world == "hostile":
        add_hostile_posts(state, publisher)


def add_hostile_posts(state: State, publisher: Publisher) -> list[Status]:
    """Post now, as somebody whom @you follows, what attacks a terminal."""
    author = named(state, "zara")
    you = named(state, "you")
    state.follow(you.id, author.id, state.clock.now())
    made = []
    for post in hostile_posts():
        draft = Draft(author, "", content=post.content, spoiler_text=post.spoiler_text)
        status = publisher.compose(draft, state.clock.now())
        status.overrides = dict(post.overrides)
        made.append(status)
    state.extend_statuses(made)
    return made


def parse_age(text: str) -> timedelta:
    """`40m`, `3h` or `2d`."""
    return timedelta(**{_AGE_UNITS[text[-1]]: float(text[:-1])})


class _Builder:
    """Plans who says what when, then writes it down in the order of time."""

    def __init__(self, state: State, publisher: Publisher) -> None:
        self.rng = random.Random(state.rng.random())
        self._state = state
        self._publisher = publisher
        self._now = state.clock.now()
        self._you = named(state, "you")
        self._plan: list[Planned] = []
        self._keys: dict[str, Planned] = {}
        self.kept: list[tuple[datetime, dict[str, int]]] = []
        """When @you put a post aside, and the rows of the post by which that is known."""

    def write_history(self) -> None:
        for script in SCRIPTS:
            for line in parse(read_text(script)):
                self._plan_line(line, self._moment_of(line), None)
        self._plan_boosts()
        self._plan_long_thread()
        self._plan_chatter()
        self._put_quotes_after_the_quoted()
        self._plan.sort(key=lambda planned: planned.moment)
        self._state.extend_statuses([self._write(planned) for planned in self._plan])

    def write_more(self, script: str, seed: int) -> list[Status]:
        """Add what stands in one more script, by chances of its own."""
        self.rng = random.Random(seed)
        self._plan.clear()
        for line in parse(read_text(script)):
            self._plan_line(line, self._moment_of(line), None)
        self._plan.sort(key=lambda planned: planned.moment)
        made = [self._write(planned) for planned in self._plan]
        self._state.extend_statuses(made)
        return made

    def written(self, key: str) -> Status:
        """The post that a script gave a name.

        Raises:
            KeyError: No script has this name.
        """
        status = self._keys[key].status
        if status is None:
            raise KeyError(key)
        return status

    def _moment_of(self, line: Line) -> datetime:
        if "ago" in line.fields:
            return self._now - parse_age(line.value("ago"))
        # Denser towards the present, as a timeline is when one comes back to it.
        return self._now - timedelta(minutes=12) - SPAN * (0.98 * math.pow(self.rng.random(), 1.7))

    def _plan_line(self, line: Line, moment: datetime, parent: Planned | None) -> None:
        planned = Planned(line, moment, parent)
        self._plan.append(planned)
        if "key" in line.fields:
            self._keys[line.value("key")] = planned
        for reply in line.replies:
            left = (self._now - moment) * 0.5
            pause = min(timedelta(minutes=self.rng.expovariate(1 / 25) + 1), left)
            self._plan_line(reply, self._moment_of(reply) if "ago" in reply.fields else moment + pause, planned)

    def _plan_boosts(self) -> None:
        settled = self._now - timedelta(hours=2)
        good = [
            planned
            for planned in self._plan
            if planned.moment < settled and not planned.boost_of and not planned.parent and self._is_open(planned.line)
        ]
        people = [
            person.username for person in PEOPLE if person.followed and not person.bot and person.username != "you"
        ]
        for planned in self.rng.sample(good, min(50, len(good))):
            booster = self.rng.choice(people)
            if booster != planned.line.author:
                later = planned.moment + min(
                    timedelta(hours=self.rng.uniform(0.5, 30)), (self._now - planned.moment) * 0.7
                )
                self._plan.append(Planned(Line(booster), later, boost_of=planned))

    @staticmethod
    def _is_open(line: Line) -> bool:
        return line.value("visibility") not in ("private", "direct")

    def _plan_long_thread(self) -> None:
        """One conversation of many replies, some branches of which go deep."""
        moment = self._now - timedelta(days=9, hours=3)
        question = Line(
            "polly", "What is the oldest file that you still have, and why?\n\nI collect the answers. #oldestfile"
        )
        self._plan_line(question, moment, None)
        root = self._plan[-1]
        tree = [root]
        silent = ("you", "polly", "newcomer", "oulipo")
        names = [person.username for person in PEOPLE if not person.bot and person.username not in silent]
        for index, text in enumerate(confessions(self.rng, LONG_THREAD)):
            moment += timedelta(minutes=self.rng.uniform(0.2, 6))
            if index < 26:
                parent = tree[-1]
            else:
                parent = root if self.rng.random() < 0.3 else self.rng.choice(tree)
            author = self.rng.choice([name for name in names if name != parent.line.author])
            reply = Planned(Line(author, text), moment, parent)
            self._plan.append(reply)
            tree.append(reply)

    def _plan_chatter(self) -> None:
        seen: set[str] = set()
        while len(self._plan) < POSTS + LONG_THREAD:
            author, text = remark(self.rng)
            if text not in seen:
                seen.add(text)
                line = Line(author, text)
                self._plan_line(line, self._moment_of(line), None)

    def _put_quotes_after_the_quoted(self) -> None:
        for planned in self._plan:
            if "quote" in planned.line.fields:
                quoted = self._keys[planned.line.value("quote")]
                if planned.moment <= quoted.moment:
                    planned.moment = quoted.moment + (self._now - quoted.moment) * 0.3

    def _write(self, planned: Planned) -> Status:
        author = named(self._state, planned.line.author)
        if planned.boost_of and planned.boost_of.status:
            number, identifier = self._state.new_id(planned.moment)
            inner = planned.boost_of.status
            if author.id not in inner.reblogged_by:
                inner.reblogged_by.append(author.id)
            planned.status = Status(number, identifier, author.id, iso(planned.moment), reblog_of_id=inner.id)
        else:
            planned.status = self._publisher.compose(self._draft(planned, author), planned.moment)
            self._decorate(planned.status, planned)
        return planned.status

    def _draft(self, planned: Planned, author: Account) -> Draft:
        line, parent = planned.line, planned.parent.status if planned.parent else None
        text, key = self._with_mention(line, author, parent), f"{self._state.ids.counter}"
        visibility = line.value("visibility", parent.visibility if parent else "public")
        language = line.value("lang", "en")
        quoted = self._keys[line.value("quote")].status if "quote" in line.fields else None
        return Draft(
            author,
            text,
            visibility,
            line.value("cw"),
            "sensitive" in line.fields,
            None if language == "none" else language,
            parent,
            quoted,
            line.value("quote-state", "accepted"),
            text if "html" in line.fields else None,
            media=media_of(line, self.rng, key),
            card=card_of(line, key, self._card_author(line)),
            poll=poll_of(line, self.rng, planned.moment, self._now, self._you.id),
        )

    def _card_author(self, line: Line) -> str | None:
        return named(self._state, line.value("card-author")).id if "card-author" in line.fields else None

    def _with_mention(self, line: Line, author: Account, parent: Status | None) -> str:
        """A reply names whom it answers; scripts leave that out, and the servers of the people they mention."""
        if "html" in line.fields:
            return line.text
        words = []
        for word in line.text.split(" "):
            name = word.lstrip("\n(").removeprefix("@").rstrip(".,!?:;)\n")
            known = self._state.account_named(name) if word.lstrip("\n(").startswith("@") else None
            words.append(word.replace(f"@{name}", f"@{known.acct}", 1) if known else word)
        text = " ".join(words)
        if parent is None or parent.account_id == author.id:
            return text
        mention = f"@{self._state.accounts[parent.account_id].acct}"
        return text if mention in text else f"{mention} {text}"

    def _decorate(self, status: Status, planned: Planned) -> None:
        line, rng = planned.line, self.rng
        popular = status.visibility in ("public", "unlisted")
        status.favourites_elsewhere = int(line.value("likes", str(int(rng.expovariate(1 / 9)) if popular else 0)))
        status.reblogs_elsewhere = int(line.value("boosts", str(int(rng.expovariate(1 / 3)) if popular else 0)))
        status.quote_policy = line.value("quotable", status.quote_policy)
        if "en" in line.fields:
            status.translations["en"] = line.value("en")
        status.pinned = self._state.new_row() if "pinned" in line.fields else 0
        if "edited" in line.fields:
            status.edits = self._former(status, line)
            status.edited_at = iso(self._now - parse_age(line.value("edited")))
        done = line.value("you").split()
        if "liked" in done:
            self._keep(status.favourited_by, planned)
        if "bookmarked" in done:
            self._keep(status.bookmarked_by, planned)
        if "boosted" in done:
            self._plan_boost_by_you(status, planned)

    def _former(self, status: Status, line: Line) -> list[JsonObject]:
        """What a post said before it was edited the last time, some minutes apart."""
        written, versions = parse_iso(status.created_at), list[JsonObject]()
        for index, text in enumerate(line.fields.get("was", [_misspelt(status.text)])):
            content = format_text(text, self._publisher.resolve, ORIGIN).content
            moment = iso(written + timedelta(minutes=7 * index))
            versions.append({**version_of(status), "content": content, "created_at": moment})
        return versions

    def _keep(self, rows: dict[str, int], planned: Planned) -> None:
        """Note that @you put a post aside some time after it was written; the row follows once all are known."""
        rows[self._you.id] = 0
        share = random.Random(planned.line.text).random()
        self.kept.append((planned.moment + (self._now - planned.moment) * share, rows))

    def _plan_boost_by_you(self, status: Status, planned: Planned) -> None:
        status.reblogged_by.append(self._you.id)
        moment = planned.moment + (self._now - planned.moment) * 0.2
        number, identifier = self._state.new_id(moment)
        self._state.add_status(Status(number, identifier, self._you.id, iso(moment), reblog_of_id=status.id))


def _misspelt(text: str) -> str:
    """What a post may have said before somebody saw the mistake in it."""
    return text.replace(" the ", " teh ", 1) if " the " in text else f"{text[:-1]} (I think)."
