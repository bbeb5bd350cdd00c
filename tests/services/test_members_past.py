"""Offices and consents stand in the person's history: who, when, on which laptop, in words."""

from datetime import date

from organizer_app.domain.words import in_language
from organizer_app.models import Consent, Post
from organizer_app.services import consents, members, members_history, merging, person_export, posts
from organizer_app.services.members_history import Line
from tests.services.world import KANKE, YOUTH, World

BEGUN, ENDED = date(2026, 1, 5), date(2026, 11, 20)


def appointed(world: World, member: bytes) -> bytes:
    post: bytes = world.do(posts.appoint, member=member, title="president", area=KANKE, wing=YOUTH, from_on=BEGUN)
    return post


def steps(world: World, member: bytes) -> list[members_history.Step]:
    """Those that tell of offices and consents."""
    told = world.read(members_history.person, id=member).steps
    return [step for step in told if any(line.field in ("posts", "consents") for line in step.lines)]


def test_an_office_begins_ends_and_is_taken_back(world: World) -> None:
    member = world.people[0]
    post = appointed(world, member)
    world.do(posts.end, post=post, on=ENDED)
    ended, begun = steps(world, member)
    held = "President, Kanke, Youth front (5 January 2026–)"
    assert begun.lines == (Line("posts", "", held),)
    assert ended.lines == (Line("posts", held, "President, Kanke, Youth front (5 January 2026–20 November 2026)"),)
    assert (ended.user, ended.laptop) == ("Asha", "A")
    assert ended.at >= begun.at > 0
    assert ended.tx is not None
    world.undo(ended.tx)
    assert steps(world, member)[0].lines == (Line("posts", ended.lines[0].after, held),)
    with in_language("hi"):
        assert steps(world, member)[-1].lines[0].after.startswith("अध्यक्ष, कांके, युवा मोर्चा (5 जनवरी 2026")


def test_consents_are_given_and_withdrawn(world: World) -> None:
    member = world.people[0]
    for state in ("given", "withdrawn"):
        world.do(consents.record, member=member, purpose="organisation", channel="call", state=state)
    withdrawn, given = steps(world, member)
    assert given.lines[0].after == "Camps and meetings, Phone call: Consent given"
    assert withdrawn.lines[0].after == "Camps and meetings, Phone call: Consent withdrawn"
    assert (withdrawn.lines[0].field, withdrawn.lines[0].before) == ("consents", "")
    changes = world.read(person_export.everything, member=member).changes
    assert {given.lines[0].after, withdrawn.lines[0].after} <= {change.after for change in changes}


def test_what_one_act_did_is_one_step_and_a_list_is_not_taken_back_from_one_pane(world: World) -> None:
    first, second = world.people[:2]
    with world.store.transaction("members.edit") as session:
        members.edit(session, id=first, changes={"place": "Bariatu"})
        consents.record(session, member=first, purpose="organisation", channel="call")
    (both,) = steps(world, first)
    assert [line.field for line in both.lines] == ["place", "consents"]
    assert both.tx is not None
    with world.store.transaction("consents.record_many") as session:
        for member in (first, second):
            consents.record(session, member=member, purpose="campaign", channel="call")
    assert steps(world, first)[0].tx is None


def test_what_came_from_elsewhere_is_another_laptops(world: World) -> None:
    member = world.people[0]
    with world.store.applying() as session:
        session.add(Post(member_id=member, title="secretary", bucket="D339", created_at=5_000, created_by="Birsa"))
        session.add(
            Consent(member_id=member, purpose="organisation", channel="call", state="given", at=7_000, taken_by="Etwa")
        )
    told = [(step.at, step.user, step.laptop, step.tx) for step in steps(world, member)]
    assert told == [(7_000, "Etwa", "", None), (5_000, "Birsa", "", None)]
    with world.store.transaction("posts.end") as session:
        (post,) = session.query(Post).where(Post.member_id == member)
        posts.end(session, post=post.id, on=ENDED)
    newest, *_rest, oldest = steps(world, member)
    assert newest.lines == (Line("posts", "Secretary", "Secretary (–20 November 2026)"),)
    assert (oldest.lines, oldest.laptop) == ((Line("posts", "", "Secretary"),), "")


def test_an_office_that_came_by_merging_comes_to_the_entry_that_is_kept(world: World) -> None:
    kept, gone = sorted(world.people[:2])
    appointed(world, gone)
    world.do(merging.merge, first=kept, second=gone)
    (came,) = steps(world, kept)
    assert came.lines[-1].after.startswith("President")
    assert came.lines[-1].before == ""
