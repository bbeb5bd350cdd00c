"""The connections to HQ: one certificate trusted where one is pinned, and all of them cut from another thread."""

import socket
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from threading import Lock, Thread
from typing import Any, TypeVar
from weakref import WeakSet

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

WATCH = 0.1  # seconds between two questions whether somebody pressed cancel

T = TypeVar("T")


class Lines:
    """The sockets in use. `cut` ends what is under way on them, and lets no other begin; from any thread."""

    def __init__(self) -> None:
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._lock, self._is_cut = Lock(), False

    def begin(self, made: socket.socket | None) -> None:
        """Counts a socket that was connected. Raises ConnectionAbortedError after `cut`, before anything is sent."""
        with self._lock:
            if made is not None and not self._is_cut:
                self._sockets.add(made)
                return
        raise ConnectionAbortedError

    def cut(self) -> None:
        """See the class."""
        with self._lock:
            self._is_cut = True
            for one in self._sockets:
                with suppress(OSError):  # it was closed meanwhile
                    socket.socket.shutdown(one, socket.SHUT_RDWR)  # beneath TLS, which another thread is reading


class Adapter(HTTPAdapter):
    """Connects through `lines`; with a certificate's SHA-256 it trusts that one and no other, whoever signed it."""

    def __init__(self, lines: Lines, certificate: str = "") -> None:
        self._pools = _pools(lines)
        self._named: dict[str, Any] = {"assert_fingerprint": certificate} if certificate else {}
        super().__init__()

    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        super().init_poolmanager(*given, **(named | self._named))
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: Any, **named: Any) -> Any:
        made = super().proxy_manager_for(proxy, **(named | self._named))
        made.pool_classes_by_scheme = self._pools
        return made


def _pools(lines: Lines) -> dict[str, Any]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            lines.begin(self.sock)

    class Locked(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            lines.begin(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class LockedPool(HTTPSConnectionPool):
        ConnectionCls = Locked

    return {"http": PlainPool, "https": LockedPool}


def watched(work: Callable[[], T], still: Callable[[], object], cut: Callable[[], object]) -> T:
    """What `work` gives, while `still` is asked ten times a second. When that raises (somebody pressed cancel), the
    work is cut and left alone, however long it goes on, and the caller hears it at once.
    """
    said: Future[T] = Future()
    Thread(target=_do, args=(work, said), name="hq", daemon=True).start()
    try:
        while not wait([said], WATCH).done:
            still()
    except BaseException:
        cut()
        raise
    return said.result()


def _do(work: Callable[[], T], said: Future[T]) -> None:
    try:
        said.set_result(work())
    except BaseException as error:  # raised again where it is asked for
        said.set_exception(error)
