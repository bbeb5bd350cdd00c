"""The field merge: nothing vanishes without a clash, and the order of arrival does not decide."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.merge import ALL, Clash, Edit, Meta, created_meta, merge, server_time

FIELDS = ("name", "phone", "how", "goal")
POLICIES = {"how": "newest", "goal": "server"}
A, B = Edit("a", 0, 10), Edit("b", 1, 20)


def created(**fields: Any) -> tuple[dict[str, Any], Meta]:
    """A record that laptop a made at 10."""
    return dict(fields), created_meta(A)


def patched(doc: dict[str, Any], meta: Meta, edit: Edit, rev: int, **fields: Any) -> tuple[list[Clash], bool]:
    return merge(doc, meta, fields, rev=rev, edit=edit, policies=POLICIES)[:2]


def test_an_editor_who_has_seen_the_value_replaces_it() -> None:
    doc, meta = created(name="Asha")
    assert patched(doc, meta, B, 2, name="Usha") == ([], False)
    assert doc == {"name": "Usha"}
    assert meta == {ALL: [1, "a", 10], "name": [2, "b", 20]}


def test_different_fields_of_one_record_both_stay() -> None:
    doc, meta = created(name="Asha", phone="1")
    patched(doc, meta, B, 2, name="Usha")
    assert patched(doc, meta, Edit("c", 1, 15), 3, phone="2") == ([], False)
    assert doc == {"name": "Usha", "phone": "2"}


@pytest.mark.parametrize(
    ("ts", "kept", "lost"), [(30, "Isha", "Usha"), (15, "Usha", "Isha"), (20, "Isha", "Usha")], ids=str
)
def test_of_two_who_did_not_know_of_each_other_the_later_wins_and_both_values_are_told(
    ts: int, kept: str, lost: str
) -> None:
    doc, meta = created(name="Asha")
    patched(doc, meta, B, 2, name="Usha")
    assert patched(doc, meta, Edit("c", 1, ts), 3, name="Isha") == (
        [Clash("name", kept, lost, kept == "Isha", [2, "b", 20])],
        kept == "Usha",
    )
    assert doc == {"name": kept}


def test_the_same_value_twice_is_no_clash() -> None:
    doc, meta = created(name="Asha")
    patched(doc, meta, B, 2, name="Usha")
    assert patched(doc, meta, Edit("c", 1, 5), 3, name="Usha") == ([], False)


def test_ones_own_later_edit_is_no_clash() -> None:
    doc, meta = created(name="Asha")
    patched(doc, meta, B, 2, name="Usha")
    assert patched(doc, meta, Edit("b", 1, 5), 3, name="Isha") == ([], False)
    assert doc == {"name": "Isha"}


def test_newest_goes_to_the_later_silently() -> None:
    doc, meta = created(how="serial")
    patched(doc, meta, B, 2, how="gate")
    assert patched(doc, meta, Edit("c", 1, 15), 3, how="scan") == ([], True)
    assert patched(doc, meta, Edit("d", 1, 25), 4, how="photo") == ([], False)
    assert doc == {"how": "photo"}


def test_the_server_keeps_what_came_first_unless_the_editor_has_seen_it() -> None:
    doc, meta = created(goal=1)
    patched(doc, meta, B, 2, goal=2)
    assert patched(doc, meta, Edit("c", 1, 99), 3, goal=3) == ([], True)
    assert patched(doc, meta, Edit("c", 2, 99), 3, goal=4) == ([], False)
    assert doc == {"goal": 4}


def test_a_double_entry_adds_what_the_first_left_empty() -> None:
    doc, meta = created(name="Asha")
    assert patched(doc, meta, Edit("b", 0, 20), 2, name="Asha", phone="1") == ([], False)
    assert doc == {"name": "Asha", "phone": "1"}


def test_emptying_a_field_is_an_edit_like_any_other() -> None:
    doc, meta = created(name="Asha", phone="1")
    patched(doc, meta, B, 2, phone=None)
    assert patched(doc, meta, Edit("c", 1, 30), 3, phone="2") == (
        [Clash("phone", "2", None, True, [2, "b", 20])],
        False,
    )


@given(at=st.integers(-(10**14), 10**14), skew=st.integers(-(10**11), 10**11), age=st.integers(0, 10**9))
def test_a_wrong_clock_gives_the_right_time(at: int, skew: int, age: int) -> None:
    now = at + age
    assert server_time(at + skew, now + skew, now) == at


@given(at=st.integers(), sent_at=st.integers(), now=st.integers())
def test_no_edit_is_from_the_future(at: int, sent_at: int, now: int) -> None:
    assert server_time(at, sent_at, now) <= now


edits = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(0, 5), st.integers(0, 50), st.sampled_from(FIELDS), st.integers(0, 3)
    ),
    max_size=12,
)


@given(edits)
def test_a_value_goes_only_by_one_who_saw_it_by_its_writer_by_policy_or_into_a_clash(
    steps: list[tuple[str, int, int, str, int]],
) -> None:
    doc, meta = created(name=9, phone=9, how=9, goal=9)
    for rev, (writer, seen, ts, name, value) in enumerate(steps, start=2):
        base = min(seen, rev - 1)
        before, held = dict(doc), list(meta.get(name, meta[ALL]))
        clashes, lost = patched(doc, meta, Edit(writer, base, ts), rev, **{name: value})
        assert {k: v for k, v in doc.items() if k != name} == {k: v for k, v in before.items() if k != name}
        assert doc[name] == (before[name] if lost else value)
        replaced_unseen = held[0] > base and held[1] != writer and before[name] != value
        assert bool(clashes) == (replaced_unseen and name not in POLICIES)
        assert all({c.kept, c.lost} == {before[name], value} and c.kept == doc[name] for c in clashes)
        assert not lost or replaced_unseen


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 50)), min_size=2, max_size=5, unique=True))
def test_the_order_of_arrival_does_not_decide(writers: list[tuple[str, int]]) -> None:
    once = list(dict(writers).items())
    ends = set()
    for order in (once, once[::-1]):
        doc, meta = created(name="")
        for rev, (writer, ts) in enumerate(order, start=2):
            patched(doc, meta, Edit(f"{writer}-laptop", 1, ts), rev, name=f"{writer}{ts}")
        ends.add(doc["name"])
    assert len(ends) == 1
