"""Scope moves: a record leaves one bucket and stands in another, in one transaction, its conflicts with it."""

from organizer_app.hq.batch import Batch
from organizer_app.hq.heads import GONE, LIVE, Head


def move(batch: Batch, head: Head, bucket: str) -> Head:
    """Moves a live record and what is in conflict about it. Gives its head in the new bucket, one revision on.

    Raises MoreBuckets when a bucket is not locked.
    """
    related = [h for h in batch.about(head.id) if h.state == LIVE and h.bucket == head.bucket]
    batch.need(head.bucket, bucket)
    moved = _move(batch, head, bucket)
    for conflict in related:
        _move(batch, conflict, bucket)
    return moved


def _move(batch: Batch, head: Head, bucket: str) -> Head:
    rev = head.rev + 1
    head.written()
    arrived = batch.here((head.tbl, head.id), bucket)
    if arrived is None:
        arrived = batch.make(Head(head.tbl, head.id, bucket, about=head.about))
    else:
        batch.touch(arrived)
    arrived.state, arrived.rev, arrived.moved_to, arrived.cdev = LIVE, rev, None, None
    arrived.text, arrived.meta_text = head.text, head.meta_text
    leave(batch, head, bucket, rev)
    return arrived


def leave(batch: Batch, head: Head, bucket: str, rev: int) -> None:
    """The old bucket is told that the record is gone."""
    head.blank(GONE)
    head.rev, head.moved_to = rev, bucket
    batch.touch(head)
