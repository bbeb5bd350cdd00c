"""The file of rows that were not imported: correct it and import it again."""

import csv
import io
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import flush, sync_folder
from organizer_app.domain.imports import Refused
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d(]|$)")


def write(
    path: Path, refused: Iterable[Refused], header: tuple[str, ...] = (), *, without: Collection[int] = ()
) -> int:
    """Writes row number, reason and the cells as they were, as CSV in UTF-8 with its mark (Excel reads Hindi so).

    `without` are columns (0-based) that are never taken, such as identity numbers; they are not copied either.

    Streams into .part beside `path` and renames it at the end. A cell that Excel would run as a formula gets an
    apostrophe. Returns how many rows it wrote. Raises RuleBroken if the file can't be written; nothing is left then.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="", errors="replace") as file:
            out = csv.writer(file)
            out.writerow([_("Row"), _("Reason"), *(h for at, h in enumerate(header) if at not in without)])
            count = 0
            for row in refused:
                cells = [c for at, c in enumerate(row.cells) if at not in without]
                out.writerow([row.row, str(row), *(f"'{c}" if _FORMULA.match(c) else c for c in cells)])
                count += 1
            file.flush()
            flush(raw)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise RuleBroken(
            N_("{file} can't be written. Close it in other programs, or choose another folder."), file=path.name
        ) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return count
