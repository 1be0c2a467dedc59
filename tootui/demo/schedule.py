"""Posts that are to appear later."""

from datetime import datetime, timedelta

from tootui.demo.clock import iso, parse_iso
from tootui.demo.entities import Account, JsonObject, Scheduled
from tootui.demo.errors import ApiError, invalid
from tootui.demo.params import Params
from tootui.demo.state import State
from tootui.demo.uploads import written

SOONEST = timedelta(minutes=5)
MOST_A_DAY, MOST = 25, 300


def wanted_moment(state: State, viewer: Account, params: Params) -> datetime | None:
    """When a post is to appear; None for at once, which is also what a time in the past means.

    Raises:
        ApiError: 422 for a time that is unreadable or too soon, or too many posts.
    """
    if not (text := params.optional("scheduled_at")):
        return None
    try:
        moment = parse_iso(text)
    except ValueError as error:
        raise ApiError(422, "Validation failed: Scheduled at is invalid") from error
    now = state.clock.now()
    if moment <= now:
        return None
    if moment < now + SOONEST:
        problem = "The scheduled date must be in the future"
        raise invalid(f"Scheduled at {problem}", "scheduled_at", "ERR_INVALID", problem)
    mine = [one for one in state.scheduled.values() if one.account_id == viewer.id]
    if sum(one.scheduled_at[:10] == iso(moment)[:10] for one in mine) >= MOST_A_DAY:
        raise ApiError(422, f"Validation failed: You have exceeded the limit of {MOST_A_DAY} scheduled posts for today")
    if len(mine) >= MOST:
        raise ApiError(422, f"Validation failed: You have exceeded the limit of {MOST} scheduled posts")
    return moment


def scheduled_json(state: State, one: Scheduled) -> JsonObject:
    """ScheduledStatus."""
    params = params_of(one)
    options = params.all("poll[options]")
    poll = {
        "options": options,
        "expires_in": params.text("poll[expires_in]"),
        "multiple": params.flag("poll[multiple]"),
        "hide_totals": params.flag("poll[hide_totals]"),
    }
    uploads = (state.uploads.get(upload_id) for upload_id in params.all("media_ids"))
    return {
        "id": one.id,
        "scheduled_at": one.scheduled_at,
        "params": {
            "text": params.text("status"),
            "poll": poll if options else None,
            "media_ids": params.all("media_ids") or None,
            "sensitive": params.flag("sensitive"),
            "spoiler_text": params.optional("spoiler_text"),
            "visibility": params.optional("visibility"),
            "language": params.optional("language"),
            "in_reply_to_id": params.optional("in_reply_to_id"),
            "quoted_status_id": params.optional("quoted_status_id"),
            "quote_approval_policy": params.optional("quote_approval_policy"),
            "scheduled_at": None,
            "application_id": 1,
            "idempotency": None,
            "with_rate_limit": False,
        },
        "media_attachments": [written(upload) for upload in uploads if upload],
    }


def params_of(one: Scheduled) -> Params:
    """What was asked for when it was scheduled."""
    params = Params()
    for name, values in one.params.items():
        params.add(name, values)
    return params
