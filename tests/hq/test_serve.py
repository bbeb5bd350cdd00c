"""HQ as a process: one command and it runs, over TLS, with several workers, and it stops when told."""

import gc
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from organizer_app.domain.ids import new_id
from organizer_app.hq import serve, settings
from organizer_app.hq.admin_devices import certificate_mark
from organizer_app.wire import joining
from tests.hq.site import V1, wish_for
from tests.hq.world import World

COMMAND = "from organizer_app.hq.admin import main; main()"
WAIT = 60
PERSON = {"name": "Asha Kumari", "phones": [], "wings": []}


def command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-c", COMMAND, "--data", str(data), "--json", *arguments]


@contextmanager
def serving(data: Path, *arguments: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A running HQ: its address and its process."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ORGANIZER")}
    child = subprocess.Popen(
        command(data, "serve", "--port", "0", *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean,
        start_new_session=True,
    )
    try:
        assert child.stdout is not None
        line = child.stdout.readline()
        assert line, child.communicate(timeout=10)[1]
        yield json.loads(line)["url"], child
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()


def ask(url: str, body: Any = None, context: ssl.SSLContext | None = None, **headers: str) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})
    ends = time.monotonic() + WAIT
    while True:
        try:
            with urllib.request.urlopen(request, timeout=WAIT, context=context) as answer:
                return (
                    json.loads(answer.read() or b"null") if "json" in answer.headers["content-type"] else answer.read()
                )
        except (ConnectionError, urllib.error.URLError) as error:  # bound, but its workers are still starting
            if isinstance(error, urllib.error.HTTPError) or time.monotonic() > ends:
                raise
            time.sleep(0.1)


def joined(data: Path, address: str, granted: str = "hq") -> str:
    """A token from a running HQ."""
    made = subprocess.run(command(data, "enrol", "--area", granted), capture_output=True, text=True, check=True)
    return str(ask(f"{address}{V1}/enrol", wish_for(json.loads(made.stdout)["code"]))["token"])


def test_serve_makes_what_is_missing_runs_and_stops_when_told(tmp_path: Path) -> None:
    with serving(tmp_path / "hq") as (address, child):
        assert ask(f"{address}/healthz") == b"well\n"
        token = joined(tmp_path / "hq", address)
        body = {"v": 1, "schema": 1, "gen": "", "sent_at": 0}
        answer = ask(f"{address}{V1}/exchange", body, Authorization=f"Bearer {token}")
        assert answer["buckets"] == ["hq"]
        first = ask(f"{address}{V1}/hello")["gen"]
        child.send_signal(signal.SIGTERM)
        assert child.wait(WAIT) == 0
        assert child.stderr is not None
        assert "Traceback" not in child.stderr.read()
    with serving(tmp_path / "hq") as (address, _child):
        assert ask(f"{address}{V1}/hello")["gen"] == first


@pytest.mark.skipif(sys.platform == "win32", reason="several workers need a socket that is inherited")
def test_several_workers_share_one_database_and_one_set_of_counters(postgres: str, tmp_path: Path) -> None:
    with serving(tmp_path / "hq", "--db", postgres, "--workers", "2") as (address, child):
        for _ in range(20):
            ask(f"{address}{V1}/hello")
        text = ask(f"{address}/metrics").decode()
        assert 'organizer_hq_requests_total{route="/sync/v1/hello",status="200"} 20.0' in text
        token = joined(tmp_path / "hq", address)
        for _ in range(6):
            body = {"v": 1, "schema": 1, "gen": "", "sent_at": 0}
            assert ask(f"{address}{V1}/exchange", body, Authorization=f"Bearer {token}")["buckets"] == ["hq"]
        child.send_signal(signal.SIGTERM)
        assert child.wait(WAIT) == 0


def own_certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hq")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pkcs8, bare = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, pkcs8, bare))
    return cert, secret


def test_tls_with_a_certificate_of_hqs_own_that_the_code_pins(tmp_path: Path) -> None:
    cert, key = own_certificate(tmp_path)
    data = tmp_path / "hq"
    with serving(data, "--tls-cert", str(cert), "--tls-key", str(key)) as (address, _child):
        assert address.startswith("https://")
        trusting = ssl.create_default_context(cafile=str(cert))
        said = ask(f"{address}{V1}/hello", context=trusting)
        host, port = address.removeprefix("https://").split(":")
        seen = sha256(ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate((host, int(port))))).hexdigest()
        assert seen == certificate_mark(cert)
        made = subprocess.run(
            command(data, "enrol", "--area", "hq", "--pin-cert", str(cert)), capture_output=True, text=True, check=True
        )
        mark = joining.read_code(json.loads(made.stdout)["code"])[1]
        assert mark == joining.fingerprint(said["hq_sign"], said["hq_box"], seen)


def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path) -> None:
    half = subprocess.run(
        command(tmp_path / "hq", "serve", "--tls-cert", "x"), capture_output=True, text=True, check=False
    )
    assert (half.returncode, half.stderr.count("\n")) == (1, 1)
    assert "--tls-key" in half.stderr
    with serving(tmp_path / "hq") as (address, _child):
        taken = command(tmp_path / "other", "serve", "--port", address.rpartition(":")[2])
        second = subprocess.run(taken, capture_output=True, text=True, check=False)
        assert (second.returncode, second.stderr.count("\n")) == (1, 1)
        assert "can't listen" in second.stderr


def test_without_its_libraries_it_says_what_to_install() -> None:
    code = f"import sys; sys.modules['starlette'] = None; {COMMAND}"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr.count("\n")) == (1, 1)
    assert "pip install 'field-organizer[hq]'" in told.stderr


def test_a_worker_looks_for_garbage_seldom_and_an_exchange_leaves_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "load", lambda: None)
    monkeypatch.setattr(serve, "application", lambda _settings: None)  # what matters is what a worker does before it
    laptop = world["ranchi"]
    ops = [laptop.op(new_id().hex(), PERSON) for _n in range(200)]
    laptop.does(laptop.op(new_id().hex(), PERSON))  # what is made once is made
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    serve.from_environment()
    try:
        assert gc.get_threshold()[0] == serve.COLLECT_AFTER
        assert gc.get_freeze_count() > frozen
        gc.disable()
        assert {result.status for result in laptop.does(*ops)} == {"ok"}
        assert gc.collect() < len(ops)
    finally:
        gc.enable()
        gc.unfreeze()
        gc.set_threshold(*before)


def test_headers_without_an_end_are_not_kept(tmp_path: Path) -> None:
    with serving(tmp_path / "hq") as (address, _child):
        ask(f"{address}/healthz")
        place = urlsplit(address)
        with socket.create_connection((place.hostname, place.port), WAIT) as line:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: hq\r\nX-Long: ")
            with suppress(ConnectionError):
                line.sendall(b"x" * (1 << 20))
                line.settimeout(10)
                assert line.recv(100).startswith(b"HTTP/1.1 400")
