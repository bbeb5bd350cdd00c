"""The routes of protocol 1. What touches the database, the disk or gzip runs in threads, never on the event loop."""

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from organizer_app.hq import blobs
from organizer_app.hq.desk import Desk
from organizer_app.hq.limits import read_body

JSON = "application/json"
SMALL_BODY = 1 << 16
PIECE = 1 << 20  # bytes of a file written at once


async def hello(desk: Desk, request: Request) -> Response:
    """GET /hello."""
    said, tag = await run_in_threadpool(desk.hello)
    headers = {"etag": tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return _json(said, headers)


async def enrol(desk: Desk, request: Request) -> Response:
    """POST /enrol."""
    body = await _body(request, SMALL_BODY)
    return _json(await run_in_threadpool(desk.enrol, body, _encoding(request)))


async def look(desk: Desk, request: Request) -> Response:
    """POST /look."""
    body = await _body(request, SMALL_BODY)
    return _json(await run_in_threadpool(desk.look, body, _encoding(request)))


async def token(desk: Desk, request: Request) -> Response:
    """POST /token."""
    device = await _device(desk, request)
    return _json(await run_in_threadpool(desk.rotate, device))


async def exchange(desk: Desk, request: Request) -> Response:
    """POST /exchange."""
    device = await _device(desk, request)
    body = await _body(request, desk.settings.limits.max_body)
    wants = "gzip" in request.headers.get("accept-encoding", "")
    said, packed = await run_in_threadpool(desk.exchange, device, body, _encoding(request), packed=wants)
    headers = {"vary": "Accept-Encoding"} | ({"content-encoding": "gzip"} if packed else {})
    return Response(said, headers=headers, media_type=JSON)


async def blob(desk: Desk, request: Request) -> Response:
    """GET and PUT /blobs/{sha256}."""
    device, sha256 = await _device(desk, request), request.path_params["sha256"]
    if request.method == "PUT":
        return await _put_blob(desk, request, device, sha256)
    return await _get_blob(desk, request, device, sha256)


async def _get_blob(desk: Desk, request: Request, device: str, sha256: str) -> Response:
    """Whole, or the part that Range asks for."""
    file = await run_in_threadpool(desk.blob, device, sha256)
    if not blobs.is_part(request.headers.get("range"), file):  # several parts, or nonsense: the whole, as RFC 9110 says
        request.scope["headers"] = [(name, value) for name, value in request.scope["headers"] if name != b"range"]
    headers = {"etag": f'"{sha256}"', "cache-control": "private, immutable"}
    return FileResponse(file, media_type="application/octet-stream", headers=headers)


async def _put_blob(desk: Desk, request: Request, device: str, sha256: str) -> Response:
    """Whole, or from where it stopped (Content-Range)."""
    receiving = await run_in_threadpool(desk.receive, device, sha256, request.headers.get("content-range"))
    waiting = bytearray()
    try:
        async for piece in request.stream():
            waiting += piece
            if len(waiting) >= PIECE:
                await run_in_threadpool(receiving.write, bytes(waiting))
                waiting.clear()
    finally:  # also when the line breaks: the rest need not be sent again
        if waiting:
            await run_in_threadpool(receiving.write, bytes(waiting))
    have = await run_in_threadpool(receiving.finish)
    return _json(have, status=200 if have.complete else 202)


async def history(desk: Desk, request: Request) -> Response:
    """GET /history/{tbl}/{id}."""
    device = await _device(desk, request)
    return _json(await run_in_threadpool(desk.history, device, request.path_params["tbl"], request.path_params["id"]))


async def healthz(desk: Desk, _request: Request) -> Response:
    """GET /healthz: 200 when the database answers."""
    await run_in_threadpool(desk.well)
    return PlainTextResponse("well\n")


async def metrics(desk: Desk, _request: Request) -> Response:
    """GET /metrics."""
    return PlainTextResponse(await run_in_threadpool(desk.metrics.text))


async def _device(desk: Desk, request: Request) -> str:
    return await run_in_threadpool(desk.bearer, request.headers.get("authorization"))


async def _body(request: Request, limit: int) -> bytes:
    return await read_body(request.stream(), request.headers.get("content-length"), limit)


def _encoding(request: Request) -> str:
    return request.headers.get("content-encoding", "").strip().lower()


def _json(value: msgspec.Struct, headers: dict[str, str] | None = None, *, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, headers, JSON)
