"""What an import would do, counted before it: the same numbers as the import's own, and nothing written."""

from dataclasses import replace
from pathlib import Path

import pytest

from organizer_app.domain.errors import Cancelled
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.progress import Progress, silent
from organizer_app.importing.preview import preview
from organizer_app.importing.rows import NO_NAME
from organizer_app.jobs import members_check, members_import
from organizer_app.jobs.members_batch import REPEATED
from organizer_app.jobs.members_check import Check
from organizer_app.jobs.members_import import Plan
from organizer_app.models import Outbox
from organizer_app.services import erasing, members_list
from tests.conftest import District
from tests.jobs.test_members_import import _count, _plan, _write


def _agrees(district: District, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Counts in small parts, then imports, and compares."""
    monkeypatch.setattr(members_check, "AT_ONCE", 17)
    before = _count(district.store), _count(district.store, Outbox)
    check = members_check.count(district.store, silent, plan=plan)
    assert (_count(district.store), _count(district.store, Outbox)) == before
    result = members_import.run(district.store, silent, plan=plan)
    assert (check.added, check.updated, check.unchanged, check.held) == (
        result.added, result.updated, result.unchanged, len(result.held)
    )  # fmt: skip
    assert check.rows == result.added + result.updated + result.unchanged + len(result.refused)
    told = {p.row for p in result.problems if p.msgid != REPEATED} | {r.row for r in result.refused}
    assert check.look == len(told)
    return check


def test_it_counts_what_the_import_then_does(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, again = tmp_path / "roster.csv", tmp_path / "again.csv"
    write_roster(path, 400, 7)
    first = _agrees(district, _plan(path, district.home), monkeypatch)
    assert first.added > 380
    assert first.troubles["name"][NO_NAME]
    assert sum(first.troubles["phone"].values())
    same = _agrees(district, _plan(path, district.home), monkeypatch)
    assert (same.added, same.updated) == (0, 0)
    again.write_text(path.read_text("utf-8-sig").replace("98", "97"), encoding="utf-8")
    _agrees(district, _plan(again, district.home), monkeypatch)


def test_people_known_twice_in_a_file_young_or_erased(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with district.store.reading() as session:
        gone = next(r for r in members_list.rows(session, numbers=members_list.ids(session)[:50]) if r.phone)
    with district.store.transaction("members.erase") as session:
        erasing.erase(session, member=gone.id, reason="asked")
    path = _write(tmp_path, "")
    lines = [f"{name},,98201{n:05},,34" for n, name in enumerate(("सीता देवी", "गीता देवी", "मीना देवी") * 20)]
    lines = ["अकेला नाम,,,,34", *lines, "अकेला नाम,,,,34"]  # known by the whole row alone
    lines += ["सीता देवी,राम लाल,9820100000 / 9820099999,,34", f"{gone.name},,{gone.phone},,40"]
    lines += ["छोटू राम,,9820088888,,12", "सीता देवी,राम लाल,9820099999,Nowhere at all,34"]
    path.write_text("नाम,पिता का नाम,मोबाइल,प्रखंड,उम्र\n" + "\n".join(lines) + "\n", encoding="utf-8-sig")
    plan = _plan(path, district.home)
    check = _agrees(district, plan, monkeypatch)
    assert (check.held, check.updated) == (1, 1)
    assert check.troubles["birth_year"][members_import.YOUNG] == 1
    assert check.troubles["block"]
    told = _agrees(district, replace(plan, guardian_consent="by form"), monkeypatch)
    assert "birth_year" not in told.troubles


def test_spellings_of_one_place_are_told_column_by_column(district: District, tmp_path: Path) -> None:
    path, blocks = tmp_path / "blocks.csv", ("Kanke", "कांके", "KANKE", "Namkum", "Nowhere", "Kanke")
    rows = "\n".join(f"सीता {n},98201000{n:02},{block},रांची" for n, block in enumerate(blocks))
    path.write_text(f"नाम,मोबाइल,प्रखंड,जिला\n{rows}\n", encoding="utf-8-sig")
    check = members_check.count(district.store, silent, plan=_plan(path, district.home))
    assert check.joined == {"block": ("Kanke", "कांके", "KANKE")}


def test_it_stops_where_the_person_says(district: District, tmp_path: Path) -> None:
    class Stop(Progress):
        def step(self, done: int, total: int = 0, text: str = "") -> None:
            raise Cancelled

    path = _write(tmp_path, "सीता देवी,,9812345670,\n")
    with pytest.raises(Cancelled):
        members_check.count(district.store, Stop(), plan=_plan(path))
    assert preview(path).total == 1
