"""Lists as files: what is in them, who is not, what is written down about it, and that our own import reads them."""

import csv
import gc
import io
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.audit import EXPORT
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.imports import ImportRow
from organizer_app.domain.list_columns import EVERY
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import use_language
from organizer_app.importing import rows
from organizer_app.importing.preview import preview
from organizer_app.importing.tables import open_table
from organizer_app.jobs import data_folder, exports, list_files, made_up, members_import
from organizer_app.jobs.exports import Plan
from organizer_app.models import Audit, Member
from organizer_app.services import areas, consents, history, members, members_list, posts, wings
from organizer_app.services.list_rows import Reader
from tests.conftest import District
from tests.domain.test_list_columns import NOT_IMPORTED

SITA = 'सीता, "देवी'
PEOPLE = 296  # of the 300 rows of the made-up district
KEPT = [column for column in EVERY if column not in {"office_at", *NOT_IMPORTED}]


def people(store: Store, columns: list[str] = KEPT) -> list[tuple[Any, ...]]:
    with store.reading() as session:
        numbers = members_list.ids(session)
        found = Reader(session, columns).read(numbers)
        return sorted((found[n] for n in numbers), key=str)


def log(store: Store) -> list[Audit]:
    with store.reading() as session:
        return list(session.scalars(select(Audit).order_by(Audit.at)))


def cells(path: Path) -> list[tuple[Any, ...]]:
    if path.suffix == ".csv":
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [tuple(row) for row in csv.reader(file)]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [tuple("" if value is None else value for value in row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def full(district: District) -> District:
    """The made-up district with one person of whom everything is known, in words that could go wrong."""
    store = district.store
    with store.transaction("members.edit") as session:
        number = members_list.ids(session, limit=1)[0]
        member = members_list.rows(session, numbers=[number])[0].id
        seat = areas.places(session, levels=("vidhan_sabha",))[0].id
        block = areas.places(session, under=district.home, levels=("block",))[0].id
        changes = {
            **{"name": SITA, "name_other": "Seeta Devi", "honorific": "श्रीमती", "guardian": "राम; लाल"},
            **{"relation": "guardian", "gender": "female", "birth_year": 1980, "card_no": "0012"},
            **{"phones": "98123 45678, 98765 43210, 0651 2345678", "address": "Ward 4, “Main” road", "place": "Kanke"},
            **{"seat": seat, "area": block, "notes": "=2+3", "languages": ["Hindi", "Nagpuri"]},
            **{"wings": [w.id for w in wings.rows(session)[:2]]},
        }
        members.edit(session, id=member, changes=changes)
        posts.appoint(session, member=member, title="general_secretary", area=block)
    return district


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A laptop with the same areas and wings and nobody on the roster."""
    made = data_folder.create(tmp_path / "other", passphrase="made-up", operator="Ravi", use_keyring=False)
    made_up.prepare(made.store)
    yield made.store
    made.store.close()


def test_what_is_written_is_read_again_with_all_fields(full: District, empty: Store, tmp_path: Path) -> None:
    files = {}
    for name, language in (("all.csv", "en"), ("wanted.csv", "hi"), ("all.xlsx", "hi")):
        use_language(language)
        plan = Plan(tmp_path / name, EVERY, reason="For the archive")
        assert exports.run(full.store, silent, plan=plan).people == PEOPLE
        seen = preview(plan.file)
        assert set(seen.mapping.guesses) == set(KEPT)
        read = rows.read(open_table(plan.file), seen.mapping, year=2026)
        files[name] = [row._replace(fingerprint=b"") for row in read if isinstance(row, ImportRow)]
    english, hindi, workbook = files.values()
    assert workbook == hindi
    assert [(r.relation, r.gender, r.birth_year) for r in hindi] == [
        (r.relation, r.gender, r.birth_year) for r in english
    ]
    assert {"male", "female"} <= {r.gender for r in hindi}
    done = members_import.run(empty, silent, plan=members_import.Plan(plan.file, seen.mapping, "our own file"))
    assert (done.added, [str(p) for p in done.problems], done.refused) == (PEOPLE, [], [])
    assert people(empty) == people(full.store)


@pytest.mark.parametrize("name", ["few.csv", "few.xlsx"])
def test_the_columns_of_the_screen_in_their_order(full: District, tmp_path: Path, name: str) -> None:
    with full.store.reading() as session:
        numbers = members_list.ids(session)[5:2:-1]
    plan = Plan(tmp_path / name, ("status", "name", "phone"), numbers=numbers, mask_phones=True)
    assert exports.run(full.store, silent, plan=plan).people == 3
    head, *lines = cells(plan.file)
    assert head == ("Status", "Name", "Mobile")
    with full.store.reading() as session:
        assert [line[1] for line in lines] == [m.name for m in members_list.rows(session, numbers=numbers)]
    assert all(line[2] == "" or line[2].startswith("••••••") for line in lines)


@pytest.mark.parametrize("name", ["odd.csv", "odd.xlsx"])
def test_no_cell_is_a_formula(full: District, tmp_path: Path, name: str) -> None:
    odd = ("=cmd|' /C calc'!A0", "+1", "-1", "@x", "#N/A", "plain")
    with full.store.transaction("members.edit") as session:
        numbers = members_list.ids(session)[: len(odd)]
        for row, note in zip(members_list.rows(session, numbers=numbers), odd, strict=True):
            members.edit(session, id=row.id, changes={"notes": note})
    plan = Plan(tmp_path / name, ("name", "notes"), numbers=numbers)
    exports.run(full.store, silent, plan=plan)
    if name.endswith("xlsx"):
        column = [
            cell for (cell,) in openpyxl.load_workbook(plan.file).worksheets[0].iter_rows(2, min_col=2, max_col=2)
        ]
        assert [(c.value, c.data_type) for c in column] == [(note, "s") for note in odd]
    else:
        assert [row[1] for row in cells(plan.file)[1:]] == [f"'{note}" for note in odd[:4]] + list(odd[4:])


def test_a_file_with_numbers_asks_why_and_every_file_is_written_down(full: District, tmp_path: Path) -> None:
    with_numbers = Plan(tmp_path / "list.csv", ("name", "phone2"), reason="  ")
    with pytest.raises(RuleBroken, match="Say why phone numbers leave"):
        exports.run(full.store, silent, plan=with_numbers)
    assert not with_numbers.file.exists()
    assert log(full.store) == []
    roles.use_role(roles.VIEWER)
    try:
        with pytest.raises(RuleBroken, match="With your role phone numbers stay masked"):
            exports.run(full.store, silent, plan=Plan(tmp_path / "list.csv", ("phone",), reason="Because"))
    finally:
        roles.use_role(roles.ORGANISER)
    before = _acts(full.store)
    exports.run(full.store, silent, plan=Plan(tmp_path / "list.csv", ("name", "phone"), reason="Camp of Kanke"))
    exports.run(full.store, silent, plan=Plan(tmp_path / "names.csv", ("name",)))
    first, second = log(full.store)
    assert (first.act, first.people, first.fields, first.reason, first.by) == (
        *(EXPORT, PEOPLE, "name,phone", "Camp of Kanke", "Asha"),
    )
    assert (second.fields, second.reason) == ("name", "")
    assert _acts(full.store) == before  # nothing to undo


def _acts(store: Store) -> int:
    with store.reading() as session:
        return len(history.acts(session, limit=50))


def test_contacts_hold_only_those_who_agreed_and_are_read_again(full: District, tmp_path: Path) -> None:
    plan = Plan(
        tmp_path / "list.vcf", ("name", "phone", "place", "office", "notes"), use="whatsapp", reason="Invitation"
    )
    with pytest.raises(RuleBroken, match=r"Nobody is on this list\. Left out: 296 have not agreed to it\."):
        exports.run(full.store, silent, plan=plan)
    with full.store.transaction("consents.record") as session:
        everybody = members_list.rows(session, numbers=members_list.ids(session))
        agreed = [row for row in everybody if row.name in (everybody[0].name, SITA)]
        for row in agreed:
            consents.record(session, member=row.id, purpose="organisation", channel="whatsapp")
    done = exports.run(full.store, silent, plan=plan)
    assert (done.people, done.left_out) == (2, {"not_agreed": PEOPLE - 2})
    cards = [row.cells for row in open_table(plan.file).rows()]
    assert [card[0] for card in cards] == [r.name for r in agreed]
    (sita,) = (card for card in cards if card[0] == SITA)
    assert sita[1] == "+919812345678, +919876543210, +916512345678"
    assert (sita[3], sita[7], sita[9]) == ("Kanke", "General secretary", "=2+3")
    assert b"1980" not in plan.file.read_bytes()
    newer = Plan(tmp_path / "new.vcf", plan.columns, use="whatsapp", reason="Invitation", version="4.0")
    exports.run(full.store, silent, plan=newer)
    assert [row.cells for row in open_table(newer.file).rows()] == cards
    for bad, sentence in (
        (Plan(plan.file, plan.columns, reason="x"), "choose what for"),
        (Plan(plan.file, plan.columns, use="call", mask_phones=True), "of no use"),
        (Plan(plan.file, plan.columns, use="call"), "Say why"),
        (Plan(tmp_path / "list.pdf"), r"list\.pdf: end the name with \.csv"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            exports.run(full.store, silent, plan=bad)


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list.vcf"])
def test_a_cancelled_or_failed_file_is_not_there_nor_in_the_log(
    full: District, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stop(Progress):
        def step(self, done: int, total: int = 0, text: str = "") -> None:
            if done >= 100 and "Writing" in text:
                raise Cancelled

    use = "call" if name == "list.vcf" else "office"
    if use == "call":
        _everybody_agrees(full.store)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setattr(exports, "PIECE", 50)
    plan = Plan(tmp_path / name, ("name",), use=use, reason="x")
    plan.file.write_bytes(b"old")
    with pytest.raises(Cancelled):
        exports.run(full.store, Stop(), plan=plan)
    monkeypatch.setattr(list_files.CsvFile, "finish", _full_disk)
    if name == "list.csv":
        with pytest.raises(RuleBroken, match="full"):
            exports.run(full.store, silent, plan=plan)
    assert plan.file.read_bytes() == b"old"
    assert [*tmp_path.glob("*.part"), *temporary.iterdir(), *log(full.store)] == []


@pytest.mark.parametrize("own", [False, True])
def test_rows_of_a_workbook_stand_nowhere_but_in_its_file(
    full: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    seen: set[str] = set()

    class Look(Progress):
        def step(self, done: int, total: int = 0, text: str = "") -> None:
            seen.update(path.name for folder in (temporary, out) for path in folder.iterdir())

    if own:  # what writes XML where lxml is not installed
        monkeypatch.setattr("openpyxl.worksheet._writer.xmlfile", import_module("et_xmlfile").xmlfile)
    temporary, out = tmp_path / "temporary", tmp_path / "out"
    temporary.mkdir()
    out.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setattr(exports, "PIECE", 50)
    plan = Plan(out / "list.xlsx", ("name", "status"), reason="x")
    written = exports.run(full.store, Look(), plan=plan)
    assert seen == {"list.xlsx.part"}
    assert len(cells(plan.file)) == written.people + 1


@pytest.mark.filterwarnings("error")
def test_a_disk_that_is_full_is_told_of_a_workbook_too(full: District, tmp_path: Path) -> None:
    class Full(io.RawIOBase):
        def write(self, _data: object) -> int:
            raise OSError(28, "No space left on device")

        def writable(self) -> bool:
            return True

    out: Any = io.BufferedWriter(Full(), 1_000)
    with pytest.raises(OSError, match="No space"), full.store.reading() as session:
        exports._write(session, silent, Plan(tmp_path / "list.xlsx"), "xlsx", out, members_list.ids(session))
    with suppress(OSError):
        out.close()
    gc.collect()


def _full_disk(_file: object) -> None:
    raise OSError(28, "No space left on device")


def _everybody_agrees(store: Store) -> None:
    with store.transaction("consents.record") as session:
        for identity in session.scalars(select(Member.id)):
            consents.record(session, member=identity, purpose="organisation", channel="call")
