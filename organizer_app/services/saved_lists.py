"""Lists with a name: a filter, the words searched for, columns and sorting kept, opened, renamed and removed."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.names import fold
from organizer_app.domain.words import N_, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.models import Area, SavedList, Wing
from organizer_app.services import areas, members_list, organisation, saved_filters
from organizer_app.services.members_where import ALL, Filter
from organizer_app.services.saved_filters import NOTHING, Sought

LONGEST = 80
NEWER = N_("“{title}” was saved by a newer version of the program, with a condition that this one does not know.")
GONE_AREA = N_(
    "The place of “{title}” is not in the area list any more, so the list finds nobody: choose another place."
)
GONE_WING = N_("The wing of “{title}” is not in the list of wings any more: choose another wing.")


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved list; with words in `sought` it is in the order of a search, best first, whatever `sort` says.

    `trouble` says in one sentence why it may not find what it was saved for, "" when it does. `whole` is False when a
    condition is not understood here: then nothing is printed or taken out by this list.
    """

    id: bytes
    title: str
    chosen: Filter = ALL
    columns: tuple[str, ...] = ()
    sort: str = "name"
    descending: bool = False
    trouble: str = ""
    whole: bool = True
    sought: Sought = NOTHING


def rows(session: Session) -> tuple[Saved, ...]:
    """The lists of this district by name."""
    found = session.scalars(select(SavedList).where(SavedList.archived_at.is_(None)))
    return tuple(sorted((_saved(session, row) for row in found), key=lambda s: (fold(s.title), s.title, s.id)))


def get(session: Session, *, id: bytes) -> Saved:  # noqa: A002  # the record's own word
    """One list. Raises RuleBroken when it was removed."""
    return _saved(session, _record(session, id))


def find(session: Session, *, name: str) -> Saved:
    """The list with a name. Raises RuleBroken when there is none."""
    wanted = fold(name)
    for saved in rows(session):
        if wanted and fold(saved.title) == wanted:
            return saved
    raise RuleBroken(N_("No list is called “{name}”. “organizer-cli lists list” shows them all."), name=name)


def found(session: Session, *, saved: Saved, limit: int | None = None) -> "array[int]":
    """The local numbers of the people a list finds now, in its order: by words at most members_list.FOUND of them."""
    chosen, sought = saved.chosen, saved.sought
    if not sought.words:
        return members_list.ids(session, chosen=chosen, sort=saved.sort, descending=saved.descending, limit=limit)
    within = None if sought.everywhere or chosen.area is not None else organisation.home_area(session)
    most = members_list.FOUND if limit is None else min(limit, members_list.FOUND)
    return members_list.search(session, query=sought.words, area=within, among=chosen, limit=most)


def count(session: Session, *, saved: Saved) -> int:
    """How many people a list finds now."""
    return len(found(session, saved=saved)) if saved.sought.words else members_list.count(session, chosen=saved.chosen)


def cut(saved: Saved, people: int) -> str:
    """What is to be said of a list that found so many people: "" unless its words find more than are on it."""
    if not saved.sought.words or people < members_list.FOUND:
        return ""
    return _("Only the best {n} whom the words find are on the list. Another word or condition finds fewer.").format(
        n=group_digits(members_list.FOUND)
    )


def require_whole(saved: Saved) -> Saved:
    """The list, when all its conditions are understood. Raises RuleBroken: without one it would hold too many."""
    if not saved.whole:
        raise RuleBroken(NEWER, title=saved.title)
    return saved


def save(
    session: Session,
    *,
    title: str,
    chosen: Filter = ALL,
    sought: Sought = NOTHING,
    columns: Sequence[str] = (),
    sort: str = "name",
    descending: bool = False,
    replace: bool = False,
) -> bytes:
    """Keeps what is shown under a name; returns the list's id. Raises RuleBroken for no name or one that is taken.

    `replace` writes over the list that has the name.
    """
    title = _title(title)
    there = _named(session, title)
    if there is not None and not replace:
        raise RuleBroken(N_("There is already a list called “{title}”. Choose another name."), title=title)
    row = there or SavedList(title=title, bucket=areas.bucket_of(session, organisation.home_area(session)))
    words = " ".join(sought.words.split())
    row.chosen = saved_filters.kept(chosen, Sought(words, sought.everywhere) if words else NOTHING)
    row.columns = list(columns)
    row.sort, row.descending = sort, descending
    session.add(row)
    session.flush()
    return row.id


def rename(session: Session, *, id: bytes, title: str) -> None:  # noqa: A002  # the record's own word
    """Gives a list another name; what it finds stays, also what only a newer version understands."""
    row, title = _record(session, id), _title(title)
    other = _named(session, title)
    if other is not None and other.id != row.id:
        raise RuleBroken(N_("There is already a list called “{title}”. Choose another name."), title=title)
    row.title = title
    session.flush()


def remove(session: Session, *, id: bytes) -> str:  # noqa: A002  # the record's own word
    """Takes a list away and returns its name; the people stay. Undo brings it back."""
    row = _record(session, id)
    row.archived_at = now_ms()
    session.flush()
    return row.title


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise RuleBroken(N_("Give the list a name, for example “Booth presidents without training”."))
    if len(title) > LONGEST:
        raise RuleBroken(N_("The name is too long. Use at most {most} letters."), most=LONGEST)
    return title


def _named(session: Session, title: str) -> SavedList | None:
    found = session.scalars(select(SavedList).where(SavedList.archived_at.is_(None)))
    return next((row for row in found if fold(row.title) == fold(title)), None)


def _record(session: Session, identity: bytes) -> SavedList:
    row = session.get(SavedList, identity)
    if row is None or row.archived_at is not None:
        raise RuleBroken(N_("This list was removed meanwhile."))
    return row


def _saved(session: Session, row: SavedList) -> Saved:
    chosen, sought, unknown = saved_filters.read(row.chosen)
    trouble = ""
    if unknown:
        trouble = NEWER
    elif chosen.area is not None and not _there(session, Area, chosen.area):
        trouble = GONE_AREA
    elif chosen.wing is not None and not _there(session, Wing, chosen.wing):
        trouble = GONE_WING
    return Saved(
        id=row.id,
        title=row.title,
        chosen=chosen,
        columns=tuple(str(column) for column in row.columns or ()),
        sort=row.sort if row.sort in members_list.SORTS else "name",
        descending=row.descending,
        trouble=_(trouble).format(title=row.title),
        whole=not unknown,
        sought=sought,
    )


def _there(session: Session, model: type[Area] | type[Wing], identity: bytes) -> bool:
    found = select(model.id).where(model.id == identity, model.archived_at.is_(None))
    return session.scalar(found) is not None
