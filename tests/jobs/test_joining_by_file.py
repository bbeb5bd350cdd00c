"""What joining brings, said before the code is used up; and joining without a line, by three files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.hq import admissions
from organizer_app.hq import bundles as hq_bundles
from organizer_app.hq.hub import Hub
from organizer_app.jobs import bundles, joining, sync
from organizer_app.jobs.joining import Joined
from organizer_app.services import sync_state
from tests.sync.online import RANCHI, Online, add, dump, names, online


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def public(hq: Online) -> Path:
    file = hq.folder / "hq.organizer-join"
    file.write_bytes(admissions.public_file(hq.site.keys, hq.url))
    return file


def request(hq: Online, store: Store, code: str, name: str = "request.organizer-join") -> Path:
    file = hq.folder / name
    return joining.ask_by_file(store, code=code, hq_file=public(hq), file=file, device="one")


def admit(hq: Online, file: Path, name: str = "answer.organizer-join") -> Path:
    answer = hq.folder / name
    with hq.site.engine.begin() as connection:
        made = admissions.answer(connection, hq.site.keys, file.read_bytes(), file.name, hq.site.now)
    answer.write_bytes(made.data)
    return answer


def by_file(hq: Online, store: Store, code: str) -> Joined:
    return joining.join_by_file(store, file=admit(hq, request(hq, store, code)))


def carry(hq: Online, store: Store) -> None:
    """What waits goes to HQ by file, and its answer comes back."""
    file, answer = hq.folder / "out.organizer-sync", hq.folder / "back.organizer-sync"
    bundles.write(store, file=file)
    made = hq_bundles.answer(hq.site.engine, Hub(hq.site.engine), hq.site.keys, file.read_bytes(), file.name)
    answer.write_bytes(made.data)
    bundles.read(store, file=answer)


def standing(store: Store) -> str:
    with store.reading() as session:
        return sync_state.standing(session).hq


# --- a look before joining


def test_what_will_come_is_said_before_the_code_is_used_up(hq: Online) -> None:
    one, two, code = hq.laptop("one"), hq.empty("two"), hq.site.code(*RANCHI)
    add(one, *(f"Person {n}" for n in range(40)))
    sync.run(one)
    add(two, "Sita Devi")
    for _ in range(2):
        found = joining.look(two, code=code, address=hq.url, device="two")
        assert (found.buckets, found.people, found.goes) == (RANCHI, 40, 1)
        assert (found.withdrawn, found.fewer) == ((), 0)
        with hq.site.engine.connect() as connection:
            live = "SELECT count(*) FROM head WHERE state = 'live' AND bucket IN ('D339', 'D339:up')"
            assert found.records == connection.exec_driver_sql(live).scalar()
        assert standing(two) == ""
    done = joining.join(two, code=code, address=hq.url, device="two")
    assert done.synced.received >= found.records


def test_how_much_will_come_is_about_what_travels(hq: Online) -> None:
    one = hq.laptop("one")
    add(one, *(f"Person {n} of a village" for n in range(500)))
    sync.run(one)
    two, code = hq.empty("two"), hq.site.code(*RANCHI)
    found = joining.look(two, code=code, address=hq.url, device="two")
    carried = hq.folder / "out.organizer-sync"
    joining.join(two, code=hq.site.code(*RANCHI), address=hq.url, device="two")
    three = hq.empty("three")
    by_file(hq, three, hq.site.code(*RANCHI))
    bundles.write(three, file=carried)
    whole = hq_bundles.answer(hq.site.engine, Hub(hq.site.engine), hq.site.keys, carried.read_bytes(), "out").data
    assert len(whole) / 2 < found.bytes < len(whole) * 2


def test_a_code_that_was_used_brings_no_look(hq: Online) -> None:
    code = hq.site.code(*RANCHI)
    joining.join(hq.empty("one"), code=code, address=hq.url, device="one")
    with pytest.raises(RuleBroken, match="does not take this code"):
        joining.look(hq.empty("two"), code=code, address=hq.url, device="two")


def test_what_goes_from_this_laptop_is_said_too(hq: Online) -> None:
    one = hq.laptop("one", *RANCHI, ("D340", "rw"))
    add(one, "Sita Devi", "Ramesh Oraon", bucket="D340")
    sync.run(one)
    found = joining.look(one, code=hq.site.code(*RANCHI), address=hq.url, device="one")
    assert (found.withdrawn, found.fewer) == (("D340",), 2)
    joining.join(one, code=hq.site.code(*RANCHI), address=hq.url, device="one")
    assert names(one) == set()


# --- by file


def test_a_laptop_without_a_line_joins_and_agrees_by_files_alone(hq: Online) -> None:
    two = hq.laptop("two")
    add(two, "Sita Devi")
    sync.run(two)
    one = hq.empty("one")
    add(one, "Ramesh Oraon")
    answer = admit(hq, request(hq, one, hq.site.code(*RANCHI, label="Ranchi 2")))
    found = joining.look_at_file(one, file=answer)
    assert (found.buckets, found.people) == (RANCHI, 1)
    assert standing(one) == ""
    done = joining.join_by_file(one, file=answer)
    assert done.buckets == RANCHI
    assert standing(one) == hq.url
    carry(hq, one)
    sync.run(two)
    assert names(one) == names(two) == {"Sita Devi", "Ramesh Oraon"}
    sync.run(one)  # and once there is a line, its token is good
    assert dump(one) == dump(two)


def test_the_code_and_the_token_are_in_no_file_for_others_to_read(hq: Online) -> None:
    one, code = hq.empty("one"), hq.site.code(*RANCHI)
    file = request(hq, one, code)
    answer = admit(hq, file)
    assert code.replace("-", "")[:16].encode() not in file.read_bytes()
    assert b"token" not in answer.read_bytes()


def test_the_same_request_again_is_the_same_laptop_and_another_laptop_is_refused(hq: Online) -> None:
    one, two, code = hq.empty("one"), hq.empty("two"), hq.site.code(*RANCHI)
    file = request(hq, one, code)
    admit(hq, file, "lost")
    answer = admit(hq, file)
    with pytest.raises(RuleBroken, match="The code in request-2 was used by another laptop"):
        admit(hq, request(hq, two, code, "request-2"))
    joining.join_by_file(one, file=answer)
    assert sync.run(one).error == ""
    with hq.site.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM laptops").scalar() == 1


def test_a_file_that_does_not_fit_is_one_sentence_and_changes_nothing(hq: Online, tmp_path: Path) -> None:
    one, two, code = hq.empty("one"), hq.empty("two"), hq.site.code(*RANCHI)
    (tmp_path / "elsewhere").mkdir()
    with online(tmp_path / "elsewhere") as other:
        strange = public(other)
        target = hq.folder / "x"
        with pytest.raises(RuleBroken, match="is not of the HQ that this code is from"):
            joining.ask_by_file(one, code=code, hq_file=strange, file=target, device="one")
        assert not target.exists()
        mine = request(hq, one, code)
        with pytest.raises(RuleBroken, match="is for another HQ"):
            admit(other, mine)
    answer = admit(hq, mine)
    with pytest.raises(RuleBroken, match="has not asked to join by file"):
        joining.join_by_file(two, file=answer)
    request(hq, two, hq.site.code(*RANCHI), "other")
    for file, sentence in ((answer, "for another HQ"), (mine, "Carry it to HQ"), (public(hq), "hands out before")):
        with pytest.raises(RuleBroken, match=sentence):
            joining.join_by_file(two, file=file)
    whole = answer.read_bytes()
    for damaged in (b"", whole[:40], whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), b"x" * 2_000_000):
        answer.write_bytes(damaged)
        with pytest.raises(RuleBroken):
            joining.join_by_file(one, file=answer)
        assert standing(one) == ""
    answer.write_bytes(whole)
    joining.join_by_file(one, file=answer)
    with pytest.raises(RuleBroken):  # it was read
        joining.join_by_file(one, file=answer)


def test_what_is_written_over_is_only_a_file_for_joining(hq: Online) -> None:
    one, code, file = hq.empty("one"), hq.site.code(*RANCHI), hq.folder / "roster.csv"
    file.write_text("name\nSita Devi\n")
    with pytest.raises(RuleBroken, match="Choose another name"):
        joining.ask_by_file(one, code=code, hq_file=public(hq), file=file, device="one")
    assert file.read_text() == "name\nSita Devi\n"
    request(hq, one, code)
    request(hq, one, code)
