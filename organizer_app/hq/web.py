"""HQ over HTTP: the application, with limits, counters and errors around every route."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic

import anyio.to_thread
import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from organizer_app.hq import problems, routes
from organizer_app.hq.desk import Desk
from organizer_app.hq.openapi import PREFIX, document
from organizer_app.wire.protocol import Refusal

Endpoint = Callable[[Desk, Request], Awaitable[Response]]


def app(desk: Desk) -> Starlette:
    """The ASGI application of one worker."""
    description = msgspec.json.encode(document())

    async def openapi(_desk: Desk, _request: Request) -> Response:
        return Response(description, media_type=routes.JSON)

    answers: list[tuple[str, str, Endpoint]] = [
        ("GET", f"{PREFIX}/hello", routes.hello),
        ("POST", f"{PREFIX}/look", routes.look),
        ("POST", f"{PREFIX}/enrol", routes.enrol),
        ("POST", f"{PREFIX}/token", routes.token),
        ("POST", f"{PREFIX}/exchange", routes.exchange),
        ("GET PUT", f"{PREFIX}/blobs/{{sha256}}", routes.blob),
        ("GET", f"{PREFIX}/history/{{tbl}}/{{id}}", routes.history),
        ("GET", "/healthz", routes.healthz),
        ("GET", "/metrics", routes.metrics),
        ("GET", "/openapi.json", openapi),
    ]

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = desk.settings.limits.threads
        yield
        desk.engine.dispose()

    made = Starlette(
        routes=[
            Route(path, _guarded(desk, path, endpoint), methods=methods.split()) for methods, path, endpoint in answers
        ],
        exception_handlers={HTTPException: problems.http_error},
        lifespan=lifespan,
    )
    made.state.working = 0
    return made


def _guarded(desk: Desk, route: str, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint with its limits, its counters, and every error as a problem."""

    async def answer(request: Request) -> Response:
        began = monotonic()
        response = await _answered(desk, request, endpoint)
        response.headers.setdefault("cache-control", "no-store")
        response.headers["x-content-type-options"] = "nosniff"
        desk.metrics.requests.labels(route, response.status_code).inc()
        desk.metrics.seconds.labels(route).observe(monotonic() - began)
        return response

    return answer


async def _answered(desk: Desk, request: Request, endpoint: Endpoint) -> Response:
    address = request.client.host if request.client else ""
    working: int = request.app.state.working
    request.app.state.working = working + 1
    try:
        desk.admit(address, working)
        return await endpoint(desk, request)
    except Refusal as refusal:
        return problems.response(desk.refusal(address, refusal))
    except ClientDisconnect:
        return Response(status_code=400)  # nobody is there to read it
    except Exception as error:  # a stranger learns nothing from what we did not foresee
        return problems.response(problems.unforeseen(error))
    finally:
        request.app.state.working -= 1
