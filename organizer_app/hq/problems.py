"""Refusals as problem+json (RFC 9457). What the program did not foresee says nothing about itself or the data."""

import logging
import math
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from organizer_app.wire.protocol import Refusal

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
log = logging.getLogger("organizer_app.hq")


class Problem(msgspec.Struct, frozen=True):
    """The members every problem has; some carry more."""

    type: str
    title: str
    status: Annotated[int, msgspec.Meta(ge=400, le=599)]
    detail: str = ""


def response(refusal: Refusal) -> Response:
    """A refusal as the answer. `retry_after` (seconds) and `allow` among its extras become headers."""
    extra: dict[str, Any] = dict(refusal.extra)
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    if "retry_after" in extra:
        extra["retry_after"] = math.ceil(extra["retry_after"])
        headers["retry-after"] = str(extra["retry_after"])
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    if "allow" in extra:
        headers["allow"] = extra.pop("allow")
    body = {"type": refusal.type, "title": refusal.title, "status": refusal.status, "detail": refusal.detail} | extra
    return Response(msgspec.json.encode(body), refusal.status, headers, MEDIA_TYPE)


def absent() -> Refusal:
    """The one answer for what is not there and for what is somebody else's."""
    return Refusal(404, "not-found", "There is nothing here for you.")


async def http_error(_request: Request, error: Exception) -> Response:
    """Answers what the framework refused: unknown paths and methods."""
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.NOT_FOUND:
        return response(absent())
    phrase = HTTPStatus(error.status_code).phrase
    allow = {"allow": error.headers["Allow"]} if error.headers and "Allow" in error.headers else {}
    return response(Refusal(error.status_code, phrase.lower().replace(" ", "-"), phrase, **allow))


def unforeseen(error: Exception) -> Refusal:
    """What to say of an error: a database that is away is worth another try; anything else is our fault.

    The log has its kind and place, not its text, which may repeat what was sent.
    """
    log.error("%s at %s", type(error).__name__, _place(error))
    if isinstance(error, OperationalError | PoolTimeout) or getattr(error, "connection_invalidated", False):
        return unavailable()
    return Refusal(500, "error", "HQ made a mistake.", "Nothing was changed. It is in HQ's log.")


def unavailable(seconds: float = RETRY_SECONDS) -> Refusal:
    """The refusal while HQ is overloaded or its database is away."""
    return Refusal(503, "unavailable", "HQ is busy.", "Nothing was changed. Ask again later.", retry_after=seconds)


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
