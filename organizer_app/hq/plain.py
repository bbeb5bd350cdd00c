"""New records as they come from an import: whole, each in one op, and none that HQ ever had. Nothing is merged then, so
what is the same for all of them is asked once.
"""

from collections import Counter
from collections.abc import Sequence

from organizer_app.domain import buckets
from organizer_app.hq import checks, operators
from organizer_app.hq.applying import OK, Work, meta_text
from organizer_app.hq.heads import Key
from organizer_app.wire.protocol import PATCH, Op, Result, is_record_id

CLEAN, UNCLEAN = Result(OK, 1, True), Result(OK, 1, False)


class Plain:
    """Makes the plain records of one batch; what it does not make is `applying.apply`'s."""

    def __init__(self, work: Work, new: set[Key], ops: Sequence[Op]) -> None:
        """`new` are the records that HQ never had."""
        self._work = work
        times = Counter([(op.tbl, op.id) for op in ops])
        self._once = {key for key in new if times[key] == 1} - work.marked
        self._may: dict[tuple[str, str], bool] = {}

    def make(self, op: Op, text: str, writer: str, ts: int, at_rev: int | None) -> Result | None:
        """Makes a record of an op (its fields as JSON in `text`); None, and nothing is done, when it isn't plain."""
        tbl, record_id, bucket = op.tbl, op.id, op.bucket
        key, place = (tbl, record_id), (tbl, bucket)
        may = self._may.get(place)
        if may is None:
            may = self._may[place] = self._may_make(op)
        if not may or key not in self._once or op.kind != PATCH or len(text) > checks.MAX_TEXT:
            return None
        form = checks.form_of(op, text)
        if not form.is_plain or not form.fits(op.f) or not is_record_id(record_id):
            return None
        clean = at_rev == 0
        self._work.batch.make_plain(key, bucket, text, meta_text(writer, ts), self._work.device if clean else None)
        return CLEAN if clean else UNCLEAN

    def _may_make(self, op: Op) -> bool:
        """Whether the laptop makes records of this kind in this bucket."""
        return (
            not checks.is_conflict(op)
            and op.tbl != operators.TABLE
            and self._work.may_write(op.bucket)
            and buckets.may_hold(op.bucket, op.tbl)
            and op.bucket in self._work.batch.vers
        )
