"""The frame of both commands: exit codes, and one sentence in place of a traceback."""

import click
import pytest

from organizer_app import console


def ended(command: click.Command, *arguments: str) -> object:
    with pytest.raises(SystemExit) as left:
        console.run(command, list(arguments), lambda error: "{kind} at {place}".format(**console.unforeseen(error)))
    return left.value.code


def test_done_refused_and_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    @click.command()
    @click.option("--fail", is_flag=True)
    def verb(fail: bool) -> None:
        if fail:
            raise ValueError("Sita Devi, 9876543210")
        click.echo("सब ठीक")

    assert ended(verb) == 0
    assert capsys.readouterr().out == "सब ठीक\n"
    assert ended(verb, "--fail") == 1
    told = capsys.readouterr().err
    assert told.startswith("ValueError at test_console.py:")
    assert "Sita" not in told
    assert ended(verb, "--no-such") == 2
