"""The main job headless: a made-up district from a roster file to a closed day, with its papers saved."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TypeVar

from organizer_app.db.store import Store
from organizer_app.domain.attendance import ABSENT, CAME, LATE, PRESENT
from organizer_app.domain.files import write_whole
from organizer_app.domain.made_up import people as made_up_people
from organizer_app.domain.ranges import text_of
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.jobs import data_folder, made_up, papers
from organizer_app.services import attendance, camps, day_closes, invitations, sheets, walk_ins

INVITED, WALK_INS, CAME_OF_100, LATE_OF_100 = 200, 12, 85, 4
PASSPHRASE = "made-up"  # the folder is thrown away; nothing real is in it
PAPERS = ("sheet", "desk", "badges", "invitation", "agenda", "kitchen", "materials", "travel", "shop", "fit")
AFTERWARDS = ("report", "certificates")


@dataclass(slots=True)
class Demo:
    """What the demo did: seconds a step, files by paper, and the counts that must agree."""

    seconds: dict[str, float] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


T = TypeVar("T")
Tell = Callable[[str, float], None]


def run(*, out: Path, members: int = 2_000, seed: int = 1, tell: Tell, language: str = "hi") -> Demo:
    """Runs the whole loop in a throw-away folder and saves the PDFs into `out`.

    `tell` hears each step and its seconds.
    """
    out.mkdir(parents=True, exist_ok=True)
    demo = Demo()
    with tempfile.TemporaryDirectory(prefix="organizer-demo-") as folder:
        created = data_folder.create(
            Path(folder) / "data", passphrase=PASSPHRASE, operator=_("Demo"), use_keyring=False
        )
        try:
            _loop(created.store, out, members, seed, _Steps(demo, tell), language)
        finally:
            created.store.close()
    return demo


class _Steps:
    """Times each step of the demo and tells it."""

    def __init__(self, demo: Demo, tell: Tell) -> None:
        self.demo, self._tell = demo, tell

    def do(self, name: str, work: Callable[[], T]) -> T:
        start = perf_counter()
        result = work()
        self.demo.seconds[name] = round(perf_counter() - start, 3)
        self._tell(_(name), self.demo.seconds[name])
        return result


def _loop(store: Store, out: Path, members: int, seed: int, steps: _Steps, language: str) -> None:
    demo = steps.demo
    home = steps.do(N_("Make the district"), lambda: made_up.prepare(store))
    imported = steps.do(
        N_("Import the roster"),
        lambda: made_up.import_roster(store, folder=out, members=members, seed=seed, home=home),
    ).result
    demo.counts |= {"members": imported.added, "refused": len(imported.refused)}
    camp = steps.do(N_("Plan the camp"), lambda: made_up.plan_camp(store, area=home, seed=seed))
    demo.counts["invited"] = steps.do(N_("Invite"), lambda: _invite(store, camp, home))
    steps.do(N_("Freeze the list"), lambda: _freeze(store, camp))
    steps.do(N_("Print the sheets"), lambda: _print(store, camp, out, PAPERS, demo, language))
    steps.do(N_("Mark attendance"), lambda: _mark(store, camp, seed))
    demo.counts["walk_ins"] = steps.do(N_("Add walk-ins"), lambda: _walk_ins(store, camp, seed))
    demo.counts["came"] = steps.do(N_("Close the day"), lambda: _close(store, camp))
    steps.do(N_("Print the report"), lambda: _print(store, camp, out, AFTERWARDS, demo, language))


def _invite(store: Store, camp: bytes, home: bytes) -> int:
    with store.transaction("invitations.invite") as session:
        return invitations.invite(session, camp=camp, area=home, wanted=INVITED).added


def _freeze(store: Store, camp: bytes) -> None:
    with store.transaction("sheets.freeze") as session:
        sheets.freeze(session, camp=camp)


def _print(store: Store, camp: bytes, out: Path, wanted: tuple[str, ...], demo: Demo, language: str) -> None:
    for what in wanted:
        made = papers.make(store, papers.Order(camp=camp, what=what, language=language))
        file = out / f"{what}.pdf"
        write_whole(file, made.pdf, mode=0o644)
        demo.files[what] = str(file)
        demo.counts[f"{what}_pages"] = made.pages


def _mark(store: Store, camp: bytes, seed: int) -> None:
    """Marks each session the way a desk does: who came late, who is absent, then everybody else as present."""
    random = Random(seed)
    with store.reading() as session:
        planned = camps.sessions(session, camp=camp)
        serials = sorted(sheets.serials(session, camp=camp).values())
    absent = {s for s in serials if random.random() * 100 >= CAME_OF_100}
    for s in planned:
        gone = sorted(absent | {n for n in serials if random.random() < 0.02})
        late = [n for n in serials if n not in gone and random.random() * 100 < LATE_OF_100]
        with store.transaction("attendance.mark", f"{s.title}: {text_of(gone)}") as session:
            attendance.mark(session, session_id=s.id, serials=gone, as_=ABSENT)
            attendance.mark(session, session_id=s.id, serials=late, as_=LATE)
            attendance.mark_rest(session, session_id=s.id, as_=PRESENT)


def _walk_ins(store: Store, camp: bytes, seed: int) -> int:
    with store.reading() as session:
        ids = [s.id for s in camps.sessions(session, camp=camp)]
    for person in made_up_people(WALK_INS, seed + 1):
        with store.transaction("walk_ins.add", person.name) as session:
            walk_ins.add(
                session,
                camp=camp,
                session_ids=ids,
                name=person.name,
                phone=" ".join(person.phones[:1]),
                guardian=person.guardian,
                gender=person.gender,
            )
    return WALK_INS


def _close(store: Store, camp: bytes) -> int:
    """Counts the signatures on every page as a person would, and closes the day when they agree."""
    with store.reading() as session:
        day: date = camps.get(session, camp=camp).from_on
        planned = camps.sessions(session, camp=camp)
        lines = attendance.lines(session, camp=camp)
    with store.transaction("sheets.record_count") as session:
        for sheet in sheets.latest(session, camp=camp):
            rows, pages = sheets.page_rows(sheet), sheets.page_count(sheet)
            for page in range(1, pages + 1):
                sheets.record_return(session, sheet=sheet.id, page=page, day=day.isoformat())
                on_page = [line for line in lines if min((line.serial - 1) // rows + 1, pages) == page]
                for s in planned:
                    if s.id.hex() in sheet.sessions:
                        signed = sum(line.marks.get(s.id) in CAME for line in on_page)
                        sheets.record_count(session, sheet=sheet.id, page=page, session_id=s.id, signed=signed)
    with store.transaction("day_closes.close") as session:
        return day_closes.close(session, camp=camp, day=day).came
