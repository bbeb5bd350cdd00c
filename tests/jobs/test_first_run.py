"""The first run: one's own district wholly or not at all, and the made-up one."""

from pathlib import Path

import pytest

from organizer_app.db import key
from organizer_app.domain import clock
from organizer_app.domain.clock import today
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.jobs import first_run
from organizer_app.jobs.data_folder import shipped
from organizer_app.jobs.opening import NEW, READY, DataFolder
from organizer_app.services import home, organisation, wings

SECRET = "neela ghada mitti"
RANCHI = ("district", "339")


def new(**changed: object) -> first_run.NewDistrict:
    """Ranchi with a name."""
    values = {
        "areas": shipped("areas/jharkhand.csv"),
        "home": RANCHI,
        "name_hi": "जन सहयोग",
        "name_en": "",
        "passphrase": SECRET,
    }
    return first_run.NewDistrict(**(values | changed))  # type: ignore[arg-type]  # one of them is changed


def test_a_district_from_nothing(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data", operator="Asha")
    made = first_run.make(folder, new=new())
    assert made.areas > 100
    with folder.store.reading() as session:
        assert (home.area_name(session), organisation.get(session).name_hi) == ("Ranchi", "जन सहयोग")
        assert wings.rows(session)
    folder.close()
    assert key.unlock(tmp_path / "data", recovery=made.recovery_code) == key.unlock(
        tmp_path / "data", passphrase=SECRET
    )


def test_nothing_half_made_stays(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    folder = DataFolder(tmp_path / "data")
    with pytest.raises(RuleBroken):
        first_run.make(folder, new=new(areas=wrong))

    class Stops(Progress):
        def step(self, done: int, total: int = 0, text: str = "") -> None:
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        first_run.make(folder, Stops(), new=new())
    with pytest.raises(RuleBroken, match="name"):
        first_run.make(folder, new=new(name_hi=" "))
    folder.close()
    assert DataFolder(tmp_path / "data").look() == NEW
    first_run.make(folder, new=new())
    with pytest.raises(RuleBroken, match="holds data"):
        first_run.make(folder, new=new())
    assert folder.store
    folder.close()


def test_the_made_up_district_has_something_on_every_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = DataFolder(tmp_path / "data", operator="Asha")
    (tmp_path / "data.part").mkdir()  # left by one that was stopped
    first_run.make_made_up(folder, members=300)
    with folder.store.reading() as session:
        seen = home.overview(session, day=today())
    assert seen.members
    assert (len(seen.today), len(seen.coming), len(seen.open_days), len(seen.unprinted)) == (1, 2, 1, 1)
    assert seen.today[0].frozen
    assert 0 < seen.today[0].came < seen.today[0].listed
    assert not seen.today[0].complete
    folder.close()
    assert not (tmp_path / "data.part").exists()
    later = clock.source() + 30 * 24 * 3600 * 1000
    monkeypatch.setattr(clock, "source", lambda: later)
    again = DataFolder(tmp_path / "data", operator="Asha", passphrase="made-up")
    assert again.look() == READY
    first_run.open_made_up(again)
    with again.store.reading() as session:
        seen = home.overview(session, day=today())
    assert (len(seen.today), len(seen.coming)) == (1, 2)
    again.close()
