"""What became of every edit: the ledger of the simulation against HQ's log, heads and conflicts."""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from organizer_app.hq.erasing import TOLD
from organizer_app.models import Base
from organizer_app.models.base import Policy, policy
from tests.simulation.edits import REFUSED, token
from tests.simulation.failed import Failed
from tests.simulation.knowing import Knowing
from tests.simulation.laptop import Edit

if TYPE_CHECKING:
    from tests.simulation.world import World

TRANSIT = 6_000  # milliseconds that an exchange may take: by so much two edits' order may be mistaken
Record = tuple[str, str]


@dataclass(frozen=True)
class Logged:
    """One op in HQ's log. `past`: its fields whose value, HQ found, somebody who knew it had replaced."""

    op_id: str
    dev: str
    writer: str
    record: Record
    bucket: str
    base: int
    status: str
    rev: int | None
    f: dict[str, Any]
    past: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clash:
    """A conflict about one field, as HQ wrote it."""

    kind: str
    kept: Any
    lost: Any


class Accounts:
    """HQ's books at the end of a run."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.knowing = Knowing(world)
        self.log: dict[str, Logged] = {}
        self.refused: set[Record] = set()  # about which somebody wrote what HQ refuses
        self.taken_back: set[tuple[Record, str]] = set()  # what a device erased that HQ never took from it
        self.untaken: dict[tuple[Record, str], dict[str, Any]] = defaultdict(dict)  # what HQ adds to a device's next op
        self.by_record: dict[Record, list[Logged]] = defaultdict(list)
        for op_id, dev, writer, tbl, record, bucket, kind, base, status, rev, why, body in world.hq.rows(
            "SELECT op_id, dev, writer, tbl, id, bucket, kind, base, status, rev, why, body FROM oplog"
        ):
            taken = status in ("ok", "conflict")
            past = tuple(why.split()) if taken else ()
            entry = Logged(op_id, dev, writer, (tbl, record), bucket, base, status, rev, json.loads(body), past)
            self.log[op_id] = entry
            said = world.ledger[op_id].f if op_id in world.ledger else entry.f  # HQ forgets what is taken back
            if status == "rejected" and (bucket.endswith(":up") or (said.get("birth_year") or 0) >= REFUSED):
                self.refused.add(entry.record)
            if kind == "erase" and not taken:
                self.taken_back.add((entry.record, dev))
            if taken:
                self.by_record[entry.record].append(entry)
            elif status in ("parked", "rejected"):
                self.untaken[entry.record, dev] |= entry.f
        for entries in self.by_record.values():
            entries.sort(key=lambda e: e.rev or 0)
        self.of_erased = {(e.tbl, e.id) for e in world.ledger.values() if self._is_of_erased(e)}
        self.state: dict[Record, tuple[str, dict[str, Any]]] = {}
        self.clashes: dict[tuple[str, str], Clash] = {}
        for tbl, record, state, doc in world.hq.rows("SELECT tbl, id, state, doc FROM head WHERE state <> 'gone'"):
            fields = json.loads(doc) if doc else {}
            self.state[tbl, record] = (state, fields)
            if tbl == "conflicts" and fields:
                found = Clash(fields.get("kind", ""), fields.get("kept"), fields.get("lost"))
                self.clashes[fields["op_id"], fields["field"]] = found

    def _is_of_erased(self, edit: Edit) -> bool:
        """It says that somebody erased was one with, or not, another entry: of that record nothing is kept."""
        people = [edit.f.get(column) for column in TOLD.get(edit.tbl, ())]
        return any(("members", person) in self.world.erased for person in people)

    def check(self) -> None:
        """All edits, all conflicts, all erased people. Raises Failed."""
        self.revisions_are_one()
        for edit in self.world.ledger.values():
            self.is_accounted(edit)
        for (op_id, name), clash in self.clashes.items():
            if op_id in self.log and clash.kind == "field":
                self.is_no_false_conflict(self.log[op_id], name)
                self.is_fair(self.log[op_id], name)
        self.erased_stay_erased()

    def revisions_are_one(self) -> None:
        """No two edits made the same revision of a record."""
        for record, entries in self.by_record.items():
            if len({e.rev for e in entries}) != len(entries):
                raise Failed("revisions", f"{record}: {[(e.op_id, e.rev) for e in entries]}")

    def is_accounted(self, edit: Edit) -> None:
        """The edit is in the log, and each of its values stands, was replaced knowingly, or is in a conflict."""
        record = (edit.tbl, edit.id)
        entry = self.log.get(edit.op_id)
        if entry is None:
            if edit.lost or edit.bucket == "local" or record in self.world.erased or record in self.of_erased:
                return
            raise Failed("lost edit", edit)
        if record in self.world.erased:
            if entry.f:
                raise Failed("erased", f"the log keeps {entry}")
            return
        if entry.status == "parked":
            return  # looked at when HQ answered
        if entry.status == "rejected" and record in self.refused:
            return  # it stays on its laptop, and comes with what is put right: then the two are compared
        if entry.status == "erased" and (record, entry.dev) in self.taken_back and not entry.f:
            return
        if entry.status == "erased" and not entry.f and record in self.of_erased:
            return
        if entry.status not in ("ok", "conflict"):
            raise Failed("status", f"{entry} of {edit}")
        for name, value in entry.f.items():
            self.is_value_accounted(edit, entry, name, value)

    def is_value_accounted(self, edit: Edit, entry: Logged, name: str, value: Any) -> None:
        if edit.f[name] != value:
            raise Failed("changed on its way", f"{edit} is logged as {entry}")
        if policy_of(edit.tbl, name) != Policy.CONFLICT or self.lost_on_arrival(entry, name):
            return
        if edit.again and edit.tbl == "conflicts" and name != "status":
            return  # a copy of HQ's own words; restored, it found the conflict anew, between what came in another order
        if name in entry.past:
            if not self.was_past(edit, entry, name):
                raise Failed("silent overwrite", f"{edit}: {name}={value!r} was past for HQ")
            return
        later = [e for e in self.by_record[entry.record] if (e.rev or 0) > (entry.rev or 0)]
        after = next((e for e in later if self.stood(e, name)), None)
        if after is None:
            state, doc = self.state.get(entry.record, ("", {}))
            if state != "live" or doc.get(name) != value:
                raise Failed("vanished", f"{edit}: {name}={value!r}, now {state} {doc.get(name)!r}")
        elif not self.replaced_knowingly(edit, entry, after, name):
            raise Failed("silent overwrite", f"{edit}: {name}={value!r} by {after}")

    def replaced_knowingly(self, edit: Edit, entry: Logged, after: Logged, name: str) -> bool:
        """The later editor had seen the value, set the same, or the value lies in the conflict that came of it."""
        knew = self.knowing.knew(after.op_id, edit.op_id) or self.knowing.saw(after, entry)
        clash = self.clashes.get((after.op_id, name))
        in_conflict = clash is not None and clash.lost == entry.f[name]
        return knew or after.f[name] == entry.f[name] or in_conflict

    def was_past(self, edit: Edit, entry: Logged, name: str) -> bool:
        """Somebody who had seen the value has replaced it, whether or not that edit came back to HQ, too."""
        others = [e for e in self.by_record[entry.record] if name in e.f and e is not entry]
        same = [e for e in self.world.ledger.values() if (e.tbl, e.id) == entry.record and name in e.f]
        knew = any(edit.op_id in other.knew for other in same)
        return knew or any(self.knowing.saw(other, entry) for other in others)

    def stood(self, entry: Logged, name: str) -> bool:
        """The op set the field when it came."""
        return name in entry.f and name not in entry.past and not self.lost_on_arrival(entry, name)

    def lost_on_arrival(self, entry: Logged, name: str) -> bool:
        """The value did not stand when it came, and a conflict shows it."""
        clash = self.clashes.get((entry.op_id, name))
        return clash is not None and clash.lost == entry.f[name] and clash.kept != entry.f[name]

    def is_no_false_conflict(self, entry: Logged, name: str) -> None:
        """Only fields that people decide about, and only where somebody else wrote what the editor hadn't seen."""
        if policy_of(entry.record[0], name) != Policy.CONFLICT:
            raise Failed("false conflict", f"about {name}: {entry}")
        disks = self.world.disasters - self.world.memory.restores
        if disks or entry.op_id not in self.world.ledger:
            return
        if self.world.memory.restores:
            self.is_none_of_a_restore(entry, name)
            return
        knew = self.world.ledger[entry.op_id].knew
        for other in self.by_record[entry.record]:
            unseen = entry.base < (other.rev or 0) < (entry.rev or 0) and other.op_id not in knew
            said = self.untaken.get((other.record, other.dev), {}) | other.f
            if unseen and name in said and said[name] != entry.f[name]:
                return
        raise Failed("false conflict", f"nobody else changed {name}: {entry}")

    def is_none_of_a_restore(self, entry: Logged, name: str) -> None:
        """Whoever had replaced a value knowingly needn't decide about it again when HQ was restored: neither does the
        one who comes back later conflict with what was replaced, nor the one whose value was.
        """
        arrived = [e for e in self.by_record[entry.record] if (e.rev or 0) < (entry.rev or 0)]
        stood = [e for e in arrived if self.stood(e, name)]
        if not stood or self.knowing.came_before_the_restore(entry.op_id) or entry.op_id in self.world.replayed:
            return
        held, edit = stood[-1], self.world.ledger[entry.op_id]
        knowing = self.knowing
        if knowing.knew(entry.op_id, held.op_id) or knowing.could_tell_saw(entry, held):
            raise Failed("false conflict", f"about {name}: {entry} had seen {held}")
        if knowing.could_tell_replaced(entry, name, entry.f[name], arrived):
            raise Failed("false conflict", f"about {name}: {entry} was replaced knowingly before {held} came")
        again = (e for e in self.world.ledger.values() if e.laptop == edit.laptop and edit.op_id in e.knew)
        sent = self.world.memory.sent.get(entry.op_id)
        if sent is None or sent.gen in ("", self.world.hq.generation):
            return
        if (entry.op_id, self.world.hq.generation) in self.world.memory.untold:  # HQ knew no more than of a new laptop
            return
        if any((e.tbl, e.id) == entry.record and name in e.f and e.time < sent.at for e in again):
            raise Failed("false conflict", f"about {name}: {entry} was replaced on its own laptop")

    def is_fair(self, entry: Logged, name: str) -> None:
        """With clocks that are wrong but run, the edit that was truly later stands."""
        ledger = self.world.ledger
        before = [e for e in self.by_record[entry.record] if (e.rev or 0) < (entry.rev or 0) and name in e.f]
        before = [e for e in before if self.stood(e, name)]
        if not before or entry.op_id not in ledger or before[-1].op_id not in ledger:
            return
        mine, theirs = ledger[entry.op_id], ledger[before[-1].op_id]
        if mine.jumped or theirs.jumped:
            return
        won = not self.lost_on_arrival(entry, name)
        if won and mine.time < theirs.time - TRANSIT:
            raise Failed("unfair", f"{mine} beat the later {theirs}")
        if not won and mine.time > theirs.time + TRANSIT:
            raise Failed("unfair", f"{mine} lost to the earlier {theirs}")

    def erased_stay_erased(self) -> None:
        """No trace of what erased people's records said, on any laptop or at HQ."""
        for tbl, record in self.world.erased:
            if self.state.get((tbl, record), ("erased", {}))[0] != "erased":
                raise Failed("erased", f"{tbl} {record} is back at HQ")
            if tbl != "members":
                continue
            word = f"%{token(bytes.fromhex(record))}%"
            if found := self.world.hq.rows(
                "SELECT 'head', id FROM head WHERE doc LIKE ?1 UNION ALL SELECT 'oplog', op_id FROM oplog "
                "WHERE body LIKE ?1",
                word,
            ):
                raise Failed("erased", f"HQ still knows {word}: {found}")
            for laptop in self.world.laptops.values():
                if found := laptop.rows(
                    "SELECT 'members', bucket FROM members WHERE name LIKE ?1 OR notes LIKE ?1 OR phones LIKE ?1 "
                    "OR _extra LIKE ?1 UNION ALL SELECT 'outbox', state FROM outbox WHERE f LIKE ?1 OR was LIKE ?1 "
                    "UNION ALL SELECT 'conflicts', bucket FROM conflicts WHERE kept LIKE ?1 OR lost LIKE ?1",
                    word,
                ):
                    raise Failed("erased", f"{laptop.name} still knows {word}: {found}")


def policy_of(table: str, column: str) -> Policy:
    found = Base.metadata.tables[table]
    return policy(found, column) if column in found.c else Policy.CONFLICT  # a newer program's


def is_of_erased(world: "World", tbl: str, record: str) -> bool:
    """Whether somebody who is erased at HQ is one of those whom this record is about and nobody else."""
    said = [e.f for e in world.ledger.values() if (e.tbl, e.id) == (tbl, record)]
    people = {f[column] for f in said for column in TOLD.get(tbl, ()) if column in f}
    gone = "SELECT 1 FROM head WHERE tbl = 'members' AND id = ? AND state = 'erased'"
    return any(world.hq.rows(gone, person) for person in people)


def parked_is_kept(world: "World", op_id: str) -> None:
    """HQ keeps an edit it could not place where people see it, when its laptop may have anything to say there."""
    (entry,) = world.hq.rows("SELECT dev, tbl, id, bucket, body FROM oplog WHERE op_id = ?", op_id)
    dev, tbl, record, bucket, body = entry
    if body == "{}" and is_of_erased(world, tbl, record):
        return
    heads = dict(world.hq.rows("SELECT bucket, state FROM head WHERE tbl = ? AND id = ?", tbl, record))
    home = next((b for b, state in heads.items() if state == "live"), bucket)
    known = world.hq.rows("SELECT 1 FROM grants WHERE dev = ? AND bucket = ?", dev, bucket)
    if not known or not all(b.startswith(("D", "camp")) for b in (home, bucket)):
        return
    if tbl == "conflicts" or "erased" in heads.values() or (home != bucket and bucket not in heads):
        return
    found = world.hq.rows(
        "SELECT 1 FROM head WHERE tbl = 'conflicts' AND state = 'live' AND bucket = ? AND doc->>'op_id' = ?",
        home,
        op_id,
    )
    if not found:
        raise Failed("parked", f"{entry} is in no conflict")
