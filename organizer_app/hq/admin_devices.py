"""Verbs about laptops: enrol, devices, suspend, revoke, open-laptop, grant, audit."""

import ssl
from hashlib import sha256
from pathlib import Path

import click

from organizer_app.domain.clock import local_text
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.hq import audit as log
from organizer_app.hq import closed_laptops, enrolment, keys, scopes
from organizer_app.hq import devices as service
from organizer_app.hq.console import Run
from organizer_app.hq.hub import ACTIVE, REVOKED, SUSPENDED

_File = click.Path(path_type=Path)


@click.command()
@click.option("--area", "areas", multiple=True, help="Code of a district or a state (district:20), or hq. Repeatable.")
@click.option("--ro", "looked_at", multiple=True, help="Code of a district or state to look at alone. Repeatable.")
@click.option("--label", default="", help="Whose laptop this will be.")
@click.option("--days", default=enrolment.DAYS, show_default=True, type=click.FloatRange(0, 90, min_open=True))
@click.option("--pin-cert", type=_File, help="HQ's own certificate (PEM), when no authority signed it.")
@click.pass_obj
def enrol(
    run: Run, areas: tuple[str, ...], looked_at: tuple[str, ...], label: str, days: float, pin_cert: Path | None
) -> None:
    """Make a code with which one laptop joins, once."""
    if not areas and not looked_at:
        raise click.UsageError(_("Give --area CODE or --ro CODE."))
    with run.transaction() as connection:
        granted = scopes.merged(
            *(scopes.of_area(connection, code) for code in areas),
            *(scopes.read_only(connection, code) for code in looked_at),
        )
        made = enrolment.make_code(
            connection,
            run.keys(),
            granted=granted,
            label=label,
            now=run.now,
            who=run.who,
            days=days,
            certificate_sha256=certificate_mark(pin_cert) if pin_cert else "",
        )
    run.answer(
        {"code": made.code, "expires_at": made.expires_at, "buckets": granted},
        _("{code}\nGood for one laptop until {day}.").format(code=made.code, day=local_text(made.expires_at)),
    )


def certificate_mark(file: Path) -> str:
    """SHA-256 in hex of the first certificate of a PEM file, as a laptop sees it. Raises RuleBroken."""
    text = file.read_text("ascii", "replace")
    end = "-----END CERTIFICATE-----"
    try:
        return sha256(ssl.PEM_cert_to_DER_cert(text[text.index("-----BEGIN") : text.index(end) + len(end)])).hexdigest()
    except ValueError:
        raise RuleBroken(N_("{file} holds no certificate in PEM form."), file=file) from None


@click.command()
@click.pass_obj
def devices(run: Run) -> None:
    """Every laptop that joined."""
    with run.transaction() as connection:
        found = service.listed(connection)
    lines = (
        f"{laptop.id}  {laptop.status:<9}  {local_text(laptop.seen_at)}  {laptop.label or laptop.name}  "
        + " ".join(f"{bucket}({mode})" for bucket, mode in laptop.grants.items())
        for laptop in found
    )
    run.answer(found, "\n".join(lines) or _("No laptop has joined yet. Give one a code with “organizer-hq enrol”."))


@click.command()
@click.argument("device")
@click.option("--off", is_flag=True, help="Let it take part again.")
@click.pass_obj
def suspend(run: Run, device: str, off: bool) -> None:
    """Park what DEVICE sends, and send it nothing."""
    with run.transaction() as connection:
        laptop = service.find(connection, device)
        service.suspend(connection, laptop, now=run.now, who=run.who, resume=off)
    status = ACTIVE if off else SUSPENDED
    run.answer({"id": laptop.id, "status": status}, f"{laptop.id}  {status}")


@click.command()
@click.argument("device")
@click.option("--sign-key", type=_File, help="HQ's signing key, when it is kept off the server.")
@click.pass_obj
def revoke(run: Run, device: str, sign_key: Path | None) -> None:
    """Take everything from DEVICE, for good, by a signed order."""
    key = keys.signing(run.keys(), sign_key)
    with run.transaction() as connection:
        laptop = service.find(connection, device)
        signed = service.revoke(connection, laptop, key, now=run.now, who=run.who)
    run.answer(
        {"id": laptop.id, "status": REVOKED, "order": signed.order, "signature": signed.signature},
        f"{laptop.id}  {REVOKED}",
    )


@click.command("open-laptop")
@click.argument("folder", type=_File)
@click.pass_obj
def open_laptop(run: Run, folder: Path) -> None:
    """Let a passphrase open FOLDER, a copy of the data of a laptop that was revoked."""
    secret = run.passphrase(twice=True)
    with run.engine() as engine:
        made = closed_laptops.open_folder(engine, run.keys(), folder, secret)
        with engine.begin() as connection:
            log.write(connection, "open-laptop", now=run.now, who=run.who, device=made.device)
    run.answer(
        made,
        _("{label}: {folder} opens with this passphrase. Files with what was not sent: {count}.").format(
            label=made.label or made.device, folder=made.folder, count=len(made.unsent)
        ),
    )


@click.command()
@click.argument("device")
@click.argument("bucket")
@click.argument("mode", type=click.Choice(service.MODES))
@click.pass_obj
def grant(run: Run, device: str, bucket: str, mode: str) -> None:
    """Let DEVICE hold BUCKET: rw, ro, or none to withdraw it."""
    with run.transaction() as connection:
        laptop = service.find(connection, device)
        service.grant(connection, laptop, bucket, mode, now=run.now, who=run.who)
    run.answer({"id": laptop.id, "bucket": bucket, "mode": mode}, f"{laptop.id}  {bucket}({mode})")


@click.command()
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, 1_000_000))
@click.pass_obj
def audit(run: Run, limit: int) -> None:
    """The last acts of administrators, the newest first."""
    with run.transaction() as connection:
        found = log.entries(connection, limit=limit)
    run.answer(found, "\n".join(f"{local_text(e.at)}  {e.who}  {e.act}  {e.device}  {e.about}" for e in found))


COMMANDS = (enrol, devices, suspend, revoke, open_laptop, grant, audit)
