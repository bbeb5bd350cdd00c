"""The `organizer` command: opens the window. The composition is in ui/start.py, loaded after the preflight."""

import argparse
import gc
import sys
from pathlib import Path

from ui import preflight


def main(argv: list[str] | None = None) -> int:
    """Opens the window and gives the exit status; 3 when no window can open (the reason is printed)."""
    parser = argparse.ArgumentParser(prog="organizer", description="Field Organizer, the desk of a district office")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the district's data is (default: your own)")
    parser.add_argument("--made-up", action="store_true", help="open a made-up district to try things out")
    parser.add_argument("--demo", type=Path, metavar="DIR", help="save a picture of every page in DIR and end")
    parser.add_argument("--self-test", action="store_true", help="open every page once, print ok and end")
    options = parser.parse_args(argv)
    problem = preflight.check()
    if problem:
        print(problem, file=sys.stderr)
        return 3
    # After the preflight: importing Qt with a library missing ends in an ImportError.
    from ui import toolkit

    gc.disable()  # what a start makes, stays; ui/collector.py says more
    toolkit.bring()
    if options.demo is not None or options.self_test:
        from ui.pictures import show_all

        return show_all(options.demo)
    from ui.start import start

    return start(data=options.data, made_up=options.made_up)


if __name__ == "__main__":
    sys.exit(main())
