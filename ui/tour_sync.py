"""Sync once HQ is joined, with changes to decide about, and what joining brings. Nothing of it is in the data.

The page is given values as the services would give them; `as_it_is` shows again what is true.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from organizer_app.domain.clock import now_ms
from organizer_app.domain.conflicts import Conflict, Conflicted, Entry, Side
from organizer_app.domain.members import OFFERED_STATUSES, Member, status_name
from organizer_app.domain.rollups import BLOCKS, BOOTHS, AreaNumbers, DistrictNumbers
from organizer_app.domain.standing import Standing
from organizer_app.domain.sync_state import Overview, Refused, Waiting
from organizer_app.domain.words import translate as _
from organizer_app.jobs.joining import Coming
from organizer_app.services.sync_state import PARKED_WHY
from ui.shared.syncing import Outcome
from ui.sync.districts import BARS, LIST, SHOWABLE, TILES, TREE
from ui.sync.leaving import Leaving
from ui.sync.words import holds
from ui.tour_stop import Open, choose

HOUR = 3_600_000  # ms
HQ = "https://hq.example.org"
HELD = (("D339", "rw"), ("D339:up", "rw"), ("D340", "rw"), ("hq", "ro"))
NAMES = {"D339": "Ranchi", "D339:up": "Ranchi", "D340": "Saraikela Kharsawan"}
CODES = (("339", "Ranchi"), ("340", "Saraikela Kharsawan"), ("330", "Chatra"), ("0", "पूर्वी सिंहभूम"))
COUNTED = (*SHOWABLE, BLOCKS, BOOTHS)
BLOCK_NAMES = ("Kanke", "बुंडू")
VIEWS = (LIST, TILES, BARS, TREE)


def places(member: Member) -> dict[str, Open]:
    """By name. `member` is somebody whom two people changed."""
    views = {view: partial(_districts, view) for view in VIEWS}
    return {"joined": _joined, **views, "conflicts": partial(_conflicts, member), "coming": _coming, "leave": _leave}


def as_it_is(page: Any) -> None:
    """Reads anew where the laptop stands."""
    _show(page, Standing())
    page.refresh()


def _joined(page: Any) -> None:
    waiting = tuple(Waiting(table, 1_214, _ago(50), _ago(1)) for table in ("members", "attendance", "rollups"))
    _show(page, Standing(HQ, 1_214, exchanged_at=_ago(1)), waiting=waiting, unplaced=17, elsewhere=3)


def _districts(view: str, page: Any) -> None:
    _show(page, Standing(HQ, exchanged_at=_ago(1)), districts=[_district(n, *named) for n, named in enumerate(CODES)])
    choose(page.districts.views, view)


def _conflicts(member: Member, page: Any) -> None:
    error = _("HQ was not reached. Everything is saved here and goes out when the network is back.")
    changed = (("name", member.name), ("place", member.place), ("phones", "+91 90000 12345"))
    refused = Refused("", "members", member.id, member.name, changed, _(PARKED_WHY), "parked", _ago(2), "Savita Kujur")
    conflicts = tuple(_conflicted(member, number) for number in range(2))
    _show(page, Standing(HQ, 14, 2, 1, _ago(9), error), conflicts, refused=(refused,))


def _coming(page: Any) -> None:
    _show(page, Standing())
    found = Coming(HELD, 12_345, 40_128, 3_800_000, 1_214, ("D341",), 310)
    page.joining.show_coming(_nothing, (found, _held(), holds(["D341"], (), {"D341": "Khunti"})))


def _leave(page: Any) -> None:
    _joined(page)
    page.open_place("leave")


def _show(
    page: Any,
    standing: Standing,
    conflicts: tuple[Conflicted, ...] = (),
    districts: Sequence[DistrictNumbers] = (),
    **more: Any,
) -> None:
    for leaving in page.findChildren(Leaving):
        leaving.stayed.emit()
    if page.joining.coming is not None:
        page.joining.coming.refused.emit()
    page.syncing.standing = standing  # without telling: who is told reads what is in the data
    page.syncing.outcomes = [Outcome(_ago(1), 31, 212), Outcome(_ago(2), error=standing.error)] if standing.hq else []
    page.show_overview((Overview(standing, **more), _held()))
    page.show_conflicts(conflicts)
    page.districts.show_districts(districts)


def _conflicted(member: Member, number: int) -> Conflicted:
    """Two fields of somebody, then a whole edit that HQ could not place."""
    sides = [Side(text, user, _ago(ago), here) for text, user, ago, here in (
        (member.place, "Savita Kujur", 3, True), ("Sarnath", "रमेश पटेल", 2, False),
        (status_name("member"), "Savita Kujur", 3, True), (status_name("volunteer"), "रमेश पटेल", 2, False),
    )]  # fmt: skip
    statuses = tuple((code, status_name(code)) for code in OFFERED_STATUSES)
    fields = (
        Conflict(b"1", "place", "field", sides[1], sides[0], member.place, Entry("text", "Sarnath")),
        Conflict(b"2", "status", "field", sides[3], sides[2], "", Entry("choice", "volunteer", statuses)),
    )
    whole = (Conflict(b"3", "*", "out-of-scope", Side("", "", None, False), sides[1], ""),)
    return Conflicted("members", member.id, member.name, member.guardian, whole if number else fields)


def _district(number: int, code: str, name: str) -> DistrictNumbers:
    counts = {measure: 1_234 // (number + 1) + place for place, measure in enumerate(COUNTED)}
    blocks = tuple(AreaNumbers(name.encode(), name, counts) for name in BLOCK_NAMES)
    if not number:
        return DistrictNumbers(f"D{code}:up", code, name)
    return DistrictNumbers(f"D{code}:up", code, name, _ago(number), number == 2, counts, blocks)


def _held() -> list[str]:
    return holds([bucket for bucket, _mode in HELD], [bucket for bucket, mode in HELD if mode == "ro"], NAMES)


def _ago(hours: int) -> int:
    return now_ms() - hours * HOUR


def _nothing() -> None:
    pass
