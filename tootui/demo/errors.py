"""Refusals, as Mastodon words them."""

from tootui.demo.entities import JsonObject


class ApiError(Exception):
    """Ends a request with a status code and a JSON body."""

    def __init__(self, status: int, error: str, **more: object) -> None:
        super().__init__(error)
        self.status = status
        self.body: JsonObject = {"error": error, **more}


def not_found() -> ApiError:
    return ApiError(404, "Record not found")


def invalid(message: str, field: str, code: str, description: str) -> ApiError:
    """A validation error with the details of its field."""
    details = {field: [{"error": code, "description": description}]}
    return ApiError(422, f"Validation failed: {message}", details=details)
