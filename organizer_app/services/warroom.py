"""The war room: what every district sent, in one look; on a district's laptop what the state asks of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from organizer_app.domain.areas import area_id
from organizer_app.domain.boards import Below, Drive, What
from organizer_app.domain.clock import local_day
from organizer_app.domain.directives import Directive
from organizer_app.domain.duties import Duty
from organizer_app.domain.rollups import COUNTED, DistrictNumbers
from organizer_app.domain.warroom import District, Heard, Room, why_silent
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import (
    areas,
    boards,
    directives,
    drives,
    duties,
    organisation,
    rollups,
    sync_state,
    tallies_kept,
    targets,
)
from organizer_app.services.reach import reach

DISTRICT = "district"


def room(session: Session, *, now: int) -> Room:
    """Everything at an instant of this laptop's clock (ms UTC). Reads what was counted last."""
    day = local_day(now)
    found = rollups.districts(session, now=now)
    given, shifts = directives.rows(session), duties.rows(session, now=now)
    standing = sync_state.standing(session)
    drive = drives.current(session, day=day)
    home = organisation.home_area(session)
    area = drive.area if drive is not None else home
    board = boards.board(session, drive=drive.id, area=drive.area, day=day) if drive is not None else None
    whats = tuple((one.what, one.name) for one in board.standings if not one.what.wing) if board is not None else ()
    ids = [area_id(DISTRICT, one.code) for one in found]
    figures = _figures(session, drive, ids, [what for what, _name in whats], day) if drive is not None else {}
    return Room(
        now=now,
        area=area,
        area_name=board.area_name if board is not None else (areas.get(session, id=home).name if home else ""),
        heard=Heard(standing.exchanged_at, standing.error),
        drive=drive,
        whats=whats,
        totals=tuple(one for one in board.standings if not one.what.wing) if board is not None else (),
        counted_at=tallies_kept.counted_at(session),
        districts=_districts(found, figures, given, shifts, now),
        directives=given,
        duties=shifts,
        gives=directives.may_give(session),
        keeps=duties.own_bucket(session) != LOCAL_BUCKET,
        answers=any(answer.own for one in given for answer in one.answers) or bool(reach(session).homes),
    )


def _districts(
    found: Sequence[DistrictNumbers],
    figures: Mapping[bytes, tuple[Below | None, ...]],
    given: Collection[Directive],
    shifts: Collection[Duty],
    now: int,
) -> tuple[District, ...]:
    waiting: dict[str, int] = defaultdict(int)
    for one in given:
        for answer in one.waits(now):
            waiting[answer.bucket] += 1
    made = []
    for sent in found:
        area = area_id(DISTRICT, sent.code)
        made.append(
            District(
                bucket=sent.bucket,
                code=sent.code,
                area=area,
                name=sent.name,
                as_of=sent.as_of,
                silent=sent.silent,
                why=why_silent(sent.as_of, sent.counts.get(COUNTED)) if sent.silent else "",
                counts={measure: n for measure, n in sent.counts.items() if measure != COUNTED},
                figures=figures.get(area, ()),
                blocks=sent.blocks,
                on_duty=tuple(one for one in shifts if one.bucket == sent.bucket and one.is_now(now)),
                waiting=waiting[sent.bucket],
            )
        )
    return tuple(made)


def _figures(
    session: Session, drive: Drive, ids: Sequence[bytes], whats: Sequence[What], day: date
) -> dict[bytes, tuple[Below | None, ...]]:
    """How far each district is with each thing."""
    places = areas.by_id(session, ids)
    goals = targets.standing(session, drive=drive.id, areas_=ids)
    by_what = [tallies_kept.at_areas(session, areas=ids, what=what.counted, drive=drive.id) for what in whats]
    found: dict[bytes, tuple[Below | None, ...]] = {}
    for area in ids:
        place = places.get(area)
        if place is None:
            continue
        line = []
        for what, counted in zip(whats, by_what, strict=True):
            how = boards.standing(drive, what, goals.get(area, {}).get(what), counted.get(area, {}), day)
            line.append(Below(area, place.name, place.level, how.now, how.goal, how.due))
        found[area] = tuple(line)
    return found
