"""Local numbers that a query gives, four bytes each: the ids of a table with hundreds of thousands of rows."""

import sys
from array import array

from sqlalchemy import FromClause, LargeBinary, cast, func, select
from sqlalchemy.orm import Session


def packed(session: Session, listed: FromClause) -> "array[int]":
    """The numbers of a subquery (one column, each below 2**32), in its order. A LIMIT in it, -1 for all, keeps SQLite
    to that order.

    As one row of four bytes each: no number is an object of Python's on the way, and the interpreter is free for the
    window while SQLite counts.
    """
    [number] = listed.c
    # SQLite joins them as text, whatever their bytes; it is taken as bytes, because a long text is copied to put a zero
    # behind it.
    four = func.unhex(func.printf("%08x", number))
    found = array("I", session.connection().scalar(select(cast(func.group_concat(four, ""), LargeBinary))) or b"")
    if sys.byteorder == "little":
        found.byteswap()
    return found
