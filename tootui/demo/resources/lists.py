"""Lists of people, and who is on them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import Demo, answer, demo_of, viewer_of
from tootui.demo.entities import Account, JsonObject, UserList
from tootui.demo.errors import ApiError, invalid, not_found
from tootui.demo.paging import row_page
from tootui.demo.params import Params, read_params

POLICIES = ("followed", "list", "none")
MOST = 50


def written(one: UserList) -> JsonObject:
    return {"id": one.id, "title": one.title, "replies_policy": one.replies_policy, "exclusive": one.exclusive}


def own_list(demo: Demo, list_id: str, viewer: Account) -> UserList:
    """A list of the account that asks.

    Raises:
        ApiError: 404 where there is none with this id, or it is somebody else's.
    """
    found = demo.state.lists.get(list_id)
    if found is None or found.account_id != viewer.id:
        raise not_found()
    return found


def _of_path(request: Request, scope: str) -> tuple[Demo, Account, UserList]:
    demo, viewer = demo_of(request), viewer_of(request, scope)
    return demo, viewer, own_list(demo, request.path_params["id"], viewer)


def _fill(one: UserList, params: Params) -> None:
    """Take over what a request says about a list.

    Raises:
        ApiError: 422 without a title or with a policy that does not exist.
    """
    if "title" in params.names() or not one.title:
        one.title = params.text("title").strip()
    if not one.title:
        raise invalid("Title can't be blank", "title", "ERR_BLANK", "can't be blank")
    policy = params.text("replies_policy", one.replies_policy)
    if policy not in POLICIES:
        raise ApiError(422, f"'{policy}' is not a valid replies_policy")
    one.replies_policy = policy
    if "exclusive" in params.names():
        one.exclusive = params.flag("exclusive")


async def index(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:lists")
    return answer(request, [written(one) for one in demo.state.lists.values() if one.account_id == viewer.id])


async def create(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "write:lists")
    one = UserList(str(demo.state.new_row()), viewer.id, "")
    _fill(one, await read_params(request))
    if sum(other.account_id == viewer.id for other in demo.state.lists.values()) >= MOST:
        raise ApiError(422, "Validation failed: You have reached the maximum number of lists")
    demo.state.lists[one.id] = one
    demo.state.touch()
    return answer(request, written(one))


async def show(request: Request) -> Response:
    _, _, one = _of_path(request, "read:lists")
    return answer(request, written(one))


async def update(request: Request) -> Response:
    demo, _, one = _of_path(request, "write:lists")
    _fill(one, await read_params(request))
    demo.state.touch()
    return answer(request, written(one))


async def delete(request: Request) -> Response:
    demo, _, one = _of_path(request, "write:lists")
    del demo.state.lists[one.id]
    demo.state.touch()
    return answer(request, {})


async def members(request: Request) -> Response:
    demo, _, one = _of_path(request, "read:lists")
    people = [(row, demo.state.accounts[account_id]) for account_id, row in one.members.items()]
    if request.query_params.get("limit") == "0":
        return answer(request, [demo.wire.account(account) for _, account in people[::-1]])
    page, headers = row_page(request, people, default=40, most=80, newer="since_id")
    return answer(request, [demo.wire.account(account) for account in page], headers=headers)


async def add_members(request: Request) -> Response:
    demo, viewer, one = _of_path(request, "write:lists")
    wanted = (await read_params(request)).all("account_ids")
    for account_id in wanted:
        if (viewer.id, account_id) not in demo.state.follows and account_id != viewer.id:
            raise not_found()
        if account_id in one.members:
            raise ApiError(422, "Validation failed: Account has already been taken")
    one.members.update({account_id: demo.state.new_row() for account_id in wanted})
    demo.state.touch()
    return answer(request, {})


async def remove_members(request: Request) -> Response:
    demo, _, one = _of_path(request, "write:lists")
    for account_id in (await read_params(request)).all("account_ids"):
        one.members.pop(account_id, None)
    demo.state.touch()
    return answer(request, {})


async def lists_of_account(request: Request) -> Response:
    demo, viewer = demo_of(request), viewer_of(request, "read:lists")
    if request.path_params["id"] not in demo.state.accounts:
        raise not_found()
    mine = (one for one in demo.state.lists.values() if one.account_id == viewer.id)
    return answer(request, [written(one) for one in mine if request.path_params["id"] in one.members])


ROUTES = [
    Route("/api/v1/lists", index),
    Route("/api/v1/lists", create, methods=["POST"]),
    Route("/api/v1/lists/{id}", show),
    Route("/api/v1/lists/{id}", update, methods=["PUT"]),
    Route("/api/v1/lists/{id}", delete, methods=["DELETE"]),
    Route("/api/v1/lists/{id}/accounts", members),
    Route("/api/v1/lists/{id}/accounts", add_members, methods=["POST"]),
    Route("/api/v1/lists/{id}/accounts", remove_members, methods=["DELETE"]),
    Route("/api/v1/accounts/{id}/lists", lists_of_account),
]
