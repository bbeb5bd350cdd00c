"""Verbs of people who move: transfer, died, left, expelled, returned. `--dry-run` says what would happen."""

import click

from organizer_app.cli.context import Run
from organizer_app.domain import moves as values
from organizer_app.domain.times import day as read_day
from organizer_app.services import areas, members, moves
from organizer_app.services.moves import Move

_HELP = {
    values.DIED: "Write down that people died.",
    values.LEFT: "Write down that people left the organisation.",
    values.EXPELLED: "Write down that people were expelled.",
    values.RETURNED: "Take people back who left, were expelled, or were written down as dead by mistake.",
}


@click.command()
@click.argument("refs", nargs=-1, required=True, metavar="ID…")
@click.option("--to", "code", required=True, help="The new block, booth or district, by code or name.")
@click.option("--seat", help="The new assembly seat, by code or name.")
@click.option("--on", help="The day, by default today.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@click.pass_obj
def transfer(run: Run, refs: tuple[str, ...], code: str, seat: str | None, on: str | None, dry_run: bool) -> None:
    """Move people to another block, booth or district."""
    _do(run, refs, values.TRANSFER, on, dry_run, code=code, seat=seat)


def _command(verb: str) -> click.Command:
    @click.command(verb, help=_HELP[verb])
    @click.argument("refs", nargs=-1, required=True, metavar="ID…")
    @click.option("--on", help="The day, by default today.")
    @click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
    @click.pass_obj
    def command(run: Run, refs: tuple[str, ...], on: str | None, dry_run: bool) -> None:
        _do(run, refs, verb, on, dry_run)

    return command


def _do(
    run: Run,
    refs: tuple[str, ...],
    verb: str,
    on: str | None,
    dry_run: bool,
    *,
    code: str = "",
    seat: str | None = None,
) -> None:
    day = read_day(on) if on else None
    with run.store(writing=not dry_run) as store:
        with store.reading() as session:
            people = [members.find(session, ref=ref) for ref in refs]
            area = areas.find(session, code=code).id if code else None
            seat_id = areas.find(session, code=seat, levels=("vidhan_sabha",)).id if seat else None
            move = Move(verb, day, area, seat_id)
            told = moves.consequences(session, people=people, move=move)
        if not dry_run:
            with store.transaction(f"moves.{verb}", about=", ".join(told.people[:3])) as session:
                told = moves.carry_out(session, people=people, move=move)
    lines = [line for part in values.parts(told) for line in (part.heading, *(f"  {one}" for one in part.lines))]
    run.answer(told, "\n".join(lines))


COMMANDS = (transfer, *(_command(verb) for verb in _HELP))
