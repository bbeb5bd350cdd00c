"""What laptops were told and knew, generation by generation of HQ: kept beside the product, for after a restore."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from organizer_app.wire.protocol import Answer, Exchange
from tests.simulation.headquarters import Headquarters
from tests.simulation.laptop import Laptop


@dataclass(frozen=True)
class Sent:
    """How an op was sent last: the generation and revision that its editor had seen, and the values it replaced.

    `at`: the true time at which the laptop first sent it to the generation `to`.
    """

    gen: str
    base: int
    was: dict[str, Any]
    to: str
    at: int


@dataclass
class Memory:
    """`taken`: the revisions that each generation gave an op without a conflict, as far as its laptop was told.
    `given`: all revisions, told or not; `untold`: the ops that a generation took from a first request, come late.
    `began`: the ops, with their revisions, that a generation had from its backup. `restores`: how often HQ was.
    """

    sent: dict[str, Sent] = field(default_factory=dict)
    taken: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    given: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    untold: set[tuple[str, str]] = field(default_factory=set)
    began: dict[str, dict[str, int]] = field(default_factory=dict)
    restores: int = 0

    def note_sent(self, laptop: Laptop, request: Exchange, now: int) -> None:
        """A request is about to leave."""
        for op in request.ops:
            found = laptop.rows("SELECT was FROM outbox WHERE op_id = ?", op.op_id)
            was = json.loads(found[0][0]) if found and found[0][0] else {}
            before = self.sent.get(op.op_id)
            at = before.at if before is not None and before.to == request.gen else now
            self.sent[op.op_id] = Sent(op.gen, op.base, was, request.gen, at)

    def note_given(self, request: Exchange, answer: Answer) -> None:
        """HQ has answered."""
        for op, result in zip(request.ops, answer.res, strict=False):
            if result.rev is not None:
                if answer.gen not in self.given[op.op_id] and request.gen == "":
                    self.untold.add((op.op_id, answer.gen))
                self.given[op.op_id][answer.gen] = result.rev
            if request.gen == "" and self.restores:  # a first request, come late: in it nothing is told
                self.taken[op.op_id].clear()

    def note_taken(self, laptop: Laptop, request: Exchange, answer: Answer) -> None:
        """A laptop has taken an answer."""
        if laptop.rows("SELECT 1 FROM capture WHERE gen <> ?", answer.gen):
            return
        for op, result in zip(request.ops, answer.res, strict=False):
            if result.status == "ok" and result.rev is not None:
                self.taken[op.op_id][answer.gen] = result.rev

    def note_restored(self, hq: Headquarters) -> None:
        """HQ has come back from its backup."""
        self.restores += 1
        log = hq.rows("SELECT op_id, rev FROM oplog WHERE rev IS NOT NULL")
        self.began[hq.generation] = dict(log)
