"""Which names are buckets, and which tables they may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain import buckets
from organizer_app.domain.areas import district_bucket, state_bucket
from organizer_app.domain.buckets import Kind
from organizer_app.models import synced_tables

CAMP = "camp:" + "0" * 32


@pytest.mark.parametrize(
    ("bucket", "kind"),
    [
        (district_bucket("339"), Kind.DISTRICT),
        (buckets.shared(district_bucket("339")), Kind.SHARED),
        (state_bucket("20"), Kind.STATE),
        (state_bucket(""), Kind.STATE),
        (CAMP, Kind.CAMP),
        ("hq", Kind.HQ),
        ("local", None),
        ("", None),
        ("D", None),
        ("D339:up:up", None),
        ("D339\n", None),
        ("D३३९", None),
        ("camp:x", None),
    ],
)
def test_the_kind_of_a_bucket(bucket: str, kind: Kind | None) -> None:
    assert buckets.kind(bucket) == kind


def test_every_synced_table_has_its_place() -> None:
    assert {t.name for t in synced_tables()} - set(buckets.TABLES) == set()


@pytest.mark.parametrize("bucket", ["D339:up", CAMP, "state:20", "hq", "local", "x"])
def test_people_stay_in_their_district(bucket: str) -> None:
    assert not buckets.may_hold(bucket, "members")
    assert not buckets.may_hold(bucket, "consents")
    assert buckets.may_hold("D339", "members")


def test_a_table_of_a_later_version_may_go_into_any_bucket_when_told_so() -> None:
    assert buckets.may_hold("hq", "new_things", unknown=True)
    assert not buckets.may_hold("hq", "new_things")
    assert not buckets.may_hold("local", "new_things", unknown=True)
    assert not buckets.may_hold("hq", "members", unknown=True)


@given(st.text(max_size=20))
def test_any_text_is_a_bucket_or_not(text: str) -> None:
    assert buckets.kind(text) is None or not buckets.may_hold(text, "no_such_table")
    assert buckets.comes_down(text) == (buckets.kind(text) in (Kind.STATE, Kind.HQ))
