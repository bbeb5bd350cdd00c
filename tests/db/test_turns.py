"""Writers wait in line: a mark typed during an import waits for one batch, not for the whole file."""

import threading
import time
from pathlib import Path

from organizer_app.db.turns import Turns
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.progress import silent
from organizer_app.importing.preview import preview
from organizer_app.jobs import members_import
from organizer_app.services import members
from tests.conftest import District


def test_first_come_first_served() -> None:
    turns, order, waiting = Turns(), [], []
    with turns.turn():
        for number in range(20):

            def take(number: int = number) -> None:
                with turns.turn():
                    order.append(number)

            thread = threading.Thread(target=take)
            waiting.append(thread)
            thread.start()
            while len(turns._line) < number + 2:
                time.sleep(0.001)
        assert order == []
    for thread in waiting:
        thread.join(5)
    assert order == list(range(20))


def test_a_turn_that_fails_is_given_on() -> None:
    turns = Turns()
    for _time in range(3):
        try:
            with turns.turn():
                raise ValueError
        except ValueError:
            continue
    assert not turns._line


def test_people_can_be_added_while_a_roster_is_imported(district: District, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    write_roster(path, 3_000, 5)
    plan = members_import.Plan(path=path, mapping=preview(path).mapping, source="test", area=district.home)
    with district.store.engine.connect() as connection:  # who waits in line needs no luck with the file's own lock
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    results: list[members_import.Result] = []
    job = threading.Thread(target=lambda: results.append(members_import.run(district.store, silent, plan=plan)))
    job.start()
    during = 0
    while job.is_alive():
        time.sleep(0.05)
        with district.store.transaction("members.add") as session:
            members.add(session, new=members.New(name=f"Person {'ab' * (during + 1)}"))
        during += job.is_alive()
    assert results[0].added > 2_500
    assert during
