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


class Told(Progress):
    """Keeps what it was told; somebody presses cancel at `cancel_at` of the whole."""

    def __init__(self, cancel_at: float = 2) -> None:
        self.cancel_at = cancel_at
        self.steps: list[tuple[float, str]] = []

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        self.steps.append((done / total, text))
        if done / total > self.cancel_at:
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
    shares = [share for share, _text in told.steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(set(shares)) > 10
    assert {text for _share, text in told.steps} == {"Reading the list", "Saving the places"}


@pytest.mark.parametrize(("share", "text"), [(0.2, "Reading the list"), (0.7, "Saving the places")])
def test_a_cancelled_list_leaves_nothing(store: Store, villages: Path, share: float, text: str) -> None:
    data_folder.load_areas(store, path=data_folder.shipped("areas/jharkhand.csv"))
    heard: list[frozenset[str]] = []
    store.listen(heard.append)
    told = Told(share)
    with pytest.raises(Cancelled):
        data_folder.load_areas(store, told, path=villages)
    assert told.steps[-1][1] == text
    assert counted(store) == 0
    assert heard == []
    assert data_folder.load_areas(store, path=villages).areas == VILLAGES
