"""The made-up district: a data folder with areas, a roster read from a file, and a planned camp, to play in."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from organizer_app.db.store import Store
from organizer_app.domain.areas import PACKS, state_bucket
from organizer_app.domain.clock import today
from organizer_app.domain.made_up_camp import CampPlan, camp_plan
from organizer_app.domain.made_up_places import booths
from organizer_app.domain.made_up_roster import write_roster
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.importing.preview import preview
from organizer_app.jobs import data_folder, made_up_camps, made_up_drives, members_import
from organizer_app.services import areas, camps, organisation
from organizer_app.services.camps import NewSession

PACK = "jharkhand"
HOME_DISTRICT = "Ranchi"
ORGANISATION = ("जन सहयोग संगठन", "Jan Sahyog Sangathan")
PASSPHRASE = "made-up"  # known to everybody: nothing real is in such a folder
INVITED_TODAY, LATE_TODAY, INVITED_NEXT, INVITED_BEFORE = 120, 3, 80, 60


@dataclass(frozen=True, slots=True)
class Imported:
    """What reading the made-up roster gave."""

    roster: Path
    result: members_import.Result


def prepare(store: Store) -> bytes:
    """Loads the area list, names the organisation and chooses the district. Returns the district's id."""
    data_folder.load_areas(store, path=data_folder.pack_path(PACK))
    with store.applying() as session:
        areas.load(session, lines=booths(PACK), bucket=state_bucket(PACKS[PACK]))
    with store.transaction("organisation.rename") as session:
        organisation.rename(session, name_hi=ORGANISATION[0], name_en=ORGANISATION[1])
        home = areas.find(session, code=HOME_DISTRICT, levels=("district",)).id
        organisation.set_home_area(session, area=home)
    return home


def import_roster(
    store: Store, *, folder: Path, members: int, seed: int, home: bytes, progress: Progress = silent
) -> Imported:
    """Writes a made-up roster file into `folder` and imports it like any other."""
    file = folder / f"roster-{members}.csv"
    write_roster(file, members, seed, pack=PACK)
    seen = preview(file)
    plan = members_import.Plan(
        path=file,
        mapping=seen.mapping,
        source=_("made-up district"),
        consent=_("made up: nobody was asked"),
        area=home,
        rejects=folder / f"roster-{members}-rejects.csv",
    )
    return Imported(file, members_import.run(store, progress, plan=plan, total=seen.total))


def plan_camp(store: Store, *, area: bytes, seed: int, day: date | None = None, plan: CampPlan | None = None) -> bytes:
    """Plans the made-up camp, tomorrow by default. Returns its id."""
    plan = plan or camp_plan(seed)
    on = day or today() + timedelta(days=1)
    hindi = language() == "hi"
    with store.transaction("camps.add", plan.title_hi if hindi else plan.title_en) as session:
        return camps.add(
            session,
            title=plan.title_hi if hindi else plan.title_en,
            area=area,
            from_on=on,
            to_on=on,
            venue=plan.venue_hi if hindi else plan.venue_en,
            capacity=None,
            sessions=[
                NewSession(
                    on, s.starts, s.ends, s.title_hi if hindi else s.title_en, s.trainers_hi if hindi else s.trainers_en
                )
                for s in plan.sessions
            ],
        )


def fill(store: Store, progress: Progress, *, members: int = 2_000, seed: int = 1) -> bytes:
    """Gives an empty data folder a district to play in, so that every page has something to show.

    A roster; a camp that was held and closed, one whose day was left open, one today with its first session marked
    and the second begun and some late names, one tomorrow, one next week; a drive. Returns today's camp. Raises
    Cancelled.
    """
    progress.step(0, 0, _("Making the district"))
    home = prepare(store)
    with tempfile.TemporaryDirectory(prefix="organizer-made-up-") as folder:
        import_roster(store, folder=Path(folder), members=members, seed=seed, home=home, progress=progress)
    camp = _plan_camps(store, home, progress, min(members, INVITED_TODAY), seed, _CAMPS)
    made_up_drives.begin(store, area=home, members_=members, seed=seed)
    return camp


def freshen(store: Store, progress: Progress = silent, *, seed: int = 2) -> None:
    """Plans camps for today and the next days again in a made-up district that was made some time ago."""
    with store.reading() as session:
        home = organisation.home_area(session)
        ahead = camps.rows(session, from_on=today())
    if home is not None and not ahead:
        _plan_camps(store, home, progress, INVITED_TODAY, seed, [c for c in _CAMPS if c[0] >= 0])


def _plan_camps(
    store: Store, home: bytes, progress: Progress, most: int, seed: int, planned: Sequence[tuple[int, int]]
) -> bytes:
    """Plans camps (days from today, how many are invited) as far as they have come; returns today's."""
    today_camp = b""
    for number, (days, invited) in enumerate(planned):
        progress.step(number, len(planned), _("Planning camps"))
        camp = plan_camp(store, area=home, seed=seed + number, day=today() + timedelta(days=days))
        if invited:
            made_up_camps.invite(store, camp, area=home, wanted=min(invited, most))
        if days <= 0:
            made_up_camps.freeze(store, camp)
            made_up_camps.record_print(store, camp)
            made_up_camps.mark(store, camp, seed=seed + number, sessions=1 if days == 0 else None)
        if days == _CLOSED:
            made_up_camps.close(store, camp)
        if days == 0:
            half = [s for s in range(1, min(invited, most) // 2) if s % 6]
            made_up_camps.mark_some(store, camp, session=1, serials=half)
            made_up_camps.invite(store, camp, area=home, wanted=LATE_TODAY)
            today_camp = camp
    progress.step(len(planned), len(planned))
    return today_camp


_CLOSED = -9
# Days from today, and how many are invited; the last is only planned.
_CAMPS = ((_CLOSED, INVITED_BEFORE), (-2, INVITED_BEFORE), (0, INVITED_TODAY), (1, INVITED_NEXT), (8, 0))
