"""HQ as a process: `organizer-hq serve`, with one worker or several."""

import gc
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.hq import keys, opening, settings
from organizer_app.hq.desk import Desk
from organizer_app.hq.metrics import WORKERS_FOLDER
from organizer_app.hq.settings import DATA_VARIABLE, DB_VARIABLE, HqSettings
from organizer_app.hq.web import app

# Objects. An exchange makes tens of thousands that are gone with it, and none in rings; looking for rings among them
# after every 700 cost a push a sixth of its time.
COLLECT_AFTER = 50_000
STOPPING_SECONDS = 10  # how long requests under way may still take when HQ is stopped


@dataclass(frozen=True)
class Listening:
    """Where HQ listens; port 0 for any that is free. `proxies` are the addresses whose forwarded headers count."""

    host: str = "127.0.0.1"
    port: int = 8765
    workers: int = 1
    tls_cert: Path | None = None
    tls_key: Path | None = None
    proxies: str = "127.0.0.1"


def from_environment() -> Starlette:
    """One worker's application, by the variables that `serve` set."""
    collect_seldom()
    return application(settings.load())


def collect_seldom() -> None:
    """From now on this process looks for garbage seldom, and no more at what is there already."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def application(chosen: HqSettings) -> Starlette:
    """HQ's application on an HQ that was made before. Raises RuleBroken when there is none."""
    engine = opening.connect(chosen.db, connections=chosen.limits.threads)
    return app(Desk(chosen, engine, keys.load(chosen.data)))


def serve(chosen: HqSettings, listening: Listening, ready: Callable[[str], None]) -> None:
    """Serves until it is told to stop. Calls `ready` with the address once it is bound. Raises RuleBroken."""
    if (listening.tls_cert is None) != (listening.tls_key is None):
        raise RuleBroken(N_("TLS needs both a certificate and its key: --tls-cert FILE --tls-key FILE."))
    os.environ[DATA_VARIABLE], os.environ[DB_VARIABLE] = str(chosen.data), chosen.db  # what workers are told
    with tempfile.TemporaryDirectory(prefix="organizer-hq-") as shared:
        if listening.workers > 1:
            os.environ[WORKERS_FOLDER] = shared
        config = uvicorn.Config(
            "organizer_app.hq.serve:from_environment",
            factory=True,
            host=listening.host,
            port=listening.port,
            workers=listening.workers,
            http="h11",  # httptools, which is taken where it is installed, keeps headers of any length
            ssl_certfile=listening.tls_cert,
            ssl_keyfile=listening.tls_key,
            forwarded_allow_ips=listening.proxies,
            access_log=False,  # addresses and record ids are nobody's business
            log_level="warning",
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=STOPPING_SECONDS,
            backlog=2048,
        )
        for stop in (signal.SIGTERM, signal.SIGINT):  # uvicorn ends its requests, then raises the signal again
            signal.signal(stop, _ended)
        bound = _bind(config)
        host, port = bound.getsockname()[:2]
        ready(f"http{'s' if listening.tls_cert else ''}://{f'[{host}]' if ':' in host else host}:{port}")
        if listening.workers > 1:
            Multiprocess(config, [bound]).run()
        else:
            uvicorn.Server(config).run(sockets=[bound])
        bound.close()


def _ended(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _bind(config: uvicorn.Config) -> socket.socket:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle on and every answer waits 40 ms for an acknowledgement.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if sys.platform != "win32":
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((config.host, config.port))
        bound.listen(config.backlog)  # who comes before the workers are ready waits
    except OSError as error:
        bound.close()
        raise RuleBroken(
            N_("HQ can't listen on {host}, port {port}: {why}. Choose another with --host and --port."),
            host=config.host,
            port=config.port,
            why=error.strerror or "",
        ) from None
    bound.set_inheritable(True)
    return bound
