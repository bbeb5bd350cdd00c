"""What this person chose on this computer (language, theme, name), saved the moment it changes; and who sits there."""

from dataclasses import replace
from typing import TYPE_CHECKING

from organizer_app.domain import roles
from organizer_app.settings import Language, Settings, Theme, operator_name, save

if TYPE_CHECKING:
    from organizer_app.jobs.seats import Seat


class Choices:
    """The settings in force. Saving raises RuleBroken when the settings file can't be written."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.seat: Seat | None = None  # where several people work at this laptop
        roles.use_role(settings.role)

    @property
    def operator(self) -> str:
        """The name under which this person works."""
        return self.seat.name if self.seat is not None else operator_name(self.settings)

    @property
    def called(self) -> str:
        """The name to greet with; empty for one that only the system knows."""
        return self.seat.name if self.seat is not None else self.settings.operator

    def sit(self, seat: "Seat | None") -> None:
        """Who sits there from now on; None: one person alone, in the role of this laptop."""
        self.seat = seat
        if seat is None:
            roles.use_role(self.settings.role)

    def use_language(self, code: Language) -> None:
        """Remembers the language."""
        self._save(replace(self.settings, language=code))

    def use_theme(self, theme: Theme) -> None:
        """Remembers light, dark, or as the system has it."""
        self._save(replace(self.settings, theme=theme))

    def use_operator(self, name: str) -> None:
        """Remembers the name; empty for the one the system knows."""
        self._save(replace(self.settings, operator=name.strip()))

    def use_role(self, code: str) -> None:
        """Remembers the role of this laptop; it is in force at once."""
        self._save(replace(self.settings, role=code))
        roles.use_role(code)

    def _save(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = save(settings)
