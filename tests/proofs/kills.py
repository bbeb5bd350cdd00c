"""kill -9 at random moments of an import: the file is whole each time, and the last run completes it."""

import tempfile
from pathlib import Path

from tests.jobs.test_members_import import killed_imports
from tests.proofs.arguments import parsed, say

ROWS_A_KILL = 600  # so that the last kill still finds an import under way

if __name__ == "__main__":
    options = parsed(kills=20)
    with tempfile.TemporaryDirectory() as made:
        killed_imports(Path(made), kills=options.kills, seed=options.seed, rows=ROWS_A_KILL * options.kills)
    say(f"{options.kills} kills, nobody lost, nobody doubled")
