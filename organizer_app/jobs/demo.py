"""The main job headless: a made-up district from a roster file to a closed day, its papers, and a second laptop."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from organizer_app.db.store import Store
from organizer_app.domain.files import write_whole
from organizer_app.domain.made_up import people as made_up_people
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.jobs import data_folder, demo_sync, made_up, made_up_camps, papers
from organizer_app.services import camps, walk_ins

INVITED, WALK_INS = 200, 12
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
            Path(folder) / "data", passphrase=made_up.PASSPHRASE, operator=_("Demo"), use_keyring=False
        )
        try:
            home = _loop(created.store, out, members, seed, _Steps(demo, tell), language)
            _sync(created.store, Path(folder) / "hq", home, _Steps(demo, tell))
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


def _loop(store: Store, out: Path, members: int, seed: int, steps: _Steps, language: str) -> bytes:
    demo = steps.demo
    home = steps.do(N_("Make the district"), lambda: made_up.prepare(store))
    imported = steps.do(
        N_("Import the roster"),
        lambda: made_up.import_roster(store, folder=out, members=members, seed=seed, home=home),
    ).result
    demo.counts |= {"members": imported.added, "refused": len(imported.refused)}
    camp = steps.do(N_("Plan the camp"), lambda: made_up.plan_camp(store, area=home, seed=seed))
    demo.counts["invited"] = steps.do(
        N_("Invite"), lambda: made_up_camps.invite(store, camp, area=home, wanted=INVITED)
    )
    steps.do(N_("Freeze the list"), lambda: made_up_camps.freeze(store, camp))
    steps.do(N_("Print the sheets"), lambda: _print(store, camp, out, PAPERS, demo, language))
    steps.do(N_("Mark attendance"), lambda: made_up_camps.mark(store, camp, seed=seed))
    demo.counts["walk_ins"] = steps.do(N_("Add walk-ins"), lambda: _walk_ins(store, camp, seed))
    demo.counts["came"] = steps.do(N_("Close the day"), lambda: made_up_camps.close(store, camp))
    steps.do(N_("Print the report"), lambda: _print(store, camp, out, AFTERWARDS, demo, language))
    return home


def _sync(store: Store, folder: Path, home: bytes, steps: _Steps) -> None:
    agreed = steps.do(N_("Sync two laptops"), lambda: demo_sync.agree(store, folder=folder, home=home))
    steps.demo.counts |= {"synced_members": agreed.members, "synced_marks": agreed.marks, "sent": agreed.sent}


def _print(store: Store, camp: bytes, out: Path, wanted: tuple[str, ...], demo: Demo, language: str) -> None:
    for what in wanted:
        made = papers.make(store, papers.Order(camp=camp, what=what, language=language))
        papers.record(store, made)
        file = out / f"{what}.pdf"
        write_whole(file, made.pdf, mode=0o644)
        demo.files[what] = str(file)
        demo.counts[f"{what}_pages"] = made.pages


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
                relation=person.relation,
                gender=person.gender,
            )
    return WALK_INS
