"""What a state asks of its districts, what each says to it, and who is on duty."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from organizer_app.models.base import Base, Policy, Record, field, id_field, list_field


class Directive(Record, Base, kw_only=True):
    """Something that is to be done by `due_at` (ms UTC) in some places (`areas`, ids as text; none: everywhere).

    A state's laptop makes it in the state's bucket; one that writes only what districts share (a division's) makes one
    for each district there. Once `closed_at` stands nobody waits for answers any more.
    """

    __tablename__ = "directives"
    title: Mapped[str] = mapped_column()
    text: Mapped[str] = mapped_column(default="")
    due_at: Mapped[int] = mapped_column()
    areas: Mapped[list[str]] = list_field()
    issued_at: Mapped[int] = field(Policy.NEWEST, default=0)
    issued_by: Mapped[str] = field(Policy.NEWEST, default="")
    closed_at: Mapped[int | None] = field(Policy.NEWEST, default=None)


class DirectiveAnswer(Record, Base, kw_only=True):
    """What a district says to a directive, in the bucket that it shares with its state; id is uuid5(bucket, directive).

    Instants are ms UTC, None where it did not happen yet. Who acknowledged and answered are operators' names.
    """

    __tablename__ = "directive_answers"
    __table_args__ = (Index("ix_directive_answers_directive", "directive_id"),)
    directive_id: Mapped[bytes] = id_field()
    acknowledged_at: Mapped[int | None] = field(Policy.NEWEST, default=None)
    acknowledged_by: Mapped[str] = field(Policy.NEWEST, default="")
    text: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[int | None] = field(Policy.NEWEST, default=None)
    answered_by: Mapped[str] = field(Policy.NEWEST, default="")
    done_at: Mapped[int | None] = field(Policy.NEWEST, default=None)


class Duty(Record, Base, kw_only=True):
    """Who is on a team (a word of domain/duties.py) from `from_at` to `to_at` (ms UTC).

    It stands where the state sees it: `name` only of somebody who agreed, else the office alone (a code of
    domain.members.OFFICES, never own words).
    """

    __tablename__ = "duties"
    __table_args__ = (Index("ix_duties_member", "member_id"),)
    team: Mapped[str] = mapped_column()
    from_at: Mapped[int] = mapped_column()
    to_at: Mapped[int] = mapped_column()
    member_id: Mapped[bytes | None] = id_field(default=None)
    name: Mapped[str] = mapped_column(default="")
    office: Mapped[str] = mapped_column(default="")
    wing_id: Mapped[bytes | None] = id_field(default=None)
