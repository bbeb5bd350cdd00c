"""A change to many people as a job: progress, cancel, undo."""

import pytest

from organizer_app.domain.errors import Cancelled
from organizer_app.domain.progress import Progress
from organizer_app.jobs import members_bulk as job
from organizer_app.services import members_bulk, members_list
from tests.conftest import District


class Steps(Progress):
    """Remembers how far it came; stops after so many steps."""

    def __init__(self, most: int = 99) -> None:
        self.seen: list[tuple[int, int]] = []
        self._most = most

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        if len(self.seen) == self._most:
            raise Cancelled
        self.seen.append((done, total))


def test_a_job_is_one_act_that_can_be_stopped_and_taken_back(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members_bulk, "PIECE", 100)
    store = district.store

    def leads() -> int:
        with store.reading() as session:
            return members_list.count(session, chosen=members_list.Filter(status="lead"))

    with store.reading() as session:
        numbers = members_list.ids(session)

    def work(session: object, *, progress: Progress) -> int:
        return members_bulk.set_status(session, numbers=numbers, status="lead", progress=progress)  # type: ignore[arg-type]

    with pytest.raises(Cancelled):
        job.carry_out(store, Steps(2), verb="members.set_status", about="all", work=work)
    assert leads() == 0
    steps = Steps()
    assert job.carry_out(store, steps, verb="members.set_status", about="all", work=work) == len(numbers)
    assert steps.seen[0] == (0, len(numbers))
    assert steps.seen[-1] == (len(numbers), len(numbers))
    assert leads() == len(numbers)
    back = Steps()
    assert job.take_back(store, back) == "all"
    assert back.seen
    assert leads() == 0
