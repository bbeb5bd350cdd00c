"""What every proof is told (seconds to use and a seed), and how it answers."""

import argparse
import sys

HOUR = 3_600  # acts of the monkey: what somebody does who does one thing a second


def parsed(**more: int) -> argparse.Namespace:
    """`--seconds`, `--seed`, and whole numbers with these defaults."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    for name, value in more.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser.parse_args()


def say(text: str) -> None:
    """A line for whoever runs it; the last one is the proof's answer."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
