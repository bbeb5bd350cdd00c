"""Verbs of camps above a district: which districts are asked for how many, and from which laptop a camp is run."""

import click

from organizer_app.cli.context import Run
from organizer_app.domain.camps import Camp, origin_name
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_, days_text, group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services import areas, camp_withdrawals, shared_camps
from organizer_app.services import camps as service

MOST = 1_000_000


def asked_numbers(texts: tuple[str, ...]) -> dict[str, int | None]:
    """339=30 or "339", as given for each district: code -> how many people, None for no number."""
    found: dict[str, int | None] = {}
    for text in texts:
        code, sign, number = (part.strip() for part in text.partition("="))
        if not code or (sign and not (number.isdecimal() and 1 <= int(number) <= MOST)):
            raise RuleBroken(
                N_("“{text}”: write the district's code and how many people, for example 339=30."), text=text
            )
        found[code] = int(number) if sign else None
    return found


def camp_line(camp: Camp) -> str:
    """A camp in one line, with where it comes from when it is not run here."""
    line = f"{camp.id.hex()}  {days_text(camp.from_on, camp.to_on)}  {camp.title}  ({camp.invited})"
    return line if camp.runs_here else f"{line}  {origin_name(camp)}"


@click.command()
@click.argument("camp")
@click.argument("districts", nargs=-1, required=True, metavar="CODE[=N]...")
@click.option("--withdraw", is_flag=True, help="Ask these districts no more; their people leave the list.")
@click.pass_obj
def ask(run: Run, camp: str, districts: tuple[str, ...], *, withdraw: bool) -> None:
    """Ask districts for people to a camp above them: 339=30, or 339 for no number."""
    wanted = asked_numbers(districts)
    if withdraw:
        _withdraw(run, camp, wanted)
        return
    with run.store(writing=True) as store, store.transaction("camps.ask") as session:
        found = service.find(session, ref=camp)
        for code, number in wanted.items():
            district = areas.find(session, code=code, levels=("district",)).id
            shared_camps.ask(session, camp=found, districts=[district], wanted=number)
        session.flush()
        answer = shared_camps.asked(session, camp=found)
    run.answer({"districts": answer}, "\n".join(f"{a.name}: {a.invited}/{a.wanted or '∞'}" for a in answer))


def _withdraw(run: Run, camp: str, wanted: dict[str, int | None]) -> None:
    removed = 0
    with run.store(writing=True) as store, store.transaction("camps.withdraw") as session:
        found = service.find(session, ref=camp)
        for code in wanted:
            district = areas.find(session, code=code, levels=("district",)).id
            removed += camp_withdrawals.withdraw(session, camp=found, district=district, now=now_ms())
        session.flush()
        answer = shared_camps.asked(session, camp=found)
    said = _("The districts are asked no more. Taken off the list: {n}.").format(n=group_digits(removed))
    run.answer({"removed": removed, "districts": answer}, said)


@click.command("take-over")
@click.argument("camp")
@click.pass_obj
def take_over(run: Run, camp: str) -> None:
    """Run a camp above a district from this laptop, when the other one broke."""
    with run.store(writing=True) as store, store.transaction("camps.take_over") as session:
        found = service.find(session, ref=camp)
        shared_camps.take_over(session, camp=found)
    run.answer({"camp": found}, _("This camp is run from this laptop now."))
