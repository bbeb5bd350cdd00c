"""Nobody stands on a list to call or write to without their own consent, and nobody under eighteen."""

from collections.abc import Iterable

import pytest
from sqlalchemy import select, update

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.models import Consent, Member
from organizer_app.services import consents
from tests.services.world import World


def reached(world: World, *, purpose: str = "campaign", channel: str = "whatsapp") -> set[int]:
    """The places in world.people of those who may be contacted."""
    with world.store.reading() as session:
        condition = consents.contactable(session, purpose=purpose, channel=channel)
        found = set(session.scalars(select(Member.id).where(condition)))
    return {number for number, person in enumerate(world.people) if person in found}


def answer(world: World, person: int, state: str, at: int, *, given_by: str = "", channel: str = "whatsapp") -> None:
    with world.store.transaction("consents.record") as session:
        session.add(
            Consent(
                member_id=world.people[person],
                purpose="campaign",
                channel=channel,
                state=state,
                at=at,
                given_by=given_by,
                bucket="D339",
            )
        )


def answers(world: World, person: int, states: Iterable[str]) -> None:
    for at, state in enumerate(states, start=1):
        answer(world, person, state, at)


def test_the_latest_answer_for_the_purpose_and_channel_counts(world: World) -> None:
    answers(world, 0, ["given"])
    answers(world, 1, ["given", "withdrawn"])
    answers(world, 2, ["given", "withdrawn", "given"])
    answers(world, 3, ["withdrawn"])
    answer(world, 4, "given", 1, channel="call")
    assert reached(world) == {0, 2}
    assert reached(world, channel="call") == {4}
    assert reached(world, purpose="organisation") == set()
    for person in range(5):
        allowed = world.read(consents.allows, member=world.people[person], purpose="campaign", channel="whatsapp")
        assert allowed == (person in (0, 2))


def test_of_two_answers_at_one_moment_withdrawal_counts(world: World) -> None:
    for person, states in enumerate((("given", "withdrawn"), ("withdrawn", "given"))):
        for state in states:
            answer(world, person, state, 5)
    assert reached(world) == set()


def test_an_answer_that_was_taken_back_does_not_count(world: World) -> None:
    answers(world, 0, ["withdrawn", "given"])
    with world.store.transaction("x") as session:
        session.execute(update(Consent).where(Consent.state == "given").values(archived_at=9))
    assert reached(world) == set()


@pytest.mark.parametrize(
    "fields",
    [{"archived_at": 1}, {"merged_into": bytes(16)}, *({"status": s} for s in ("left", "died", "expelled"))],
    ids=str,
)
def test_who_is_off_the_roster_is_not_reached(world: World, fields: dict[str, object]) -> None:
    answers(world, 0, ["given"])
    answers(world, 1, ["given"])
    with world.store.transaction("x") as session:
        session.execute(update(Member).where(Member.id == world.people[0]).values(**fields))
    assert reached(world) == {1}


def test_nobody_who_may_be_under_eighteen_and_nobody_by_a_guardians_word(world: World) -> None:
    year = today().year
    for person, born in enumerate((year - 17, year - 18, year - 19, None)):
        answers(world, person, ["given"])
        with world.store.transaction("x") as session:
            session.execute(update(Member).where(Member.id == world.people[person]).values(birth_year=born))
    assert reached(world) == {2, 3}, "who was born eighteen years ago may have the birthday before them"
    answer(world, 2, "given", 9, given_by="Shiv Mahto, father")
    assert reached(world) == {3}, "a guardian's word does not stand for somebody of age"
    answer(world, 2, "given", 10)
    assert reached(world) == {2, 3}


def test_an_unknown_purpose_or_channel_is_refused(world: World) -> None:
    with pytest.raises(RuleBroken, match="choose a purpose"):
        reached(world, purpose="advertising")
    with pytest.raises(RuleBroken, match="choose a purpose"):
        reached(world, channel="pigeon")


def test_one_look_at_an_index_answers_for_all(world: World) -> None:
    with world.store.reading() as session:
        query = select(Member.n).where(consents.contactable(session, purpose="campaign", channel="sms"))
        connection = session.connection()
        told = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
        plan = " | ".join(str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}"))
    assert "CORRELATED" not in plan
    assert "COVERING INDEX ix_consents_member" in plan
