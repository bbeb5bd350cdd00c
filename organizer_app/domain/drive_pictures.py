"""What the pictures of a drive show at a place: pace, days, the map of districts, wings by place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from organizer_app.domain.boards import Below
from organizer_app.domain.charts import Pace, Table, Tile
from organizer_app.domain.tiles import Known, Spot, placed


@dataclass(frozen=True, slots=True)
class Pictures:
    """`name` is what `days` and `districts` are of; `paces` has each thing with a goal, by name; `districts` are
    (LGD code, place), empty where no districts lie below.
    """

    name: str
    first: date
    last: date
    days: Mapping[date, int]
    paces: tuple[tuple[str, Pace], ...]
    districts: tuple[tuple[str, Below], ...]
    table: Table

    @property
    def inside(self) -> dict[date, int]:
        """The days of the drive on which something came."""
        return {day: n for day, n in self.days.items() if self.first <= day <= self.last and n}

    def tiles(self, spots: Mapping[str, Spot]) -> tuple[Tile, ...]:
        """The districts as tiles that lie as the map does."""
        return placed([Known(code, below.name, below.now) for code, below in self.districts], spots)
