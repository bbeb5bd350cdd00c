"""Limits: how often somebody may ask, and how much a request may hold once it is unpacked."""

import time
import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable

from organizer_app.wire.protocol import Refusal

_PIECE = 1 << 16
_GZIP = 31  # zlib's window bits for a gzip header and trailer
MOST_KEYS = 20_000


class Limiter:
    """Token buckets by key, in this process: `burst` at once, refilled with `rate` a second.

    The keys asked for longest ago are forgotten beyond MOST_KEYS; a forgotten key is full again.
    """

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.burst, self._clock = rate, burst, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str, cost: float = 1) -> float:
        """0 and the cost is taken, or the seconds after which it could be."""
        now = self._clock()
        left = self._now(key, now)
        if left < cost:
            return (cost - left) / self.rate
        self._left[key] = (left - cost, now)
        self._left.move_to_end(key)
        if len(self._left) > MOST_KEYS:
            self._left.popitem(last=False)
        return 0

    def _now(self, key: str, now: float) -> float:
        left, at = self._left.get(key, (self.burst, now))
        return min(self.burst, left + (now - at) * self.rate)


def busy(seconds: float) -> Refusal:
    """The refusal for somebody who asks too often."""
    return Refusal(429, "too-many-requests", "Too many requests.", "Wait and ask again.", retry_after=seconds)


async def read_body(stream: AsyncIterator[bytes], declared: str | None, limit: int) -> bytes:
    """A request's bytes as they came. Raises Refusal 413 as soon as they are, or say they are, more than `limit`."""
    if declared and (not declared.isdecimal() or int(declared[:20]) > limit):
        raise too_large(limit)
    pieces, size = [], 0
    async for piece in stream:
        size += len(piece)
        if size > limit:
            raise too_large(limit)
        pieces.append(piece)
    return b"".join(pieces)


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """The body without its Content-Encoding. Raises Refusal: 413 beyond `limit`, 400 when damaged, 415 when unknown."""
    if encoding in ("", "identity"):
        return body
    if encoding != "gzip":
        raise Refusal(415, "unknown-encoding", "Only gzip is understood.", "Send the body as it is, or as gzip.")
    unpacker = zlib.decompressobj(_GZIP)
    pieces, size = [], 0
    try:
        while body and not unpacker.eof:
            piece = unpacker.decompress(body, _PIECE)
            body = unpacker.unconsumed_tail
            size += len(piece)
            if size > limit:
                raise too_large(limit)
            pieces.append(piece)
        pieces.append(unpacker.flush())
    except zlib.error:
        raise _damaged() from None
    if not unpacker.eof or unpacker.unused_data:
        raise _damaged()
    return b"".join(pieces)


def too_large(limit: int) -> Refusal:
    """The refusal of a body that is too large."""
    return Refusal(413, "too-large", "The request is too large.", "Send less at once.", limit=limit)


def _damaged() -> Refusal:
    return Refusal(400, "malformed", "The gzip data is damaged.")
