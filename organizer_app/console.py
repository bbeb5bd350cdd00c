"""The frame of both commands: streams that take Hindi, exit codes, and errors as one sentence."""

import sys
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

import click


def run(command: click.Command, arguments: list[str] | None, sentence: Callable[[Exception], str]) -> None:
    """Runs a command and exits: 0 done, 1 refused with one sentence on stderr, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # Hindi must reach a pipe whatever the console's own encoding is
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = command.main(arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Exception as error:  # a person must never see a traceback
        click.echo(sentence(error), err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def unforeseen(error: Exception) -> dict[str, str]:
    """Kind and place of an error nobody foresaw; not its text, which may repeat a name or a number."""
    *_outer, place = traceback.extract_tb(error.__traceback__)
    return {"kind": type(error).__name__, "place": f"{Path(place.filename).name}:{place.lineno}"}
