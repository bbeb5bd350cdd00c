"""What people agreed to, with the notice they were given: by themselves, or under eighteen by a guardian."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from organizer_app.domain.clock import local_text, today
from organizer_app.domain.consent_lists import Recorded
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.members import Consent
from organizer_app.services import consents, members, notices
from tests.services.world import World


def answers(world: World, person: int) -> tuple[Consent, ...]:
    found: tuple[Consent, ...] = world.read(consents.of_member, member=world.people[person])
    return found


def says(world: World, person: int, **more: Any) -> None:
    given = {"purpose": "organisation", "channel": "call"} | more
    world.do(consents.record, member=world.people[person], **given)


def allowed(world: World, person: int, purpose: str = "organisation", channel: str = "call") -> bool:
    return bool(world.read(consents.allows, member=world.people[person], purpose=purpose, channel=channel))


def born(world: World, person: int, years_ago: int) -> None:
    row = world.people[person]
    with world.store.transaction("x") as session:
        members.record(session, row).birth_year = today().year - years_ago


def test_an_answer_tells_by_which_notice_how_and_to_whom(world: World) -> None:
    says(world, 0, how=" signed at the camp ", notice_language="hi")
    new = world.do(notices.add, purpose="organisation", text_en="We keep your name.")
    says(world, 0, state="withdrawn")
    withdrawn, given = answers(world, 0)
    assert (given.how, given.notice_version, given.notice_language, given.taken_by) == (
        "signed at the camp", "1", "hi", "Asha",
    )  # fmt: skip
    assert (withdrawn.state, withdrawn.notice_version, withdrawn.notice_language) == ("withdrawn", new.version, "en")
    assert not allowed(world, 0)


def test_a_guardian_answers_for_somebody_under_eighteen_and_nobody_else(world: World) -> None:
    born(world, 0, 18)
    with pytest.raises(RuleBroken, match=r"^Given by: राम लाल महतो may be under 18\. Type which guardian agreed\.$"):
        says(world, 0)
    with pytest.raises(RuleBroken, match="no campaign messages"):
        says(world, 0, purpose="campaign", given_by="Shiv Mahto, father")
    says(world, 0, given_by=" Shiv Mahto, father ")
    assert answers(world, 0)[0].given_by == "Shiv Mahto, father"
    assert allowed(world, 0)
    born(world, 0, 19)
    assert not allowed(world, 0), "of age, they answer themselves"
    with pytest.raises(RuleBroken, match=r"^Given by: राम लाल महतो is of age"):
        says(world, 0, given_by="Shiv Mahto, father")
    says(world, 0)
    assert allowed(world, 0)
    born(world, 0, 17)
    says(world, 0, state="withdrawn")
    assert not allowed(world, 0), "taken back by whoever asks"


def test_a_signed_list_is_written_down_at_once(world: World) -> None:
    born(world, 0, 17)
    says(world, 1)
    says(world, 2, state="withdrawn")
    world.do(members.archive, ids=[world.people[3]])
    listed = [*world.people[:6], world.people[4]]
    given = {"members": listed, "purpose": "organisation", "channel": "call", "how": "list of 4 May"}
    first = world.do(consents.record_many, **given)
    assert first == Recorded(written=2, already=1, refused=1, minors=1)
    assert [allowed(world, person) for person in range(7)] == [False, True, False, False, True, True, False]
    assert world.do(consents.record_many, **given) == Recorded(already=3, refused=1, minors=1)
    world.undo()
    taken_back = world.do(consents.record_many, **given | {"state": "withdrawn"})
    assert taken_back == Recorded(written=4, already=1), "one had said no before"
    assert not any(allowed(world, person) for person in range(7))
    with pytest.raises(RuleBroken, match="choose a purpose"):
        world.do(consents.record_many, **given | {"channel": "pigeon"})
    with pytest.raises(RuleBroken, match="still to come"):
        world.do(consents.record_many, **given | {"on": today() + timedelta(1)})


def test_a_list_signed_on_a_day_stands_below_the_notice_of_that_day_and_counts_from_it(world: World) -> None:
    world.do(notices.add, purpose="organisation", text_en="Our own words.")
    yesterday = today() - timedelta(1)
    given = {"purpose": "organisation", "channel": "call", "on": yesterday}
    world.do(consents.record_many, members=world.people[:1], **given)
    world.do(consents.record_many, members=world.people[1:2], **given | {"on": today()})
    old, new = answers(world, 0)[0], answers(world, 1)[0]
    assert (old.notice_version, local_text(old.at)) == ("1", f"{yesterday} 12:00")
    assert new.notice_version != "1"
    assert datetime.fromtimestamp(new.at / 1000).date() == today()
