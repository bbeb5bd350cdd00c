"""Wings as values: one line of a template and one row of a list."""

from dataclasses import dataclass

from organizer_app.domain.words import language

KINDS = ("front", "organisation", "department", "cell")


@dataclass(frozen=True, slots=True)
class WingLine:
    """A wing of a template; `parent` is another line's code or empty; `on_paper` off for a community's wing."""

    kind: str
    code: str
    name_hi: str
    name_en: str
    parent: str = ""
    order: int = 0
    on_paper: bool = True


@dataclass(frozen=True, slots=True)
class WingRow:
    """A wing as pickers show it."""

    id: bytes
    kind: str
    code: str
    name_hi: str
    name_en: str
    parent_id: bytes | None = None

    @property
    def name(self) -> str:
        return (self.name_hi or self.name_en) if language() == "hi" else (self.name_en or self.name_hi)
