"""Who looked at whose data is only added to: triggers refuse every other change, whoever asks for it.

What comes from HQ is written as it comes. Of an erased person's name the sign may take the place.
"""

from organizer_app.domain.erased_words import SIGN
from organizer_app.models import Audit, sent_columns
from organizer_app.models.base import LOCAL_BUCKET

TEXTS = ("fields", "reason")  # in which somebody may be named
_REFUSED = "SELECT RAISE(ABORT, 'the log of access to data is only added to')"


def append_only_triggers() -> dict[str, str]:
    """The triggers by name."""
    name = Audit.__tablename__
    changed = [f'NEW."{c}" IS NOT OLD."{c}"' for c in sent_columns(Audit.__table__) if c not in TEXTS]  # type: ignore[arg-type]  # a mapped class's table is a FromClause to mypy
    changed += [f"(NEW.{c} IS NOT OLD.{c} AND instr(NEW.{c}, '{SIGN}') = 0)" for c in TEXTS]
    changed.append(f"(NEW.bucket IS NOT OLD.bucket AND OLD.bucket <> '{LOCAL_BUCKET}')")
    return {
        f"{name}_captured_no_update": f"""CREATE TRIGGER {name}_captured_no_update BEFORE UPDATE ON {name}
WHEN (SELECT applying FROM capture) = 0 AND ({" OR ".join(changed)}) BEGIN
{_REFUSED};
END""",
        f"{name}_captured_no_delete": f"""CREATE TRIGGER {name}_captured_no_delete BEFORE DELETE ON {name}
WHEN (SELECT applying FROM capture) = 0 BEGIN
{_REFUSED};
END""",
    }
