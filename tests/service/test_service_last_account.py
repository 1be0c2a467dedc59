"""Which account the next start takes, however soon the program ends."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from tests.service.test_service_accounts import signed_in
from tests.support.session import Desk
from tootui.demo.thread import DemoThread
from tootui.service.accounts import Accounts
from tootui.service.notices import Notices


async def test_the_end_waits_until_the_account_shown_last_is_remembered(desk: Desk, demo: DemoThread) -> None:
    accounts = Accounts(desk.credentials, desk.settings, desk.clock, Notices(desk.clock), None)
    grace = accounts.open(signed_in(desk, demo, "grace"))
    desk.credentials.touch(desk.account.name)
    may_go_on = threading.Event()
    with ThreadPoolExecutor(1) as pool:  # one whose threads have something else to do
        asyncio.get_running_loop().set_default_executor(pool)
        pool.submit(may_go_on.wait)

        accounts.show(grace)
        closing = asyncio.create_task(accounts.close())
        await asyncio.sleep(0.01)
        may_go_on.set()
        await closing

    last = desk.credentials.last_used()
    assert last is not None
    assert last.name == grace.name
