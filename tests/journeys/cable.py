"""A cable between laptops and HQ that a test can pull, or hold still, in the middle of a message."""

import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass, field

CUT, HOLD = "cut", "hold"
UP, DOWN = "up", "down"
_PIECE = 2048


@dataclass
class Fault:
    """What happens once so many bytes of one connection went in one direction. `reached` is set then."""

    direction: str
    after: int
    what: str
    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)


class Cable:
    """A TCP relay on the loopback. `port` is where HQ listens now; `fault` befalls the next connection that fits."""

    def __init__(self) -> None:
        self.port = 0
        self.fault: Fault | None = None
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept)]
        self._open: list[socket.socket] = []
        self._threads[0].start()

    def breaks(self, direction: str, after: int, what: str) -> Fault:
        """Sets the next fault."""
        self.fault = Fault(direction, after, what)
        return self.fault

    def close(self) -> None:
        """Pulls it for good."""
        if self.fault:
            self.fault.released.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for opened in self._open:
            opened.close()
        for thread in self._threads:
            thread.join(10)

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._listening.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.port), 5)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            self._open += [near, far]
            for direction, source, target in ((UP, near, far), (DOWN, far, near)):
                thread = threading.Thread(target=self._pump, args=(direction, source, target))
                self._threads.append(thread)
                thread.start()

    def _pump(self, direction: str, source: socket.socket, target: socket.socket) -> None:
        count = 0
        try:
            while piece := source.recv(_PIECE):
                count += len(piece)
                fault = self.fault
                if fault and fault.direction == direction and count > fault.after:
                    self.fault = None
                    fault.reached.set()
                    if fault.what == HOLD:
                        fault.released.wait(30)
                    for end in (source, target):
                        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    break
                target.sendall(piece)
        except OSError:
            pass  # the other side is gone
        for end in (source, target):
            _shut(end)


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
