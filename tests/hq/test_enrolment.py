"""Joining: codes are used once, expire, and say whose HQ this is."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from organizer_app.hq import audit, enrolment
from organizer_app.hq.device_tables import enrolments
from organizer_app.wire import joining
from tests.hq.site import V1, Joined, Site, is_problem, wish_for
from tests.hq.world import KHUNTI, RANCHI


@pytest.fixture
def site(engine: Engine, tmp_path: Path) -> Site:
    return Site(engine, tmp_path / "hq")


def test_a_code_brings_a_laptop_its_buckets_and_hqs_keys(site: Site) -> None:
    code = site.code((RANCHI, "rw"), ("hq", "ro"), label="Ranchi")
    answer = site.client.post(f"{V1}/enrol", json=wish_for(code)).json()
    assert answer["buckets"] == [[RANCHI, "rw"], ["hq", "ro"]]
    assert (answer["hq_sign"], answer["hq_box"]) == (site.keys.sign_pub, site.keys.box_pub)
    pulled = Joined(site, answer["device_id"], answer["token"]).exchange().json()
    assert (pulled["buckets"], pulled["ro"]) == ([RANCHI, "hq"], ["hq"])


def test_a_code_carries_the_fingerprint_of_the_keys_that_hello_tells(site: Site) -> None:
    said = site.client.get(f"{V1}/hello").json()
    _secret, mark = joining.read_code(site.code((RANCHI, "rw")))
    assert mark == joining.fingerprint(said["hq_sign"], said["hq_box"])
    assert mark != joining.fingerprint(said["hq_sign"], said["hq_box"], "ab" * 32)
    assert mark != joining.fingerprint(said["hq_box"], said["hq_sign"])


def test_a_code_is_good_for_one_laptop(site: Site) -> None:
    code = site.code((RANCHI, "rw"))
    assert site.client.post(f"{V1}/enrol", json=wish_for(code)).status_code == 200
    before = site.everything()
    assert is_problem(site.client.post(f"{V1}/enrol", json=wish_for(code)), 403, "code-invalid")
    assert site.everything() == before


def test_a_lost_answer_is_asked_for_again_until_the_token_was_used(site: Site) -> None:
    wish = wish_for(site.code((RANCHI, "rw")))
    lost, second = (site.client.post(f"{V1}/enrol", json=wish).json() for _ in range(2))
    assert lost["device_id"] == second["device_id"]
    assert is_problem(Joined(site, lost["device_id"], lost["token"]).exchange(), 401, "token-invalid")
    laptop = Joined(site, second["device_id"], second["token"])
    assert laptop.exchange().status_code == 200
    assert is_problem(site.client.post(f"{V1}/enrol", json=wish), 403, "code-invalid")
    assert laptop.exchange().status_code == 200


def test_a_code_ends_and_a_wrong_one_is_answered_the_same(site: Site) -> None:
    wish = wish_for(site.code((RANCHI, "rw"), days=1))
    site.now += enrolment.DAY_MS
    late = site.client.post(f"{V1}/enrol", json=wish)
    wrong = site.client.post(f"{V1}/enrol", json=wish | {"code": joining.new_secret()})
    assert is_problem(late, 403, "code-invalid")
    assert late.content == wrong.content


def test_codes_and_tokens_are_stored_as_hashes_alone(site: Site) -> None:
    code = site.code((RANCHI, "rw"))
    secret = joining.read_code(code)[0]
    laptop = site.join((KHUNTI, "rw"))
    stored = str(site.everything())
    assert secret not in stored
    assert laptop.token not in stored
    with site.engine.connect() as connection:
        assert len(connection.execute(select(enrolments.c.code_hash)).scalars().all()) == 2


def test_joining_is_in_the_audit_log(site: Site) -> None:
    laptop = site.join((RANCHI, "rw"), label="Ranchi 1")
    with site.engine.connect() as connection:
        joined, made = audit.entries(connection)
    assert (joined.act, joined.device, joined.about) == ("joined", laptop.device, {"label": "Ranchi 1"})
    assert (made.act, made.who, made.about["grants"]) == ("enrol", "admin", [[RANCHI, "rw"]])


def test_a_wish_that_is_none_changes_nothing(site: Site) -> None:
    wish = wish_for(site.code((RANCHI, "rw")))
    before = site.everything()
    for change in (
        {"code": "SHORT"},
        {"code": None},
        {"sign_pub": "zz" * 32},
        {"box_pub": "ab"},
        {"schema": -1},
        {"schema": 10**20},
        {"device": "x" * 201},
        {"device": "a\0b"},
    ):
        assert is_problem(site.client.post(f"{V1}/enrol", json=wish | change), 400, "malformed"), change
    large = site.client.post(f"{V1}/enrol", content=b" " * 70_000)
    assert is_problem(large, 413, "too-large")
    assert site.everything() == before
