"""Joining and leaving: the right HQ or none, what was made before goes out, and what stays."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.jobs import joining, sync
from organizer_app.services import organisation, sync_state
from organizer_app.sync import credentials
from organizer_app.sync.transport import NotReached
from tests.conftest import Template
from tests.sync.online import RANCHI, Online, add, dump, names, online, rename, states


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def join(hq: Online, store: Store, code: str = "", *, name: str = "laptop") -> joining.Joined:
    return joining.join(store, code=code or hq.site.code(*RANCHI), address=hq.url, device=name)


def buckets_of(store: Store, table: str) -> dict[str, int]:
    with store.reading() as session:
        query = text(f"SELECT bucket, count(*) FROM {table} GROUP BY bucket")
        return dict(session.execute(query).all())  # type: ignore[arg-type]  # rows of two


def test_what_was_made_before_goes_out_and_the_own_area_stays(
    hq: Online, district_template: Template, tmp_path: Path
) -> None:
    shutil.copytree(district_template.folder, tmp_path / "ranchi")
    ranchi = Store(tmp_path / "ranchi", district_template.key, operator="Asha")
    people = len(names(ranchi))
    code = hq.site.code(*RANCHI, ("hq", "ro"), ("state:20", "ro"))
    told = joining.look(ranchi, code=code, address=hq.url, device="ranchi")
    done = join(hq, ranchi, code)
    assert told.goes == done.synced.sent, "as many as was said before"
    assert (done.synced.error, done.synced.refused, done.synced.waiting) == ("", 0, 0)
    assert done.synced.sent >= people
    with ranchi.reading() as session:
        assert organisation.home_area(session) == district_template.home
        assert sync_state.standing(session).hq == hq.url
    other = hq.laptop("other")
    assert dump(other)["members"] == dump(ranchi)["members"]
    ranchi.close()


def test_people_without_a_place_stay_and_go_out_once_their_place_is_known(
    hq: Online, district_template: Template, tmp_path: Path
) -> None:
    shutil.copytree(district_template.folder, tmp_path / "ranchi")
    ranchi = Store(tmp_path / "ranchi", district_template.key, operator="Asha")
    (sita, _) = add(ranchi, "Sita Devi", "Nobody Knows Where", bucket="local")
    with ranchi.transaction("test") as session:  # her place came with a list that was read later
        session.execute(text("UPDATE members SET area_id = :a WHERE id = :i"), {"a": district_template.home, "i": sita})
    done = join(hq, ranchi)
    assert done.placed == 1
    assert buckets_of(ranchi, "members")["local"] == 1
    with hq.site.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM head WHERE id = ?", (sita.hex(),)).scalar()
    assert found == 1
    ranchi.close()


def test_what_only_hq_may_change_stays_this_laptops_own_until_hq_has_it(
    hq: Online, district_template: Template, tmp_path: Path
) -> None:
    shutil.copytree(district_template.folder, tmp_path / "ranchi")
    ranchi = Store(tmp_path / "ranchi", district_template.key, operator="Asha")
    join(hq, ranchi, hq.site.code(*RANCHI, ("hq", "ro")))
    with ranchi.transaction("organisation.rename") as session:
        organisation.rename(session, name_hi="", name_en="Another Name")
    assert sync.run(ranchi).refused == 1
    sync.run(ranchi)
    with ranchi.reading() as session:
        assert organisation.get(session).name_en == "Another Name"
        assert organisation.home_area(session) == district_template.home
    ranchi.close()


def test_a_server_that_is_not_the_codes_hq_learns_nothing(hq: Online, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    with online(tmp_path / "elsewhere") as false_hq:
        code = hq.site.code(*RANCHI)
        one = hq.empty("one")
        with pytest.raises(RuleBroken, match="is not the HQ that this code is from"):
            joining.join(one, code=code, address=false_hq.url, device="one")
        assert states(one) == {}
    join(hq, one, code)  # the code is still good


def test_a_code_that_was_used_is_said_so(hq: Online) -> None:
    code = hq.site.code(*RANCHI)
    join(hq, hq.empty("one"), code)
    two = hq.empty("two")
    with pytest.raises(RuleBroken, match="does not take this code"):
        join(hq, two, code)
    with two.reading() as session:
        assert sync_state.standing(session).hq == ""


def test_joining_again_after_the_answer_was_lost_is_the_same_laptop(
    hq: Online, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, one = hq.site.code(*RANCHI), hq.empty("one")
    taken_in = joining.joining.Transport.enrol

    def lost(self: object, wish: object) -> None:
        taken_in(self, wish)  # type: ignore[arg-type]  # as it came
        raise NotReached("HQ was not reached.")

    with monkeypatch.context() as patch:
        patch.setattr(joining.joining.Transport, "enrol", lost)
        with pytest.raises(NotReached):
            join(hq, one, code)
    join(hq, one, code)
    with hq.site.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM laptops").scalar() == 1


def test_a_laptop_belongs_to_one_hq(hq: Online, tmp_path: Path) -> None:
    one = hq.laptop("one")
    add(one, "Sita Devi")
    sync.run(one)
    (tmp_path / "elsewhere").mkdir()
    with online(tmp_path / "elsewhere") as other:
        with pytest.raises(RuleBroken, match="Leave it first"):
            join(other, one)
        joining.leave(one)
        done = join(other, one)
        assert done.synced.sent == 1  # the other HQ gets everything
        assert names(other.laptop("two")) == {"Sita Devi"}


def test_leaving_keeps_everything_and_coming_back_goes_on(hq: Online) -> None:
    one = hq.laptop("one")
    (sita,) = add(one, "Sita Devi")
    sync.run(one)
    rename(one, sita, phones="9876543210")
    said = joining.consequences(one)
    assert (said.unsent, said.records) == (1, 1)
    joining.leave(one)
    with pytest.raises(RuleBroken, match="has not joined an HQ yet"):
        sync.run(one)
    assert names(one) == {"Sita Devi"}
    done = join(hq, one)
    assert (done.synced.error, done.synced.sent, done.synced.conflicts) == ("", 1, 0)
    assert dump(hq.laptop("two"))["members"] == dump(one)["members"]


def test_coming_back_with_another_district_takes_nothing_away(hq: Online) -> None:
    one = hq.laptop("one")
    add(one, "Sita Devi")
    sync.run(one)
    joining.leave(one)
    join(hq, one, hq.site.code(("D340", "rw")))
    assert names(one) == {"Sita Devi"}


def test_a_new_code_helps_a_laptop_whose_token_is_gone(hq: Online) -> None:
    one = hq.laptop("one")
    (sita,) = add(one, "Sita Devi")
    sync.run(one)
    with one.exchanging() as (raw, _):
        credentials.keep_token(raw, "", in_keyring=True, now=0)
    rename(one, sita, phones="9876543210")
    assert sync.run(one).error.startswith("HQ does not know this laptop any more.")
    assert join(hq, one).synced.sent == 1
