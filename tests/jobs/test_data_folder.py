"""Area lists into the database: announced once, with progress, whole or not at all."""

import csv
from pathlib import Path

import pytest

from organizer_app.db.store import Store
from organizer_app.domain.errors import Cancelled
from organizer_app.domain.progress import Progress
from organizer_app.jobs import data_folder
from organizer_app.services import areas

VILLAGES = 2_600
READING, SAVING = "Reading the list", "Saving the places"


class Told(Progress):
    """Keeps what it was told; somebody presses cancel at half of what is called `cancel_at`."""

    def __init__(self, cancel_at: str = "") -> None:
        self.cancel_at = cancel_at
        self.steps: list[tuple[str, int, int]] = []

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        self.steps.append((text, done, total))
        if text == self.cancel_at and done > total / 2:
            raise Cancelled


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    """A list of villages of Kanke."""
    path = tmp_path / "villages.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["level", "code", "name_en", "name_hi", "parent", "constituency", "district"])
        for number in range(VILLAGES):
            rows.writerow(["village", 700_000 + number, f"Village {number}", f"गांव {number}", "3223", "", ""])
    return path


def counted(store: Store) -> int:
    with store.reading() as session:
        return len(areas.places(session, levels=["village"]))


def test_a_list_is_announced_once_and_says_how_far_it_is(store: Store, villages: Path) -> None:
    data_folder.load_areas(store, path=data_folder.shipped("areas/jharkhand.csv"))
    heard: list[frozenset[str]] = []
    store.listen(heard.append)
    told = Told()
    assert data_folder.load_areas(store, told, path=villages).areas == VILLAGES
    assert heard == [frozenset({"areas"})]
    assert counted(store) == VILLAGES
    assert told.steps == sorted(told.steps)
    assert [done for text, done, _total in told.steps if text == READING] == list(range(0, VILLAGES + 1, 250))
    saving = [(done, total) for text, done, total in told.steps if text == SAVING]
    assert saving == [(n, VILLAGES) for n in (0, 1000, 2000, VILLAGES)]
    assert len(told.steps) == 11 + len(saving)


@pytest.mark.parametrize("text", [READING, SAVING])
def test_a_cancelled_list_leaves_nothing(store: Store, villages: Path, text: str) -> None:
    data_folder.load_areas(store, path=data_folder.shipped("areas/jharkhand.csv"))
    heard: list[frozenset[str]] = []
    store.listen(heard.append)
    told = Told(text)
    with pytest.raises(Cancelled):
        data_folder.load_areas(store, told, path=villages)
    assert told.steps[-1][0] == text
    assert counted(store) == 0
    assert heard == []
    assert data_folder.load_areas(store, path=villages).areas == VILLAGES
