"""The list of verbs is there without what the verbs need."""

import subprocess
import sys

import click
import pytest

from organizer_app.cli.main import cli
from organizer_app.cli.verbs import VERBS

WIDTHS = (30, 60, 200)


@pytest.mark.parametrize(("typed", "told"), [(typed, told) for typed, _module, _name, told in VERBS])
def test_the_sentence_of_the_list_is_that_of_the_verb(typed: str, told: str) -> None:
    found = cli.get_command(click.Context(cli), typed)
    assert found is not None
    assert found.name == typed
    listed = click.Command(typed, help=told)
    assert [listed.get_short_help_str(w) for w in WIDTHS] == [found.get_short_help_str(w) for w in WIDTHS]


def test_help_lists_every_verb_and_imports_none() -> None:
    code = """
import sys
from organizer_app.cli import main
try:
    main(["--help"])
finally:
    assert not {"sqlalchemy", "reportlab", "requests"} & set(sys.modules), "a verb was imported"
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    listed = [line.split()[0] for line in done.stdout.partition("Commands:")[2].splitlines() if line.strip()]
    assert listed == sorted(typed for typed, _module, _name, _told in VERBS)


def test_an_unknown_verb_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["nosuch"])
    assert ended.value.code == 2
    assert "No such command" in capsys.readouterr().err
