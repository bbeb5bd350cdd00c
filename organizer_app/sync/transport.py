"""HTTP to HQ by requests: gzip both ways, time-outs, limits, and every failure as NotReached or Refusal."""

import gzip
import hashlib
import ssl
import time
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
from requests.auth import AuthBase
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.sync.connections import Adapter, Lines, watched
from organizer_app.wire import protocol
from organizer_app.wire.joining import Enrol, Enrolled, Hello, NewToken, Offer
from organizer_app.wire.lookups import History
from organizer_app.wire.protocol import Answer, Exchange, Refusal

PREFIX = "/sync/v1"
CONNECT, READ, WHOLE = 10.0, 60.0, 300.0  # seconds: to connect, between two bytes, for the whole answer
MAX_ANSWER = 256 << 20  # bytes of an answer, unpacked
WORTH_PACKING = 1_000
_PACKING = 6
_PIECE = 1 << 18
_HTTPS_PORT = 443
_HERE = ("127.0.0.1", "::1", "localhost")

_NO_LINE = N_("HQ was not reached. Everything is saved here and goes out when the network is back.")
_SLOW = N_("HQ did not answer in time. Everything is saved here and goes out later.")
_CERTIFICATE = N_(
    "This does not seem to be HQ: its certificate is not the right one. Nothing was sent. Check the computer's date, "
    "or ask HQ."
)
_BROKEN_OFF = N_("HQ's answer broke off. Everything is saved here; it is asked again.")
_ADDRESS = N_("“{address}” can't be HQ's address. It looks like https://hq.example.org.")
_OPEN_LINE = N_("HQ's address must begin with https://, because names travel there.")

T = TypeVar("T")


class NotReached(RuleBroken):
    """There was no answer; whether HQ took the request is not known. `too_slow` when less at once might go through."""

    def __init__(self, msgid: str, *, too_slow: bool = False) -> None:
        super().__init__(msgid)
        self.too_slow = too_slow


class _Bearer(AuthBase):
    """Puts the token in; as an auth object, so that nothing in a .netrc takes its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Transport:
    """One HQ. Used by one thread at a time; `token` and the time-outs may be changed between requests.

    `still` is asked ten times a second while HQ is waited for; when it raises, the line is cut and the caller hears it.
    """

    def __init__(
        self, address: str, *, token: str = "", certificate: str = "", still: Callable[[], object] | None = None
    ) -> None:
        self.address = address
        self.token = token
        self.still = still
        self.connect, self.read, self.whole = CONNECT, READ, WHOLE
        self.session = requests.Session()
        self._lines = Lines()
        self._pinned = bool(certificate)
        self.session.mount("http://", Adapter(self._lines))
        self.session.mount("https://", Adapter(self._lines, certificate))

    def hello(self) -> Hello:
        """What HQ is. Raises NotReached or Refusal, as everything here."""
        return _read(self._ask("GET", "/hello"), Hello)

    def look(self, wish: Enrol) -> Offer:
        """What joining with this wish would bring."""
        return _read(self._ask("POST", "/look", msgspec.json.encode(wish)), Offer)

    def enrol(self, wish: Enrol) -> Enrolled:
        """Joins with a code."""
        return _read(self._ask("POST", "/enrol", msgspec.json.encode(wish)), Enrolled)

    def new_token(self) -> str:
        """A new token; the present one stays valid until the new one is first used."""
        return _read(self._ask("POST", "/token", b""), NewToken).token

    def exchange(self, request: Exchange) -> Answer:
        """Push and pull in one."""
        said = self._ask("POST", "/exchange", protocol.encode(request))
        try:
            return protocol.answer_from(said)
        except Refusal:
            if said.startswith(b"{"):
                raise NotReached(_BROKEN_OFF, too_slow=True) from None
            raise

    def history(self, table: str, record: str) -> History:
        """A record's edits as HQ knows them; `record` as 32 hexadecimal digits."""
        return _read(self._ask("GET", f"/history/{table}/{record}"), History)

    def close(self) -> None:
        """Gives the connections back."""
        self.session.close()

    def cut(self) -> None:
        """Ends the request under way, for good and from any thread; whether HQ took it is not known."""
        self._lines.cut()

    def _ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        if self.still is None:
            return self._send(method, path, body)
        return watched(partial(self._send, method, path, body), self.still, self.cut)

    def _send(self, method: str, path: str, body: bytes | None) -> bytes:
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
        if body:
            headers["Content-Type"] = "application/json"
            if len(body) > WORTH_PACKING:
                headers["Content-Encoding"] = "gzip"
                body = gzip.compress(body, _PACKING, mtime=0)
        began = time.monotonic()
        try:
            with self.session.request(
                method,
                f"{self.address}{PREFIX}{path}",
                data=body,
                headers=headers,
                auth=_Bearer(self.token),
                timeout=(self.connect, self.read),
                allow_redirects=False,
                stream=True,
                verify=not self._pinned,
            ) as response:
                said = b"".join(self._pieces(response, began))
        except requests.exceptions.SSLError:
            raise NotReached(_CERTIFICATE) from None
        except requests.exceptions.ConnectTimeout:
            raise NotReached(_NO_LINE) from None
        except (requests.Timeout, TimeoutError):
            raise NotReached(_SLOW, too_slow=True) from None
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
            raise NotReached(_BROKEN_OFF, too_slow=True) from None
        except requests.RequestException as error:
            broke = bool(error.args) and isinstance(error.args[0], ProtocolError | ReadTimeoutError)
            raise NotReached(_BROKEN_OFF if broke else _NO_LINE, too_slow=broke) from None
        if response.status_code not in (200, 202):
            raise _refusal(response, said)
        return said

    def _pieces(self, response: requests.Response, began: float) -> Iterator[bytes]:
        """The body, unpacked. A server that sends a drop a minute, or a bomb, is not waited for."""
        size = 0
        for piece in response.iter_content(_PIECE):
            size += len(piece)
            if time.monotonic() - began > self.whole:
                raise TimeoutError
            if size > MAX_ANSWER:
                raise Refusal(502, "malformed", "HQ's answer is too large.")
            yield piece


def tidy_address(text: str) -> str:
    """An address as a person types it, as it is kept: "hq.example.org/ " gives "https://hq.example.org".

    Raises RuleBroken for anything else, and for an open line to another computer.
    """
    typed = text.strip()
    whole = (typed if "://" in typed else f"https://{typed}").rstrip("/")
    try:
        parts = urlsplit(whole)
        good = parts.hostname and parts.scheme in ("http", "https") and not parts.query and not parts.username
        _ = parts.port
    except ValueError:
        good = False
    if not good or any(sign.isspace() for sign in whole):
        raise RuleBroken(_ADDRESS, address=text.strip())
    if parts.scheme == "http" and parts.hostname not in _HERE:
        raise RuleBroken(_OPEN_LINE)
    return whole


def certificate_of(address: str) -> str:
    """SHA-256 in hex of the certificate that the server shows, unchecked; "" on a line without one.

    Raises NotReached.
    """
    parts = urlsplit(address)
    if parts.scheme != "https":
        return ""
    try:
        pem = ssl.get_server_certificate((parts.hostname or "", parts.port or _HTTPS_PORT), timeout=CONNECT)
    except (OSError, ValueError):
        raise NotReached(_NO_LINE) from None
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def _read(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (ValueError, RecursionError) as error:
        raise Refusal(502, "malformed", "This is not HQ's answer.", str(error)[:300]) from None


def _refusal(response: requests.Response, body: bytes) -> Refusal:
    """The problem that HQ, or what stands before it, answered."""
    try:
        said: dict[str, Any] = msgspec.json.decode(body, type=dict[str, Any])
    except (ValueError, RecursionError):
        said = {}
    known = {name: str(said.pop(name, "")) for name in ("type", "title", "detail")}
    for ours in ("status", "self"):  # HQ's words never take the place of our own arguments
        said.pop(ours, None)
    asked = _seconds(response.headers.get("Retry-After", ""))
    if asked:
        said["retry_after"] = asked
    kind = known["type"] or ("unavailable" if response.status_code >= 500 else "http")
    return Refusal(response.status_code, kind, known["title"], known["detail"], **said)


def _seconds(text: str) -> float:
    """A Retry-After header in seconds from now: a number, or a date."""
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0.0
