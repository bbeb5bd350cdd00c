"""Where each district stands in a grid of tiles that lies as the map does: our own layout, no map's drawing."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, sqrt
from typing import NamedTuple

from organizer_app.domain.charts import Tile
from organizer_app.domain.rollups import DistrictNumbers

GAP = 1  # empty columns between two states


class Spot(NamedTuple):
    """The place of a district: its state (LGD code), column from the west, row from the north."""

    state: str
    column: int
    row: int


def read(lines: Iterable[str]) -> dict[str, Spot]:
    """The spots by LGD district code, from CSV with state, code, column and row."""
    return {row["code"]: Spot(row["state"], int(row["column"]), int(row["row"])) for row in csv.DictReader(lines)}


class Known(NamedTuple):
    """A district by LGD code with a number; None where nothing is known."""

    code: str
    name: str
    value: int | None


def tiles(districts: Sequence[DistrictNumbers], measure: str, spots: Mapping[str, Spot]) -> tuple[Tile, ...]:
    """A tile for each district with one of the numbers that it counted."""
    return placed([Known(d.code, d.name, _value(d, measure)) for d in districts], spots)


def placed(districts: Sequence[Known], spots: Mapping[str, Spot]) -> tuple[Tile, ...]:
    """A tile for each district: states from west to east as their districts lie, then those of no known place."""
    known = [d for d in districts if d.code in spots]
    lost = sorted((d for d in districts if d.code not in spots), key=lambda d: d.name)
    starts: dict[str, int] = {}
    after = 0
    for state in sorted({spots[d.code].state for d in known}, reverse=True):  # Chhattisgarh lies west of Jharkhand
        starts[state] = after
        after += 1 + max(spots[d.code].column for d in known if spots[d.code].state == state) + GAP
    found = [
        Tile(d.code, d.name, starts[spots[d.code].state] + spots[d.code].column, spots[d.code].row, d.value)
        for d in known
    ]
    wide = max(1, ceil(sqrt(len(lost))))
    found += [Tile(d.code, d.name, after + n % wide, n // wide, d.value) for n, d in enumerate(lost)]
    return tuple(sorted(found, key=lambda tile: (tile.row, tile.column)))


def _value(district: DistrictNumbers, measure: str) -> int | None:
    return district.counts.get(measure, 0) if district.counts else None
