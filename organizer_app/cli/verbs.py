"""The verbs of the command: where each stands, and the sentence about it. A verb's module is imported when it is asked
for: together they bring the database, the papers and the exchange with HQ, 1.2 s for a list of sentences.
"""

from importlib import import_module
from typing import Any

import click

HERE = "organizer_app.cli"
# What to type, module, name in it, first sentence of its help.
VERBS = (
    ("areas", "areas", "areas", "Area lists."),
    ("attendance", "attendance", "attendance", "Who came."),
    ("audit", "members_rights", "audit", "Who looked at or took out whose data, newest first."),
    (
        "backup",
        "data",
        "backup",
        "Write a verified backup to FILE, or into the folder chosen for backups in the window's settings.",
    ),
    (
        "brief",
        "briefs",
        "brief",
        "One page for the morning: who is behind, calls to make, today's camps and sheets, what waits to be sent.",
    ),
    ("bundle", "sync", "bundle", "Sync by file, for a laptop without a network."),
    ("camps", "camps_verbs", "camps", "Training camps, webinars, meetings."),
    ("check", "data", "check", "Check that the file is whole."),
    (
        "committees",
        "committees",
        "committees",
        "Committees: who holds the offices of a place, and how many seats each office has.",
    ),
    ("conflicts", "sync", "conflicts", "What two people changed."),
    ("demo", "demo", "demo", "From a roster file to a closed day, on a made-up district."),
    (
        "demo-data",
        "demo",
        "demo_data",
        "Fill an empty data folder with a made-up state, its roster and its planted duplicates beside it; or write a"
        " file.",
    ),
    ("directives", "directives", "directives", "What the state asks its districts for, and what they answer."),
    ("drives", "drives", "drives", "Drives: campaigns with days, goals and numbers to call."),
    ("duties", "duties", "duties", "Who is on duty: shifts of the teams."),
    (
        "groups",
        "groups_verbs",
        "groups",
        "Messaging groups that people keep: listed one by one, or how many somebody said.",
    ),
    (
        "handover",
        "handover",
        "handover",
        "Hand the laptop over: charge list, new recovery code, the giver out. Nothing of the data is lost.",
    ),
    ("init", "data", "init", "Make a new data folder."),
    (
        "join",
        "join",
        "join",
        "Join an HQ: with --hq and --code; without a line with --code, --hq-file and --request, then with --answer.",
    ),
    ("labels", "labels", "labels", "What block, booth and the other levels are called in a state."),
    ("leave", "sync", "leave", "Leave HQ. All data stays on this laptop."),
    ("lists", "lists", "lists", "Lists with a name: a filter and words that are kept, never who was found."),
    ("members", "members_verbs", "members", "The roster."),
    (
        "notice",
        "members_rights",
        "notice",
        "What people are told before they agree; with --hi or --en a new version of it.",
    ),
    ("operators", "operators", "operators", "Who works at this laptop, each with a PIN."),
    ("posts", "posts", "posts", "Offices: list, add, end, hand over, vacant."),
    ("report", "reports", "report", "The numbers of the evening, as HQ asks for them."),
    ("restore", "data", "restore", "Put the backup FILE in place of the data; the old data is moved aside."),
    ("rollups", "rollups", "rollups", "What the districts counted, those not heard of first."),
    ("sync", "sync", "sync", "Exchange with HQ: once, or again and again until stopped."),
    ("targets", "targets_verbs", "targets", "Goals of a drive: how far a place is, setting them, sharing them out."),
    ("undo", "data", "undo", "Take back the last act."),
    ("unlock", "data", "unlock", "Open with the recovery code and set a new passphrase."),
    (
        "war-room",
        "warroom",
        "war_room",
        "All districts at a glance, the silent ones first, with why; directives, and who is on duty.",
    ),
    ("wings", "wings", "wings", "Fronts, organisations, departments and cells."),
)


class Verbs(click.Group):
    """A group that imports a verb when it is asked for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return [typed for typed, _module, _name, _told in VERBS]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        for typed, module, name, _told in VERBS:
            if typed == cmd_name:
                found: Any = getattr(import_module(f"{HERE}.{module}"), name)
                return found  # type: ignore[no-any-return]  # a verb of ours
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        told = {typed: click.Command(typed, help=told) for typed, _module, _name, told in VERBS}
        click.Group(commands=told).format_commands(ctx, formatter)
