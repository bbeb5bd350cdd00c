"""Tokens: rotation without a moment in which none is valid, and the order that revokes a laptop."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from organizer_app.hq import devices
from organizer_app.hq.device_tables import laptops, tokens
from organizer_app.hq.tables import device as device_table
from organizer_app.hq.tables import grants
from organizer_app.wire import orders
from tests.hq.site import V1, Joined, Site, is_problem
from tests.hq.world import ASHA, RANCHI


@pytest.fixture
def site(engine: Engine, tmp_path: Path) -> Site:
    return Site(engine, tmp_path / "hq")


@pytest.fixture
def laptop(site: Site) -> Joined:
    return site.join((RANCHI, "rw"))


def rotated(laptop: Joined) -> Joined:
    answer = laptop.site.client.post(f"{V1}/token", headers=laptop.auth)
    assert answer.status_code == 200
    return Joined(laptop.site, laptop.device, answer.json()["token"])


def test_the_old_token_is_good_until_the_new_one_is_used(laptop: Joined) -> None:
    new = rotated(laptop)
    assert laptop.exchange().status_code == 200
    assert new.exchange().status_code == 200
    assert is_problem(laptop.exchange(), 401, "token-invalid")
    assert new.exchange().status_code == 200


def test_a_new_token_that_was_lost_is_void_when_another_is_asked_for(laptop: Joined) -> None:
    lost, second = rotated(laptop), rotated(laptop)
    assert is_problem(lost.exchange(), 401, "token-invalid")
    assert second.exchange().status_code == 200
    assert is_problem(laptop.exchange(), 401, "token-invalid")


def test_anything_but_the_token_is_refused(laptop: Joined) -> None:
    token = laptop.token
    for header in ("", "Bearer", "Bearer ", f"Basic {token}", token, f"Bearer {token}x", "Bearer \x7f"):
        answer = laptop.site.client.post(f"{V1}/token", headers={"Authorization": header})
        assert is_problem(answer, 401, "token-invalid"), header


def test_a_revoked_laptop_gets_the_signed_order_and_nothing_else(site: Site, laptop: Joined) -> None:
    laptop.exchange(laptop.op(ASHA, {"name": "Asha"}))
    assert site.keys.sign is not None
    with site.engine.begin() as connection:
        found = devices.find(connection, laptop.device)
        devices.revoke(connection, found, site.keys.sign, now=site.now, who="admin")
    before = site.everything()
    answer = laptop.exchange(laptop.op(ASHA, {"name": "Usha"}))
    assert is_problem(answer, 401, "device-revoked")
    signed = orders.SignedOrder(answer.json()["order"], answer.json()["signature"])
    assert orders.read(signed, site.keys.sign_pub, laptop.device) == orders.Order("revoke", laptop.device, site.now)
    assert laptop.get(f"/history/members/{ASHA}").status_code == 401
    assert site.client.post(f"{V1}/token", headers=laptop.auth).status_code == 401
    assert site.everything() == before


def test_a_laptop_that_hq_forgot_is_not_told_that_it_is_revoked(site: Site, laptop: Joined) -> None:
    with site.engine.begin() as connection:
        for table in (grants, tokens, laptops, device_table):
            connection.execute(delete(table))
    assert is_problem(laptop.exchange(), 401, "token-invalid")
