"""HTTP to HQ: gzip both ways, limits, and every failure in plain words."""

import gzip
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.sync import transport
from organizer_app.sync.sentences import retry_after, sentence
from organizer_app.sync.transport import NotReached, Transport, certificate_of, tidy_address
from organizer_app.wire.protocol import Answer, Exchange, Op, Refusal, exchange_from

ANSWER = Answer(7, "g1", [], {}, {}, [], {}, False, ["D339"])
Give = Callable[[BaseHTTPRequestHandler, bytes], None]


class Server:
    """An HTTP server that answers as the test says, and remembers what came."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        outer = self
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.give: Give = lambda handler, _body: say(handler, 200, msgspec.json.encode(ANSWER))

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.asked.append((self.path, dict(self.headers), body))
                outer.give(self, body)

            do_GET = do_POST  # noqa: N815  # the library's name

            def log_message(self, *_given: Any) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        port = self.server.server_address[1]
        self.url = f"http{'s' if context else ''}://127.0.0.1:{port}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in ({"Content-Length": str(len(body))} | named).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def line(server: Server) -> Iterator[Transport]:
    made = Transport(server.url, token="secret")
    yield made
    made.close()


def request(count: int = 1) -> Exchange:
    ops = [
        Op(f"op-{n}", "members", "0" * 32, "D339", "patch", {"name": "x" * 50}, 0, 1, "", 0, "g1") for n in range(count)
    ]
    return Exchange(v=1, schema=2, gen="g1", sent_at=9, ops=ops)


def test_a_large_body_goes_and_comes_packed(server: Server, line: Transport) -> None:
    packed = gzip.compress(msgspec.json.encode(ANSWER))
    server.give = lambda handler, _: say(handler, 200, packed, Content_Encoding="gzip")
    assert line.exchange(request(50)) == ANSWER
    path, headers, body = server.asked[0]
    assert path == "/sync/v1/exchange"
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Accept-Encoding"] == "gzip"
    assert exchange_from(gzip.decompress(body)) == request(50)


def test_a_netrc_does_not_take_the_tokens_place(
    server: Server, line: Transport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    line.exchange(request())
    assert server.asked[0][1]["Authorization"] == "Bearer secret"


def test_a_problem_becomes_a_refusal_and_a_sentence(server: Server, line: Transport) -> None:
    body = b'{"type":"generation-changed","title":"restored","status":409,"gen":"g2","self":1}'
    server.give = lambda handler, _: say(handler, 409, body)
    with pytest.raises(Refusal) as caught:
        line.exchange(request())
    assert (caught.value.status, caught.value.type, caught.value.extra) == (409, "generation-changed", {"gen": "g2"})
    assert str(sentence(Refusal(401, "token-invalid", ""))).startswith("HQ does not know this laptop any more.")
    assert str(sentence(Refusal(418, "teapot", ""))).startswith("HQ can't take this now (418 teapot).")


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("30", 30, 30),
        ("soon", 0, 0),
        ("Fri, 31 Dec 2100 23:59:59 GMT", 1e9, 1e10),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 0, 0),
    ],
)
def test_what_hq_asks_to_wait_is_read(server: Server, line: Transport, header: str, least: float, most: float) -> None:
    server.give = lambda handler, _: say(handler, 503, b"busy", Retry_After=header)
    with pytest.raises(Refusal) as caught:
        line.exchange(request())
    assert caught.value.type == "unavailable"
    assert least <= retry_after(caught.value) <= most


def test_nobody_there(line: Transport) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        line.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(NotReached, match="HQ was not reached") as caught:
            line.exchange(request())
    assert not caught.value.too_slow


def test_a_server_that_does_not_answer_is_too_slow(server: Server, line: Transport) -> None:
    hold = threading.Event()
    server.give = lambda _handler, _body: (hold.wait(5), None)[1]
    line.read = 0.1
    with pytest.raises(NotReached, match="did not answer in time") as caught:
        line.exchange(request())
    hold.set()
    assert caught.value.too_slow


def test_a_server_that_drips_is_not_waited_for(server: Server, line: Transport) -> None:
    def drip(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(200):
                handler.wfile.write(b" " * 300_000)
        except OSError:
            return

    server.give = drip
    line.whole = 0
    with pytest.raises(NotReached, match="did not answer in time"):
        line.exchange(request())


def test_an_answer_that_breaks_off_is_no_answer(server: Server, line: Transport) -> None:
    server.give = lambda handler, _: say(handler, 200, b'{"now":', Content_Length="500")
    with pytest.raises(NotReached, match="broke off") as caught:
        line.exchange(request())
    assert caught.value.too_slow


def test_cut_and_damaged_gzip_is_no_answer(server: Server, line: Transport) -> None:
    packed = gzip.compress(msgspec.json.encode(ANSWER))
    for body in (packed[: len(packed) // 2], b"no gzip at all", packed[:12] + b"\xff" * 20):
        server.give = lambda handler, _, body=body: say(handler, 200, body, Content_Encoding="gzip")  # type: ignore[misc]  # one body each
        with pytest.raises((NotReached, Refusal)):
            line.exchange(request())


def test_a_bomb_is_not_unpacked(server: Server, line: Transport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MAX_ANSWER", 1 << 20)
    bomb = gzip.compress(b" " * (8 << 20))
    server.give = lambda handler, _: say(handler, 200, bomb, Content_Encoding="gzip")
    with pytest.raises(Refusal, match="too large"):
        line.exchange(request())


@pytest.mark.parametrize("body", [b"", b"null", b"<html>", b"[]", b"[" * 50_000])
def test_what_is_no_answer_of_hq_is_refused(server: Server, line: Transport, body: bytes) -> None:
    server.give = lambda handler, _: say(handler, 200, body)
    with pytest.raises(Refusal, match="malformed"):
        line.exchange(request())
    with pytest.raises(Refusal, match="malformed"):
        line.hello()


def test_a_redirect_takes_the_token_nowhere(server: Server, line: Transport) -> None:
    server.give = lambda handler, _: say(handler, 302, b"", Location="http://127.0.0.1:9/elsewhere")
    with pytest.raises(Refusal):
        line.exchange(request())
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" hq.example.org/ ", "https://hq.example.org"),
        ("https://hq.example.org:8443/organizer/", "https://hq.example.org:8443/organizer"),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765"),
    ],
)
def test_addresses_are_tidied(typed: str, kept: str) -> None:
    assert tidy_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ftp://hq.example.org",
        "http://hq.example.org",
        "https://",
        "https://a b",
        "https://a:b",
        "https://u@h",
        "[::1",
    ],
)
def test_what_is_no_address_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(RuleBroken):
        tidy_address(typed)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that HQ made itself, with its key, in one file."""
    file = tmp_path_factory.mktemp("tls") / "hq.pem"
    made = subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=hq",
            "-keyout",
            "-",
            "-out",
            "-",
            "-days",
            "2",
        ],
        capture_output=True,
        check=True,
    )
    file.write_bytes(made.stdout)
    return file


def test_a_pinned_certificate_is_trusted_and_no_other(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = Server(context)
    try:
        seen = certificate_of(server.url)
        pinned, other, usual = (Transport(server.url, certificate=pin) for pin in (seen, "0" * 64, ""))
        assert pinned.exchange(request()) == ANSWER
        for line in (other, usual):
            with pytest.raises(NotReached, match="does not seem to be HQ"):
                line.exchange(request())
        for line in (pinned, other, usual):
            line.close()
    finally:
        server.stop()
    assert len(server.asked) == 1
