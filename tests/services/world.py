"""A small district to test services on: three blocks, six booths, two assemblies, four wings, thirty people."""

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from organizer_app.db.store import Store
from organizer_app.domain.areas import AreaLine, area_id
from organizer_app.domain.wings import WingLine
from organizer_app.models import Member
from organizer_app.services import areas, attendance, camps, history, invitations, members, sheets, wings

DAY, NEXT_DAY = date(2030, 12, 14), date(2030, 12, 15)  # after every clock a test runs by, so sheets circulate
STATE, DISTRICT, OTHER_DISTRICT = area_id("state", "20"), area_id("district", "339"), area_id("district", "341")
KANKE, NAMKUM, KHUNTI = (area_id("block", code) for code in ("1", "2", "3"))
ASSEMBLY = area_id("vidhan_sabha", "S27-063")
YOUTH, WOMEN, SC, IT = (wings.wing_id(code) for code in ("youth", "women", "sc", "it"))
NAMES = (
    *("राम लाल महतो", "सीता देवी", "Mohan Oraon", "गीता कुमारी", "अनिल मुंडा", "Sunita Devi", "राजेश साहू", "Ravi Singh"),
    *("मीना टोप्पो", "सुरेश यादव"),
)


def _area_lines() -> list[AreaLine]:
    lines = [
        AreaLine("state", "20", "Jharkhand", "झारखंड", state_code="20"),
        AreaLine("district", "339", "Ranchi", "रांची", "state", "20"),
        AreaLine("district", "341", "Khunti", "खूंटी", "state", "20"),
        AreaLine("lok_sabha", "S27-08", "Ranchi", "रांची", "", "", "state", "20"),
        AreaLine("vidhan_sabha", "S27-063", "Ranchi", "रांची", "", "", "lok_sabha", "S27-08", "339"),
        AreaLine("vidhan_sabha", "S27-065", "Kanke", "कांके", "", "", "lok_sabha", "S27-08", "339"),
        AreaLine("block", "1", "Kanke", "कांके", "district", "339"),
        AreaLine("block", "2", "Namkum", "नामकुम", "district", "339"),
        AreaLine("block", "3", "Khunti", "खूंटी", "district", "341"),
    ]
    for number in range(1, 7):
        code = f"S27-063-{number:04}"
        name, block = (f"School {number}", f"विद्यालय {number}"), str((number + 1) // 2)
        lines.append(AreaLine("booth", code, *name, "block", block, "vidhan_sabha", "S27-063"))
    return lines


WINGS = (
    WingLine("front", "youth", "युवा मोर्चा", "Youth front", order=10),
    WingLine("front", "women", "महिला मोर्चा", "Women's front", order=20),
    WingLine("front", "sc", "अनुसूचित जाति मोर्चा", "SC front", order=30),
    WingLine("cell", "it", "आईटी सेल", "IT cell", order=40),
)


@dataclass
class World:
    """The open store and who lives there; `do` is one act, `read` one look."""

    store: Store
    people: list[bytes] = field(default_factory=list)

    def do(self, verb: Callable[..., Any], **given: Any) -> Any:
        with self.store.transaction(f"{verb.__module__.rsplit('.', 1)[1]}.{verb.__name__}") as session:
            return verb(session, **given)

    def read(self, noun: Callable[..., Any], **asked: Any) -> Any:
        with self.store.reading() as session:
            return noun(session, **asked)

    def last_tx(self) -> int:
        return int(self.read(history.acts, limit=1)[0].tx)

    def undo(self, tx: int | None = None) -> Any:
        return self.do(history.undo, tx=self.last_tx() if tx is None else tx)

    def member(self, identity: bytes) -> Member:
        with self.store.reading() as session:
            return members.record(session, identity)

    def reopen(self, operator: str | None = None) -> None:
        """As after a restart, or as somebody else at the same laptop."""
        folder, key, name = self.store.folder, self.store.key, self.store.operator
        self.store.close()
        self.store = Store(folder, key, operator=operator or name)

    # what most tests begin with
    def camp(self, *, days: tuple[date, ...] = (DAY,), sessions: int = 2, **fields: Any) -> bytes:
        plan = [
            camps.NewSession(day, f"{9 + 2 * i:02}:00", f"{10 + 2 * i:02}:30", f"{day.day}/{i + 1}", ("Asha Devi",))
            for day in days
            for i in range(sessions)
        ]
        fields = {"title": "प्रशिक्षण", "area": DISTRICT, "from_on": days[0], "to_on": days[-1], **fields}
        identity: bytes = self.do(camps.add, sessions=plan, **fields)
        return identity

    def frozen(self, *, people: int = 10, **fields: Any) -> bytes:
        camp = self.camp(**fields)
        self.do(invitations.invite, camp=camp, area=DISTRICT, wanted=people)
        self.do(sheets.freeze, camp=camp)
        return camp

    def session(self, camp: bytes, number: int = 1) -> bytes:
        identity: bytes = self.read(camps.sessions, camp=camp)[number - 1].id
        return identity

    def marks(self, camp: bytes, number: int = 1) -> dict[int, str]:
        """Serial -> mark in one session."""
        of = self.session(camp, number)
        return {line.serial: line.marks[of] for line in self.read(attendance.lines, camp=camp) if of in line.marks}

    def sheet(self, camp: bytes) -> bytes:
        return bytes(self.read(sheets.latest, camp=camp)[0].id)


class Template:
    """The world made once; every test begins with its file as it was.

    One store serves all tests, because SQLAlchemy prepares each statement once for each engine.
    """

    def __init__(self, folder: Path) -> None:
        self.kept, self.folder = folder / "kept", folder / "open"
        self.folder.mkdir()
        self.store = store = Store(self.folder, secrets.token_bytes(32), operator="Asha")
        with store.applying() as session:
            areas.load(session, lines=_area_lines(), bucket="state:20")
            wings.load(session, lines=WINGS)
        self.people: list[bytes] = []
        with store.transaction("members.add") as session:
            for number in range(30):
                new = members.New(
                    name=f"{NAMES[number % 10]} {number}" if number >= 10 else NAMES[number],
                    guardian="शिव महतो",
                    relation="father",
                    gender=("male", "female", "", "other")[number % 4],
                    phones=f"98123 45{number:03}",
                    place="हरिपुर",
                    area=area_id("booth", f"S27-063-{number % 4 + 1:04}"),
                    wings=(YOUTH,) if number % 3 == 0 else (SC,) if number % 3 == 1 else (),
                )
                self.people.append(members.add(session, new=new))
        store.close()
        shutil.copytree(self.folder, self.kept)

    def fresh(self) -> World:
        """The district as it was made, open by Asha; what the test before did is gone."""
        self.store.close()
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)
        return World(self.store, list(self.people))
