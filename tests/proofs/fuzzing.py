"""Damaged files of every kind, for as long as there is time: rows or one sentence, never anything else."""

import tempfile
from importlib import resources
from pathlib import Path

from organizer_app.importing import area_lists
from tests.importing import fuzz, test_area_lists, test_polling_stations
from tests.proofs.arguments import parsed, say

if __name__ == "__main__":
    options = parsed()
    known = area_lists.read(Path(str(resources.files("resources") / "areas" / "jharkhand.csv"))).lines
    with tempfile.TemporaryDirectory() as made:
        rosters = fuzz.fuzz(0.6 * options.seconds, options.seed)
        areas = test_area_lists.fuzz(Path(made), 0.2 * options.seconds, options.seed)
        booths = test_polling_stations.fuzz(Path(made), 0.2 * options.seconds, options.seed, known)
    if min(rosters, areas, booths) < options.seconds:  # a fuzz that reads nothing proves nothing
        raise SystemExit(f"too few files were tried: {rosters} rosters, {areas} area lists, {booths} booth lists")
    say(f"{rosters} rosters, {areas} area lists, {booths} polling-station lists")
