"""The whole loop from roster to closed day, with other people each time: its numbers agree and every paper is a PDF."""

import random
import tempfile
import time
from pathlib import Path

import pypdfium2

from organizer_app.domain.words import LANGUAGES, in_language
from organizer_app.jobs import demo
from tests.proofs.arguments import parsed, say


def loop(folder: Path, seed: int) -> None:
    """One loop. Raises AssertionError with the seed in a note."""
    chance = random.Random(seed)
    language, members = chance.choice(LANGUAGES), chance.choice((1, 25, 120, 260, 400))
    with in_language(language):
        result = demo.run(out=folder, members=members, seed=seed, tell=lambda *_step: None, language=language)
    counts = result.counts
    assert counts["members"] + counts["refused"] <= members
    assert counts["invited"] == min(counts["members"], demo.INVITED), counts
    assert demo.WALK_INS <= counts["came"] <= counts["invited"] + counts["walk_ins"], counts
    assert set(result.files) == {*demo.PAPERS, *demo.AFTERWARDS}
    for what, file in result.files.items():
        document = pypdfium2.PdfDocument(file)
        assert len(document) == counts[f"{what}_pages"], what
        document.close()


if __name__ == "__main__":
    options = parsed()
    ends, number = time.monotonic() + options.seconds, 0
    while number == 0 or time.monotonic() < ends:
        seed = options.seed + 7919 * number
        with tempfile.TemporaryDirectory() as made:
            try:
                loop(Path(made), seed)
            except BaseException:
                say(f"seed {seed}")
                raise
        number += 1
    say(f"{number} camps, every day closed with paper and database agreeing")
