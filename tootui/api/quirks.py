"""Where servers differ from Mastodon, each with its reason: measured on running servers, or told by their documents.

Some differences need no words here, since the code that meets them holds for all servers alike:

- Times come with 0 to 6 digits of a second, with ``Z`` or an offset, in seconds or (Hollo) milliseconds since 1970:
  `mend` reads them all.
- Boosting is answered with the boost by Mastodon and Hollo, with the original by Takahe and snac: `Status.inner`.
- Ids may hold ``:`` and ``/`` (Hollo's notifications): `resource.path` escapes them wherever they go.
- Links between pages go by ``before=`` (Hollo's bookmarks), by offset (trends) or by ids nobody sees: `paging` follows
  them as given, and `Paged` makes up an id of its own only where a list is ordered by the ids it shows.
- Bodies are JSON but for OAuth and files: Hollo refuses ``sensitive=true`` in a form, and Rails takes lists of objects
  in forms apart wrongly when some have a key that others lack.
- An empty ``limit=`` is an error on Akkoma: parameters without a value are not sent.
"""

from __future__ import annotations

from collections.abc import Sequence

from tootui.api.features import Feature

_NOT_ABOUT_THE_TOKEN = ("not the author",)
_ABOUT_THE_TOKEN = ("invalid bearer token",)


def refuses_token(code: int, words: str) -> bool:
    """Whether an error status says that the token is not good.

    That is what 401 means, except on Takahe, which answers 401 "Not the author of this status" for deleting another's
    post, and 400 "Invalid Bearer token" for a bad one. Its words are English whatever the reader's language.
    """
    said = words.lower()
    if code == 401:
        return not said.startswith(_NOT_ABOUT_THE_TOKEN)
    return code == 400 and said.startswith(_ABOUT_THE_TOKEN)


def redirect_uris(uris: list[str]) -> str:
    """How several redirect addresses are registered.

    One text with line breaks is understood by all; a JSON list by Mastodon from 4.3 only, and Takahe answers 400 to it.
    """
    return "\n".join(uris)


STREAM_TOKEN_IN_QUERY = frozenset({"gotosocial"})
"""Software that takes the token of a stream from the address only, where the logs of a server may keep it."""

SCHEDULES = frozenset({"mastodon", "gotosocial", "pleroma", "akkoma", "friendica"})
"""Software known to keep a post until its time. The others (Takahe, Hollo, snac) publish it at once without a word."""

BOOSTS_AS_ASKED = frozenset({"mastodon", "hometown", "pleroma", "akkoma"})
"""Software known to heed who shall see a boost. The others boost to everybody without a word."""

MIN_ID_IS_SINCE_ID = frozenset({"snac"})
"""Software whose ``min_id`` gives the newest page above an id, with a hole beneath it, as ``since_id`` does."""

_PLEROMA = (
    # Filters of the first version only, matched by the client.
    Feature.FILTERS,
    Feature.FEATURED_TAGS,
    # These are always empty.
    Feature.SUGGESTIONS,
    Feature.TRENDS,
    Feature.ENDORSEMENTS,
)

LACKS: dict[str, Sequence[Feature]] = {
    "takahe": (
        # Always empty, and adding to them is 405.
        Feature.CONVERSATIONS,
        Feature.LISTS,
        Feature.FILTERS,
        Feature.TRENDS,
        Feature.MARKERS,
        Feature.BLOCKS,
        Feature.MUTES,
        Feature.REPORTS,
        Feature.ENDORSEMENTS,
        Feature.ACCOUNT_NOTES,
        Feature.MUTED_CONVERSATIONS,
        Feature.EDIT_HISTORY,
    ),
    "hollo": (
        # Although it claims the version of Mastodon that has all of them.
        Feature.CONVERSATIONS,
        Feature.FILTERS,
        Feature.DIRECTORY,
        Feature.ACCOUNT_NOTES,
        Feature.NOTIFICATION_POLICY,
        Feature.MUTED_CONVERSATIONS,
        Feature.EDIT_HISTORY,
    ),
    "snac": (
        Feature.EDITING,
        Feature.EDIT_HISTORY,
        Feature.UNDOING,
        Feature.TRENDS,
        # A poll in a new post is dropped without a word.
        Feature.POLLS,
        # Both are answered, with `{}`.
        Feature.PREFERENCES,
        Feature.MARKERS,
        # Answered with an empty list, whatever was written to whom.
        Feature.CONVERSATIONS,
    ),
    "gotosocial": (
        Feature.DIRECTORY,
        Feature.ENDORSEMENTS,
        Feature.DOMAIN_BLOCKS,
        Feature.TRANSLATION,
        Feature.SUGGESTIONS,
    ),
    "pleroma": _PLEROMA,
    "akkoma": _PLEROMA,
    "pixelfed": (
        # In none of its common versions, whatever address it names.
        Feature.STREAMING,
        Feature.LISTS,
        Feature.FILTERS,
        Feature.BOOKMARKS,
        Feature.EDITING,
        Feature.EDIT_HISTORY,
    ),
}
"""What other software does not have, or only seems to have, beyond what goes by `api_versions` anyway."""
