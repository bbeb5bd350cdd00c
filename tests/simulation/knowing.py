"""Who had seen whose edit, across the generations of HQ: what the accounts ask when values were replaced."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tests.simulation.world import World


class Op(Protocol):
    """An op in HQ's log."""

    @property
    def op_id(self) -> str: ...
    @property
    def base(self) -> int: ...
    @property
    def rev(self) -> int | None: ...


class Knowing:
    """Answers from what the world remembers beside the product."""

    def __init__(self, world: "World") -> None:
        self.ledger, self.memory, self.generation = world.ledger, world.memory, world.hq.generation

    def knew(self, later: str, earlier: str) -> bool:
        """One laptop made both, in this order."""
        return later in self.ledger and earlier in self.ledger[later].knew

    def saw(self, later: Op, earlier: Op) -> bool:
        """The later one's editor had a revision that held the earlier one or came after it."""
        sent = self.memory.sent.get(later.op_id)
        if sent is None or sent.gen in ("", self.generation):
            return (earlier.rev or 0) <= (later.base if sent is None else sent.base)
        given = self.memory.given[earlier.op_id].get(sent.gen) or self._began(sent.gen, earlier.op_id)
        if given is None and self.came_before_the_restore(earlier.op_id):
            given = earlier.rev  # HQ fell over after it, and was backed up with it
        return given is not None and given <= sent.base

    def could_tell_saw(self, later: Op, earlier: Op) -> bool:
        """The same, by what the laptops were told and so can say to an HQ that forgot it."""
        sent = self.memory.sent.get(later.op_id)
        if sent is None or sent.gen == "" or (later.op_id, self.generation) in self.memory.untold:
            return False
        if sent.gen == self.generation:
            return self.saw(later, earlier)
        given = self.memory.taken[earlier.op_id].get(sent.gen) or self._began(sent.gen, earlier.op_id)
        return given is not None and given <= sent.base

    def could_tell_replaced(self, entry: Op, name: str, value: object, arrived: Iterable[Op]) -> bool:
        """One of the ops that came before it replaced just this value, and its editor had seen it; or the same laptop
        set the field once more.
        """
        replaced = False
        for other in arrived:
            sent = self.memory.sent.get(other.op_id)
            if sent is not None and sent.gen != self.generation and name in sent.was:
                replaced = replaced or (sent.was[name] == value and self.could_tell_saw(other, entry))
        return replaced

    def came_before_the_restore(self, op_id: str) -> bool:
        """HQ took the op in an older generation, and the backup had it."""
        return self._began(self.generation, op_id) is not None

    def _began(self, gen: str, op_id: str) -> int | None:
        return self.memory.began.get(gen, {}).get(op_id)
