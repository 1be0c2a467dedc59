"""From the parameters of a request to a draft that may be posted."""

from datetime import timedelta

from tootui.demo.clock import iso
from tootui.demo.context import Demo
from tootui.demo.entities import Account, JsonObject, Poll, Status
from tootui.demo.errors import ApiError, invalid
from tootui.demo.formatting import counted_length
from tootui.demo.params import Params
from tootui.demo.publishing import Draft
from tootui.demo.resources.instance import MAX_CHARACTERS
from tootui.demo.visibility import is_visible

VISIBILITIES = ("public", "unlisted", "private", "direct")
QUOTE_POLICIES = ("public", "followers", "nobody")
MOST_MEDIA, MOST_OPTIONS, LONGEST_OPTION = 4, 4, 50
SHORTEST_POLL, LONGEST_POLL = 300, 2_629_746


def new_draft(demo: Demo, viewer: Account, params: Params) -> Draft:
    """A draft of the parameters.

    Raises:
        ApiError: 422 for what cannot be posted, 404 for an unknown post to answer or to quote, 403 for one that may not
            be quoted.
    """
    draft = _words(demo, viewer, params)
    draft.visibility = params.text("visibility", "public") or "public"
    if draft.visibility not in VISIBILITIES:
        raise invalid("Visibility is not included in the list", "visibility", "ERR_INCLUSION", "is not in the list")
    if parent_id := params.optional("in_reply_to_id"):
        draft.in_reply_to = _mentioned(demo, viewer, parent_id, "reply to")
    if quoted_id := params.optional("quoted_status_id"):
        _quote(demo, viewer, draft, _mentioned(demo, viewer, quoted_id, "quote"))
    return draft


def revision(demo: Demo, viewer: Account, params: Params, status: Status) -> Draft:
    """A draft of what a post is to become.

    Raises:
        ApiError: 422 for what cannot be posted.
    """
    draft = _words(demo, viewer, params, status)
    draft.visibility = status.visibility
    former = status.poll
    if draft.poll and former and (draft.poll.options, draft.poll.multiple) == (former.options, former.multiple):
        draft.poll = former
    if "quote_approval_policy" not in params.names():
        draft.quote_policy = status.quote_policy
    return draft


def _words(demo: Demo, viewer: Account, params: Params, status: Status | None = None) -> Draft:
    media, poll = _media(demo, viewer, params, status), _poll(demo, params)
    text, spoiler_text = params.text("status"), params.text("spoiler_text")
    if not text.strip():
        text, spoiler_text = spoiler_text, ""
    if not text.strip() and not media and not params.optional("quoted_status_id"):
        raise invalid("Text can't be blank", "text", "ERR_BLANK", "can't be blank")
    if counted_length(text, spoiler_text) > MAX_CHARACTERS:
        message = f"character limit of {MAX_CHARACTERS} exceeded"
        raise invalid(f"Text {message}", "text", "ERR_TOO_LONG", message)
    if media and poll:
        raise ApiError(422, "Validation failed: Posts with a poll cannot have media attached")
    policy = params.text("quote_approval_policy", "public") or "public"
    if policy not in QUOTE_POLICIES:
        raise ApiError(422, f"'{policy}' is not a valid quote_approval_policy")
    draft = Draft(viewer, text, spoiler_text=spoiler_text, sensitive=params.flag("sensitive"), quote_policy=policy)
    draft.language = params.optional("language") or "en"
    draft.media, draft.poll = media, poll
    return draft


def _mentioned(demo: Demo, viewer: Account, status_id: str, deed: str) -> Status:
    found = demo.state.statuses.get(status_id)
    if found is None or not is_visible(demo.state, found, viewer):
        raise ApiError(404, f"The post you are trying to {deed} does not appear to exist.")
    return found


def _quote(demo: Demo, viewer: Account, draft: Draft, quoted: Status) -> None:
    """Let a draft quote a post; people of other servers have to be asked first."""
    if draft.media or draft.poll:
        raise ApiError(422, "Validation failed: Quote posts cannot have media or a poll")
    leave = demo.wire.quotable(quoted, viewer)
    if leave == "denied":
        raise ApiError(403, "This action is not allowed")
    if quoted.visibility == "private" and draft.visibility in ("public", "unlisted"):
        draft.visibility = "private"
    is_remote = bool(demo.state.accounts[quoted.account_id].domain)
    draft.quote_of, draft.quote_state = quoted, "pending" if is_remote or leave == "manual" else "accepted"


def _media(demo: Demo, viewer: Account, params: Params, status: Status | None) -> list[JsonObject]:
    """The files that a post is to have, with what is said anew about them."""
    wanted = params.all("media_ids")
    former = {str(one["id"]): one for one in status.media} if status else {}
    if len(wanted) > MOST_MEDIA:
        raise ApiError(422, "Validation failed: Cannot attach more than 4 files")
    media = [former.get(one) or demo.uploads.attachable(one, viewer) for one in wanted]
    alone = [one for one in media if one["type"] in ("video", "gifv", "audio")]
    if alone and len(media) > 1:
        raise ApiError(422, "Validation failed: Cannot attach a video to a post that already contains images")
    news = {one.get("id"): one["description"] for one in params.objects("media_attributes") if "description" in one}
    return [{**one, "description": news.get(str(one["id"]), one["description"]) or None} for one in media]


def _poll(demo: Demo, params: Params) -> Poll | None:
    options = [option.strip() for option in params.all("poll[options]")]
    if not options:
        return None
    seconds = params.number("poll[expires_in]", 0)
    problem = (
        "must have more than one item"
        if len(options) < 2
        else f"can't contain more than {MOST_OPTIONS} items"
        if len(options) > MOST_OPTIONS
        else f"can't be longer than {LONGEST_OPTION} characters each"
        if any(len(option) > LONGEST_OPTION for option in options)
        else "can't contain blank items"
        if not all(options)
        else "contain duplicate items"
        if len(set(options)) < len(options)
        else ""
    )
    if problem:
        raise invalid(f"Poll options {problem}", "poll.options", "ERR_INVALID", problem)
    if not SHORTEST_POLL <= seconds <= LONGEST_POLL:
        problem = "is too soon" if seconds < SHORTEST_POLL else "is too far in the future"
        raise invalid(f"Poll expires at {problem}", "poll.expires_at", "ERR_INVALID", problem)
    ends = iso(demo.clock.now() + timedelta(seconds=seconds))
    hidden, multiple = params.flag("poll[hide_totals]"), params.flag("poll[multiple]")
    return Poll("", options, [0] * len(options), ends, multiple, hidden)
