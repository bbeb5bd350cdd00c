"""Every bench, written to docs/benchmarks.md. Exit status 1 when one is slower than owed or could not be measured.

python -m tests.bench            all of them, half an hour on two cores
python -m tests.bench sheet gap  only these; their rows in the document are replaced
"""

import importlib
import os
import platform
import re
import sys
import time
from pathlib import Path

from organizer_app.domain.clock import today

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "docs" / "benchmarks.md"
HEAD = ("What", "Ours", "Peer or limit", "Ratio", "Owed")
Row = tuple[str, str, str, str, str]


def main(wanted: list[str]) -> int:
    """Runs the benches asked for, or all."""
    names = [p.stem for p in sorted(Path(__file__).parent.glob("bench_*.py"))]
    rows: list[Row] = []
    broken: list[str] = []
    for name in names:
        if wanted and name.removeprefix("bench_") not in wanted:
            continue
        began = time.perf_counter()
        try:
            found: list[Row] = importlib.import_module(f"tests.bench.{name}").rows()
        except Exception as error:  # the others are still measured
            print(f"{name} could not be measured: {error}", flush=True)
            broken.append(name)
            continue
        for row in found:
            print(" | ".join(row), "" if held(row) else "  <-- slower than owed", flush=True)
        print(f"  {name} took {time.perf_counter() - began:.0f} s", flush=True)
        rows += found
    if not broken:
        DOCUMENT.write_text(document(replaced(DOCUMENT, rows) if wanted else rows), encoding="utf-8")
    return 0 if rows and not broken and all(held(row) for row in rows) else 1


def replaced(path: Path, new: list[Row]) -> list[Row]:
    """The rows of the document with new ones in the place of those of the same name, or at the end."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]
    cells = [line[2:-2].split(" | ") for line in lines]
    before: dict[str, Row] = {what: (what, ours, peer, ratio, owed) for what, ours, peer, ratio, owed in cells}
    return list((before | {row[0]: row for row in new}).values())


def held(row: Row) -> bool:
    """True when the ratio keeps what is owed; a row that owes nothing is only shown."""
    owed, ratio = (re.match(r"[\d.]+", text) for text in (row[4], row[3]))
    return owed is None or ratio is None or float(ratio[0]) <= float(owed[0])


def document(rows: list[Row]) -> str:
    """The page: how it was measured, and the table."""
    lines = [
        "# Speed",
        "",
        "Made by `make bench` (`python -m tests.bench`); don't edit by hand. Machines differ, so what counts is the",
        "ratio of two things measured in one run, and each number is the median of three runs or more. “Owed” is the",
        "highest ratio that is accepted. Times are CPU seconds of the process where it says CPU, else by the clock.",
        "",
        f"{today().isoformat()}, {os.cpu_count()} cores, {platform.machine()}, {platform.system()},",
        f"{platform.python_implementation()} {platform.python_version()}.",
        "",
        f"| {' | '.join(HEAD)} |",
        f"|{'|'.join(' --- ' for _ in HEAD)}|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
