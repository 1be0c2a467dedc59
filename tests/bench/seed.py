"""``python -m tests.bench.seed N PLACE FIRST``: give the account that is signed in a cache of N posts of a place.

They are the posts from number FIRST on of the timeline that `long_timeline` makes.
"""

from __future__ import annotations

import json
import sys

from tests.bench.worlds import home_posts, long_timeline
from tootui import paths
from tootui.api import decode
from tootui.cache.batch import CacheBatch, TimelineImage
from tootui.cache.posts import PostCache
from tootui.config.credentials import CredentialStore
from tootui.model.places import Place
from tootui.model.status import Status

_PER_BATCH = 1_000


def main() -> None:
    """Write the posts where the program will look for them."""
    credentials = CredentialStore()
    account = credentials.accounts()[0]
    patterns = home_posts(account.server, credentials.token_of(account.name))
    count, place, first = int(sys.argv[1]), Place.parse(sys.argv[2]), int(sys.argv[3])
    raw = list(long_timeline(patterns, first + count))[first:]
    directory = paths.account_dir(paths.cache_dir(), account.name)
    cache = PostCache.open(directory / "cache.db")
    for start in range(0, len(raw), _PER_BATCH):
        statuses, problems = decode.page(json.dumps(raw[start : start + _PER_BATCH]).encode(), Status)
        assert not problems
        cache.save(CacheBatch(statuses=statuses))
    rows = [post["id"] for post in raw]
    cache.save(CacheBatch(timelines={str(place): TimelineImage(rows=rows, at_end=True)}))
    cache.close()


if __name__ == "__main__":
    main()
