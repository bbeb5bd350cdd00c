"""XLSX, XLS and ODS by way of calamine, with its crashes kept from the reader."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.imports import Row
from organizer_app.domain.words import N_
from organizer_app.importing.containers import Locked, TooLarge, check
from organizer_app.importing.old_workbooks import Damaged

_T = TypeVar("_T")

_DAMAGED = N_(
    "{file} is damaged and can't be read. Open it in Excel or LibreOffice, save it again, or ask for it again."
)
_LOCKED = N_("{file} is locked with a password. Open it in Excel, remove the password, save it and choose it again.")
_TOO_LARGE = N_(
    "{file} is too large to open: a cell stands far away from the list. Copy the list into a new file and choose that."
)


class Workbook:
    """An opened workbook: the names of its visible sheets, and their rows. Sheets once read stay in memory."""

    def __init__(self, path: Path) -> None:
        """Raises RuleBroken for a locked, damaged or far too large file."""
        self.path = path
        self._guarded(lambda: check(path))
        self._book: CalamineWorkbook = self._guarded(lambda: CalamineWorkbook.from_path(str(path)))
        shown = [m.name for m in self._book.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
        self.sheets = tuple(shown or self._book.sheet_names)
        self._read: dict[str, CalamineSheet] = {}

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet from its first one, numbered as the sheet shows them. Raises RuleBroken."""
        found = self._sheet(sheet)
        rows = self._guarded(found.iter_rows)
        number = 0
        while (cells := self._guarded(lambda: next(rows, None))) is not None:
            number += 1
            yield Row(number, tuple(cells))

    def height(self, sheet: str) -> int:
        """The number of the last row that holds anything."""
        end = self._sheet(sheet).end
        return 0 if end is None else end[0] + 1

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._read:
            self._read[name] = self._guarded(lambda: self._book.get_sheet_by_name(name))
        return self._read[name]

    def _guarded(self, step: Callable[[], _T]) -> _T:
        try:
            return step()
        except TooLarge:
            raise RuleBroken(_TOO_LARGE, file=self.path.name) from None
        except (PasswordError, Locked):
            raise RuleBroken(_LOCKED, file=self.path.name) from None
        except (CalamineError, Damaged, ValueError, OverflowError, OSError) as error:
            raise RuleBroken(_DAMAGED, file=self.path.name) from error
        except BaseException as error:
            # A broken file can make the Rust library panic; the panic's class is not importable by name.
            if type(error).__name__ != "PanicException":
                raise
            raise RuleBroken(_DAMAGED, file=self.path.name) from error
