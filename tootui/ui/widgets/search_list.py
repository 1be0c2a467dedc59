"""The rows of a search: people, tags and posts under their headings, and in words what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tootui.model.account import Account
from tootui.model.base import EntityKey, StatusId, known
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.model.tags import Tag, people_in
from tootui.service.searching import KINDS, Kind, Search
from tootui.service.session import Session
from tootui.text.fediverse import handle_in
from tootui.ui.bridge import Bridge
from tootui.ui.commands import TAG
from tootui.ui.look import Look
from tootui.ui.render.lines import RowLayout, Target
from tootui.ui.render.notes import render_note
from tootui.ui.render.person import render_person
from tootui.ui.render.searched import render_more, with_heading, with_mark
from tootui.ui.render.trends import render_tag
from tootui.ui.widgets.place_list import KeyNames, Note, PlaceList, RowKey, failure
from tootui.ui.widgets.status_list import StatusList
from tootui.ui.widgets.timeline import TimelineView

_PERSON, _TAG, _MORE = "@", "#", "+"
"""With these begin the keys of rows that are no posts; ids never do."""
_SIGNS: dict[Kind, str] = {"people": _PERSON, "tags": _TAG, "posts": ""}
_SHOWN_OF_MANY = 5
"""So many people and tags stand above the posts where everything is looked for."""
_HEADINGS: dict[Kind, str] = {"people": "People", "tags": "Tags", "posts": "Posts"}


class SearchList(StatusList):
    """The rows of one search."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self.search: Search = session.enquiries.search(place)
        self.when_found: Callable[[Place], None] | None = None
        """Called once with what lies behind an address that was searched for."""
        self._tags: dict[str, Tag] = {}
        self._strongest = 0
        """How many people use the tag that is used most."""
        self._headings: dict[RowKey, str] = {}
        self._marked: frozenset[RowKey] = frozenset()
        self._followed: frozenset[str] = frozenset()
        self._is_touched = False
        """Whether the reader has done anything here: then nothing moves under their eyes."""
        self._shown: Sequence[RowKey] = ()
        self.sync()

    def begin(self, bridge: Bridge) -> None:
        """Search here and there, and follow what comes."""
        self.follow(bridge, self.search, self.session.connection, self.session.shelf)
        self.search.open()
        self.sync()
        self._look_around()

    def end(self) -> None:
        """Follow no longer."""
        super().end()
        self.search.close()

    def refresh_rows(self) -> None:
        """Search anew."""
        self.search.refresh()

    @property
    def parts(self) -> Sequence[tuple[Place, str]]:
        """Everything, and each kind alone."""
        words = self.place.argument
        return [
            (Place("search", words), "Everything"),
            *((Place(f"search_{kind}", words), _HEADINGS[kind]) for kind in KINDS),
        ]

    def contexts(self) -> tuple[str, ...]:
        """A key follows the selected tag."""
        return (TAG,) if self.selected_tag is not None else ()

    # Rows

    def rows(self) -> Sequence[RowKey]:
        """What was found of each kind, and what is to be said below."""
        results = self.search.results
        keys: dict[Kind, list[str]] = {
            "people": [f"{_PERSON}{account_id}" for account_id in results.people],
            "tags": [f"{_TAG}{tag.name.casefold()}" for tag in results.tags],
            "posts": list(results.posts),
        }
        self._tags = {f"{_TAG}{tag.name.casefold()}": tag for tag in results.tags}
        self._strongest = max((people_in(tag.history) for tag in results.tags), default=0)
        self._headings = {}
        rows: list[RowKey] = []
        is_one_of_several = sum(map(bool, keys.values())) > 1
        for kind in self.search.kinds:
            some = keys[kind]
            if len(self.search.kinds) > 1:
                some = some[:_SHOWN_OF_MANY] if is_one_of_several and kind != "posts" else some
                if len(some) < len(keys[kind]) or kind in self.search.state.more:
                    some = [*some, f"{_MORE}{kind}"]
                if some:
                    self._headings[some[0]] = _HEADINGS[kind]
            rows += some
        return [*rows, *self._notes(has_rows=bool(rows))]

    def sync(self) -> None:
        """Show the rows as they are now; from the top, as long as the reader has done nothing here."""
        before = (self._headings, self._marked, self._followed, self._tags)
        rows = self.rows()
        self._marked = frozenset(self._marked_keys())
        self._followed = frozenset(key for key, tag in self._tags.items() if self._is_followed(tag))
        is_other = rows != self._shown
        if is_other:
            self._shown = rows
            self.set_rows(rows)
        headings, marked, followed, tags = before
        changed = {key for key, _ in headings.items() ^ self._headings.items()} | (marked ^ self._marked)
        changed |= followed ^ self._followed
        changed |= {key for key, tag in self._tags.items() if tags.get(key) != tag}
        if changed:
            self.changed(changed)
        if is_other and not self._is_touched:
            self.stay_at_top()
        self._tell_found()

    def _marked_keys(self) -> Iterable[RowKey]:
        """What only this machine knows."""
        only_here = self.search.results.only_here
        for kind, only in only_here.items():
            yield from (f"{_SIGNS[kind]}{one}" for one in only)

    def on_key(self) -> None:
        """Whatever the key does: it is meant for what is selected now."""
        self._is_touched = True

    def _reader_moved(self) -> None:
        self._is_touched = True

    def _tell_found(self) -> None:
        if self.when_found is None or not self.search.is_address:
            return
        place = self.session.enquiries.resolving.known(self.place.argument)
        if place is not None:
            when_found, self.when_found = self.when_found, None
            when_found(place)

    # What is missing

    def _notes(self, *, has_rows: bool) -> Sequence[Note]:
        state, host = self.search.state, self.session.host
        if state.closed is not None:
            return [Note(f"{state.closed} {self._what_is_here(has_rows=has_rows)}", action=self._sign_in)]
        if state.error is not None:
            return [failure(state.error)]
        if not state.answered:
            if self.session.connection.state == "offline":
                return [Note(f"Offline. {self._what_is_here(has_rows=has_rows)}", True)]
            return [Note(f"Asking {host}")]
        notes = [note for note in (self._note_on_posts(), self._note_when_empty(has_rows=has_rows)) if note is not None]
        if state.loading:
            notes.append(Note("Loading more"))
        elif has_rows and not notes and len(self.search.kinds) == 1 and not state.more:
            notes.append(Note("This is the end."))
        return notes

    def _what_is_here(self, *, has_rows: bool) -> str:
        if has_rows:
            return "This is what is kept here."
        if not self.search.can_find_posts_here:
            return "Posts kept here cannot be searched: SQLite was built without FTS5."
        return "Nothing kept here fits."

    @property
    def _sign_in(self) -> str:
        return "account.sign_in" if self.session.is_guest else ""

    def _note_on_posts(self) -> Note | None:
        """Why the server found no posts, where others are known to be there."""
        if "posts" not in self.search.kinds or self.search.is_address:
            return None
        if self.session.is_guest:
            return Note("Posts are searched for people who are signed in.", action=self._sign_in)
        if self.search.server_finds_no_posts:
            return Note(
                f"{self.session.host} found no posts: it may not search their words, or only those of people who"
                " agreed to be found."
            )
        return None

    def _note_when_empty(self, *, has_rows: bool) -> Note | None:
        if has_rows:
            return None
        words = self.place.argument
        if not self.search.is_address:
            is_one = len(self.search.kinds) == 1
            what = f"No {_HEADINGS[self.search.kinds[0]].lower()} were" if is_one else "Nothing was"
            key = self.key_names("search.open")
            others = f" {key} looks for others." if key else ""
            return Note(f"{what} found with these words.{others}", action="search.open")
        barred = self.session.enquiries.resolving.why_not
        if barred is not None:
            return Note(f"{self.session.host} does not know this address. {barred}", action=self._sign_in)
        if handle_in(words) is not None:
            return Note("Nobody of this name was found, here or on their server.")
        key = self.key_names("status.browse")
        return Note(
            "No post and nobody was found at this address." + (f" {key} opens it in the browser." if key else "")
        )

    # How it is drawn

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a person, a tag, a post, or words."""
        layout = self._lay_out(key, width)
        if key in self._marked:
            layout = with_mark(layout, width, self.context())
        heading = self._headings.get(key)
        return with_heading(layout, heading, width, self.context()) if heading is not None else layout

    def _lay_out(self, key: RowKey, width: int) -> RowLayout:
        if isinstance(key, Note | Gap) or key[:1] not in (_PERSON, _TAG, _MORE):
            return super().lay_out(key, width)
        if key.startswith(_MORE):
            kind = key.removeprefix(_MORE)
            return render_more(f"More {kind}", width, self.context(), target=self._place_of_more(kind))
        if key.startswith(_TAG):
            return render_tag(self._as_followed(key), width, self.context(), strongest=self._strongest)
        account = self.session.store.account(key.removeprefix(_PERSON))
        if account is None:
            return render_note("This account is gone.", width, self.context())
        return render_person(account, self.session.store.relationship(account.id), width, self.context())

    def _as_followed(self, key: str) -> Tag:
        tag = self._tags.get(key) or Tag(name=key.removeprefix(_TAG))
        return Tag(name=tag.name, id=tag.id, url=tag.url, history=tag.history, following=self._is_followed(tag))

    def _is_followed(self, tag: Tag) -> bool:
        return self.session.enquiries.tags.is_followed(tag.name, known(tag.following, False))

    def searched_text(self, key: RowKey) -> str | None:
        """What a find looks through."""
        is_post = isinstance(key, str) and key[:1] not in (_PERSON, _TAG, _MORE)
        return super().searched_text(key) if is_post else PlaceList.searched_text(self, key)

    # What is selected

    def _selected(self, sign: str) -> str | None:
        """What follows the sign in the key of the selected row; None where that is of another kind."""
        key = self.cursor_key
        return key.removeprefix(sign) if isinstance(key, str) and key.startswith(sign) else None

    @property
    def selected_status(self) -> Status | None:
        """The post under the cursor."""
        key = self.cursor_key
        is_post = isinstance(key, str) and key[:1] not in (_PERSON, _TAG, _MORE)
        return self.session.store.status(key) if is_post and isinstance(key, str) else None

    @property
    def selected_account(self) -> Account | None:
        """The person under the cursor, or the author of the post."""
        account_id = self._selected(_PERSON)
        return self.session.store.account(account_id) if account_id is not None else super().selected_account

    @property
    def selected_tag(self) -> Tag | None:
        """The tag under the cursor."""
        name = self._selected(_TAG)
        return self._tags.get(f"{_TAG}{name}") if name is not None else None

    @property
    def selected_target(self) -> Target | None:
        """A profile, the posts with a tag, or all of a kind."""
        account_id, tag, kind = self._selected(_PERSON), self.selected_tag, self._selected(_MORE)
        if account_id is not None:
            return Target("account", account_id)
        if tag is not None:
            return Target("hashtag", tag.name)
        return self._place_of_more(kind) if kind is not None else None

    @property
    def selected_address(self) -> str:
        """The page of what is selected; the address itself where nothing was found at it."""
        if (account := self.selected_account) is not None and self.selected_status is None:
            return account.url or ""
        if (tag := self.selected_tag) is not None:
            return tag.url
        if isinstance(self.cursor_key, Note) and self.search.is_address and handle_in(self.place.argument) is None:
            return self.place.argument
        return super().selected_address

    def _place_of_more(self, kind: str) -> Target:
        return Target("place", f"search_{kind}:{self.place.argument}")

    def visible_statuses(self) -> list[StatusId]:
        """The posts in view, from the top."""
        return [key for key in super().visible_statuses() if key[:1] not in (_PERSON, _TAG, _MORE)]

    # What changed

    def entities_changed(self, keys: Iterable[EntityKey]) -> None:
        """Draw anew whom and what this is about."""
        keys = list(keys)
        people = {f"{_PERSON}{identifier}" for kind, identifier in keys if kind in ("account", "relationship")}
        if people:
            self.changed(people)
        super().entities_changed(keys)

    def read_on(self) -> None:
        """Read on before the end is reached."""
        self.search.want_more()

    def on_timeline_view_scrolled(self, _event: TimelineView.Scrolled) -> None:
        """Learn how the reader relates to those who came on the screen."""
        self._look_around()

    def _look_around(self) -> None:
        if self._stops:
            shown = [key for key in self.visible_keys() if isinstance(key, str)]
            self.search.look_at([key.removeprefix(_PERSON) for key in shown if key.startswith(_PERSON)])
