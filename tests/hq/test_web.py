"""HQ over HTTP: what is answered, what is refused, and that refusals change nothing."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from organizer_app.hq import checks, devices
from organizer_app.hq.settings import Limits
from tests.hq.site import V1, Joined, Site, is_problem, packed
from tests.hq.world import ASHA, BALU, KHUNTI, RANCHI

PERSON = {"name": "Asha", "birth_year": 1980}
MB = 1 << 20


@pytest.fixture
def site(engine: Engine, tmp_path: Path) -> Site:
    return Site(engine, tmp_path / "hq")


@pytest.fixture
def ranchi(site: Site) -> Joined:
    return site.join((RANCHI, "rw"), label="Ranchi 1")


def test_hello_says_what_hq_speaks_and_is_not_sent_twice(site: Site) -> None:
    first = site.client.get(f"{V1}/hello")
    said = first.json()
    assert said["protocols"] == [1]
    assert said["schema"] == {"min": checks.OLDEST, "max": checks.SCHEMA}
    assert (said["now"], said["max_body"], said["hq_sign"]) == (site.now, Limits().max_body, site.keys.sign_pub)
    site.now += 1000
    again = site.client.get(f"{V1}/hello", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_one_laptop_sends_another_gets(site: Site, ranchi: Joined) -> None:
    other = site.join((RANCHI, "rw"))
    sent = ranchi.exchange(ranchi.op(ASHA, PERSON)).json()
    assert sent["res"] == [["ok", 1, True, ""]]
    got = other.exchange().json()
    assert got["rows"] == {RANCHI: [[1, "members", ASHA, 1, "live", PERSON]]}
    assert got["cur"] == {RANCHI: 1}
    assert got["buckets"] == [RANCHI]


def test_gzip_goes_both_ways(site: Site, ranchi: Joined) -> None:
    ops = [ranchi.op(f"{n:032x}", PERSON) for n in range(100)]
    answer = ranchi.post(packed(msgspec.json.encode(ranchi.body(*ops))), Content_Encoding="gzip")
    assert [result[0] for result in answer.json()["res"]] == ["ok"] * 100
    other = site.join((RANCHI, "rw"))
    small = other.exchange()
    assert small.headers["content-encoding"] == "gzip"
    assert len(small.json()["rows"][RANCHI]) == 100
    plain = other.post(msgspec.json.encode(other.body()), Accept_Encoding="identity")
    assert "content-encoding" not in plain.headers
    assert plain.json() == small.json()
    assert int(small.headers["content-length"]) < int(plain.headers["content-length"]) / 5


def hostile() -> Iterator[tuple[str, bytes, dict[str, str], int, str]]:
    good = b'{"v":1,"schema":2,"gen":"","sent_at":1,"ops":[]}'
    op = b'["o1","members","' + ASHA.encode() + b'","D339","patch",{"name":"X"},0,0,"",0,""]'
    gz = {"Content_Encoding": "gzip"}
    yield "nothing", b"", {}, 400, "malformed"
    yield "no json", b"\x00\xff\xfe", {}, 400, "malformed"
    yield "half json", good[:-9], {}, 400, "malformed"
    yield "an array", b"[]", {}, 400, "malformed"
    yield "deep", b'{"v":1,"schema":2,"gen":"","sent_at":1,"chk":' + b"[" * 50_000, {}, 400, "malformed"
    yield "deep fields", good[:-3] + op.replace(b'"X"', b"[" * 50_000) + b"]}", {}, 400, "malformed"
    yield "short op", good[:-3] + b'["o1"]]}', {}, 400, "malformed"
    yield "nul in text", good.replace(b'"gen":""', b'"gen":"\\u0000"'), {}, 400, "malformed"
    yield "huge number", good.replace(b'"sent_at":1', b'"sent_at":' + b"9" * 400), {}, 400, "malformed"
    yield "many ops", good[:-3] + b"[" + b",".join([op] * 2_001) + b"]}", {}, 400, "malformed"
    yield "half gzip", packed(good)[:-5], gz, 400, "malformed"
    yield "gzip and more", packed(good) + b"x", gz, 400, "malformed"
    yield "no gzip", good, gz, 400, "malformed"
    yield "gzip bomb", packed(b" " * (65 * MB)), gz, 413, "too-large"
    yield "too large", b" " * (8 * MB + 1), {}, 413, "too-large"
    yield "unknown packing", good, {"Content_Encoding": "br"}, 415, "unknown-encoding"
    yield "another protocol", good.replace(b'"v":1', b'"v":2'), {}, 426, "upgrade-required"
    yield "later schema", good.replace(b'"schema":2', b'"schema":99'), {}, 426, "upgrade-required"
    yield "other generation", good.replace(b'"gen":""', b'"gen":"g0"'), {}, 409, "generation-changed"
    yield "cursor of another hq", good[:-1] + b',"cur":{"D339":99}}', {}, 410, "cursor-expired"


def test_hostile_bodies_get_a_problem_and_change_nothing(site: Site, ranchi: Joined) -> None:
    ranchi.exchange(ranchi.op(BALU, PERSON))
    before = site.everything()
    for name, body, headers, status, kind in hostile():
        assert is_problem(ranchi.post(body, **headers), status, kind), name
        assert site.everything() == before, name


def test_a_body_that_only_claims_to_be_small_is_stopped_on_the_way(site: Site, ranchi: Joined) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(9):
            yield b" " * MB

    answer = site.client.post(f"{V1}/exchange", content=pieces(), headers=ranchi.auth)
    assert is_problem(answer, 413, "too-large")


def test_a_replayed_request_gets_its_first_answer_and_changes_nothing(site: Site, ranchi: Joined) -> None:
    body = msgspec.json.encode(ranchi.body(ranchi.op(ASHA, PERSON)))
    first = ranchi.post(body).json()
    before = site.everything()
    assert ranchi.post(body).json()["res"] == first["res"]
    assert site.everything() == before


def test_an_op_in_somebody_elses_bucket_reaches_nobody(site: Site, ranchi: Joined) -> None:
    khunti = site.join((KHUNTI, "rw"))
    answer = ranchi.exchange(ranchi.op(ASHA, PERSON, bucket=KHUNTI)).json()
    assert answer["res"][0][0] == "parked"
    assert khunti.exchange().json()["rows"] == {}


def test_a_poisoned_op_is_refused_alone(site: Site, ranchi: Joined) -> None:
    ops = [
        ranchi.op(ASHA, PERSON),
        ranchi.op(BALU, {"name": "B\0"}),
        ranchi.op("x", PERSON),
        ranchi.op(BALU, {"birth_year": "last year"}),
        ranchi.op(f"{9:032x}", PERSON),
    ]
    answer = ranchi.exchange(*ops).json()
    states = [result[0] for result in answer["res"]]
    assert (states[0], states[4]) == ("ok", "ok")
    assert states[2:4] == ["rejected", "rejected"]
    assert all(result[3] for result in answer["res"] if result[0] == "rejected")


def test_forbidden_and_absent_are_the_same_answer_after_the_same_queries(site: Site, ranchi: Joined) -> None:
    khunti = site.join((KHUNTI, "rw"))
    sha = "ab" * 32
    khunti.exchange(khunti.op(BALU, {"notes": sha}, bucket=KHUNTI))
    pairs = [(f"/history/members/{BALU}", f"/history/members/{ASHA}"), (f"/blobs/{sha}", f"/blobs/{'cd' * 32}")]
    for forbidden, absent in pairs:
        ranchi.get(absent)  # the first use of a token is noted once
        with site.counting() as first:
            theirs = ranchi.get(forbidden)
        with site.counting() as second:
            nobodys = ranchi.get(absent)
        assert is_problem(theirs, 404, "not-found")
        assert theirs.content == nobodys.content
        assert theirs.headers == nobodys.headers
        assert first == second


def test_names_that_nothing_has_are_absent(ranchi: Joined) -> None:
    for path in ("/history/members/%00", "/history/%00/x", f"/history/nothing/{ASHA}", "/blobs/%00", "/blobs/%ff"):
        assert is_problem(ranchi.get(path), 404, "not-found"), path


def test_a_record_of_mine_has_a_history(site: Site, ranchi: Joined) -> None:
    ranchi.exchange(ranchi.op(ASHA, PERSON))
    site.now += 1000
    ranchi.exchange(ranchi.op(ASHA, {"name": "Usha"}, base=1, at_rev=1))
    told = ranchi.get(f"/history/members/{ASHA}").json()
    assert [edit["fields"] for edit in told["edits"]] == [
        {"name": [None, "Asha"], "birth_year": [None, 1980]},
        {"name": ["Asha", "Usha"]},
    ]
    assert told["edits"][1] | {"op_id": ""} == {
        "op_id": "",
        "rev": 2,
        "at": site.now,
        "usr": "Sita",
        "device": "Ranchi 1",
        "fields": {"name": ["Asha", "Usha"]},
        "lost": [],
    }


def test_other_paths_methods_and_strangers_get_problems(site: Site) -> None:
    for method, path, status, kind in (
        ("GET", "/", 404, "not-found"),
        ("GET", "/sync/v2/hello", 404, "not-found"),
        ("DELETE", "/sync/v1/hello", 405, "method-not-allowed"),
        ("POST", f"/sync/v1/blobs/{'ab' * 32}", 405, "method-not-allowed"),
        ("POST", "/sync/v1/exchange", 401, "token-invalid"),
        ("GET", "/sync/v1/history/members/x", 401, "token-invalid"),
    ):
        answer = site.client.request(method, path)
        assert is_problem(answer, status, kind), path
        assert ("www-authenticate" in answer.headers) == (status == 401)
        assert ("allow" in answer.headers) == (status == 405)


def test_a_suspended_laptop_sends_but_gets_nothing(site: Site, ranchi: Joined) -> None:
    ranchi.exchange(ranchi.op(ASHA, PERSON))
    with site.engine.begin() as connection:
        devices.suspend(connection, devices.find(connection, ranchi.device), now=site.now, who="admin")
    assert ranchi.exchange().status_code == 403
    assert ranchi.get(f"/history/members/{ASHA}").status_code == 404
    answer = ranchi.exchange(ranchi.op(BALU, PERSON)).json()
    assert (answer["res"][0][0], answer["rows"]) == ("parked", {})


def test_who_asks_too_often_is_told_how_long_to_wait(engine: Engine, tmp_path: Path) -> None:
    site = Site(engine, tmp_path / "hq", Limits(device_rate=0.5, device_burst=2, guess_rate=0.1, guess_burst=1))
    ranchi = site.join()
    assert [ranchi.exchange().status_code for _ in range(3)] == [200, 200, 429]
    busy = ranchi.exchange()
    assert is_problem(busy, 429, "too-many-requests")
    assert 1 <= int(busy.headers["retry-after"]) <= 2
    guesses = [site.client.post(f"{V1}/token", headers={"Authorization": "Bearer no"}) for _ in range(2)]
    assert [answer.status_code for answer in guesses] == [401, 429]
    assert int(guesses[1].headers["retry-after"]) >= 5


def test_an_address_that_asks_too_often_and_a_full_house(engine: Engine, tmp_path: Path) -> None:
    site = Site(engine, tmp_path / "hq", Limits(address_rate=0.1, address_burst=1))
    assert [site.client.get("/healthz").status_code for _ in range(2)] == [200, 429]
    full = Site(engine, tmp_path / "hq", Limits(waiting=-1))
    answer = full.client.get("/healthz")
    assert is_problem(answer, 503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


def test_a_database_that_is_away_is_worth_another_try(
    site: Site, ranchi: Joined, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: Any) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(site.desk.hub, "handle", away)
    answer = ranchi.exchange(ranchi.op(ASHA, PERSON))
    assert is_problem(answer, 503, "unavailable")
    assert answer.headers["retry-after"]


def test_a_mistake_of_ours_says_nothing_of_itself(
    site: Site, ranchi: Joined, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: Any) -> None:
        raise KeyError("Asha Devi 9812345678")

    monkeypatch.setattr(site.desk.hub, "handle", broken)
    answer = ranchi.exchange(ranchi.op(ASHA, PERSON))
    assert is_problem(answer, 500, "error")
    assert "Asha Devi" not in answer.text + caplog.text
    assert "KeyError at" in caplog.text


def test_counters_know_routes_and_nobody(site: Site, ranchi: Joined) -> None:
    ranchi.exchange(ranchi.op(ASHA, PERSON))
    text = site.client.get("/metrics").text
    assert 'organizer_hq_requests_total{route="/sync/v1/exchange",status="200"} 1.0' in text
    assert 'organizer_hq_ops_total{status="ok"} 1.0' in text
    assert ASHA not in text
    assert ranchi.device not in text
    assert site.client.get("/healthz").text == "well\n"


def test_answers_are_not_kept_by_anybody_on_the_way(site: Site, ranchi: Joined) -> None:
    answer = ranchi.exchange()
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers
