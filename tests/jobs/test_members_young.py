"""Rows of a roster about people who may be under eighteen come in only with the consent of their guardians."""

from pathlib import Path

from sqlalchemy import select

from organizer_app.db.store import Store
from organizer_app.domain.clock import today
from organizer_app.domain.progress import silent
from organizer_app.importing.preview import preview
from organizer_app.jobs import members_import
from organizer_app.models import Consent, Member, Outbox
from organizer_app.services import notices

YEAR = today().year


def imported(store: Store, folder: Path, *, guardian_consent: str = "") -> members_import.Result:
    file = folder / "list.csv"
    rows = [f"Name,Birth year,Mobile\nRam Lal,{YEAR - 40},98765 43210\nChhotu Mahto,{YEAR - 16},98765 43211"]
    rows.append(f"Munni Devi,{YEAR - 18},\nSita Devi,{YEAR - 19},\nMohan Oraon,,\n")
    file.write_text("\n".join(rows), encoding="utf-8")
    seen = preview(file)
    plan = members_import.Plan(
        path=file,
        mapping=seen.mapping,
        source="register",
        consent="signed the register",
        guardian_consent=guardian_consent,
        rejects=folder / "rejects.csv",
    )
    return members_import.run(store, silent, plan=plan)


def names(store: Store) -> set[str]:
    with store.reading() as session:
        return set(session.scalars(select(Member.name)))


def test_without_it_they_go_to_the_refused_rows_with_the_reason(store: Store, tmp_path: Path) -> None:
    result = imported(store, tmp_path)
    assert names(store) == {"Ram Lal", "Sita Devi", "Mohan Oraon"}
    assert [(r.row, r.cells[0]) for r in result.refused] == [(3, "Chhotu Mahto"), (4, "Munni Devi")]
    assert all("may be under 18" in str(r) for r in result.refused)
    assert "Chhotu" in (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig")


def test_with_it_they_come_in_and_it_is_written_down_for_each(store: Store, tmp_path: Path) -> None:
    with store.transaction("notices.add") as session:
        version = notices.add(session, purpose="membership", text_en="We keep your name.").version
    imported(store, tmp_path)
    result = imported(store, tmp_path, guardian_consent="parents' evening, 4 May")
    assert (result.added, result.unchanged, result.refused) == (2, 3, [])
    with store.reading() as session:
        query = select(Member.name, Consent).join(Consent, Consent.member_id == Member.id)
        given = {name: (c.purpose, c.how, c.given_by, c.notice_version) for name, c in session.execute(query)}
        captured = session.scalars(select(Outbox).where(Outbox.tbl == "consents")).all()
    young = ("membership", "parents' evening, 4 May", "parents' evening, 4 May", version)
    grown = ("organisation", "signed the register", "", "1")
    assert given == {
        **{"Chhotu Mahto": young, "Munni Devi": young},
        **{"Ram Lal": grown, "Sita Devi": grown, "Mohan Oraon": grown},
    }
    assert {op.f["given_by"] for op in captured} == {"", "parents' evening, 4 May"}
