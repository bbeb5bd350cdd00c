"""Cancel while HQ is silent: heard at once, the line is cut, nothing is half applied."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from organizer_app.domain.errors import Cancelled
from organizer_app.domain.progress import Progress
from organizer_app.jobs import joining, sync
from organizer_app.sync.connections import Lines, watched
from organizer_app.sync.transport import NotReached, Transport
from tests.sync.online import RANCHI, add, online, states

AT_ONCE = 3.0  # seconds; the request itself would be waited for during sixty


class Silent:
    """A server that takes a request and says nothing. `gone` is set when the other side hangs up."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.asked, self.gone = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        try:
            there, _address = self._listening.accept()
        except OSError:
            return
        with there:
            there.settimeout(20)
            while there.recv(65_536):
                self.asked.set()
            self.gone.set()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(20)


@contextmanager
def silent() -> Iterator[Silent]:
    made = Silent()
    try:
        yield made
    finally:
        made.close()


class Pressed(Progress):
    """Somebody presses cancel once HQ has the request."""

    def __init__(self, server: Silent) -> None:
        self._server, self.at = server, 0.0

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        if self._server.asked.is_set():
            self.at = time.monotonic()
            raise Cancelled


def test_cancel_does_not_wait_for_a_silent_hq(tmp_path: Path) -> None:
    with online(tmp_path) as hq, silent() as server:
        one = hq.laptop("one")
        add(one, "Sita Devi")
        pressed = Pressed(server)
        with pytest.raises(Cancelled):
            sync.run(one, pressed, line=lambda _hq, token: Transport(server.url, token=token))
        assert time.monotonic() - pressed.at < AT_ONCE
        assert server.gone.wait(AT_ONCE), "the line is cut, not left to its time-out"
        assert states(one) == {"waiting": 1}
        done = sync.run(one)
        assert (done.sent, done.error) == (1, "")


def test_joining_is_cancelled_as_quickly_and_the_code_stays_good(tmp_path: Path) -> None:
    with online(tmp_path) as hq, silent() as server:
        one, code = hq.empty("one"), hq.site.code(*RANCHI)
        pressed = Pressed(server)
        with pytest.raises(Cancelled):
            joining.join(one, pressed, code=code, address=server.url, device="one")
        assert time.monotonic() - pressed.at < AT_ONCE
        assert server.gone.wait(AT_ONCE)
        assert joining.join(one, code=code, address=hq.url, device="one").synced.error == ""


def test_a_line_that_was_cut_sends_nothing_any_more() -> None:
    with silent() as server:
        line = Transport(server.url)
        line.cut()
        with pytest.raises(NotReached):
            line.hello()
        line.close()
        assert server.gone.wait(AT_ONCE)
        assert not server.asked.is_set()


def test_sockets_that_are_gone_do_not_disturb_a_cut() -> None:
    lines = Lines()
    one, other = socket.socketpair()
    lines.begin(one)
    one.close()
    lines.cut()
    with pytest.raises(ConnectionAbortedError):
        lines.begin(other)
    other.close()


def test_what_is_watched_gives_its_value_or_its_error() -> None:
    assert watched(lambda: 7, lambda: None, lambda: None) == 7
    with pytest.raises(ZeroDivisionError):
        watched(lambda: 1 // 0, lambda: None, lambda: None)
