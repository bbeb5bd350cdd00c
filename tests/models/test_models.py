import re

import pytest
from sqlalchemy import LargeBinary

from organizer_app.models import Base, Member, Record, sent_columns, synced_tables
from organizer_app.models.base import Policy, policy

TABLES = {t.name: t for t in synced_tables()}
LOCAL = {"created_at", "created_by", "changed_at", "changed_by", "_extra"}


@pytest.mark.parametrize("name", TABLES)
def test_every_record_has_identity_bucket_and_stamps_that_stay_here(name: str) -> None:
    table = TABLES[name]
    assert {"id", "bucket", "archived_at"} | LOCAL <= set(table.c.keys())
    assert isinstance(table.c.id.type, LargeBinary)
    assert not LOCAL & set(sent_columns(table))
    assert not {"id", "bucket", "n"} & set(sent_columns(table))


@pytest.mark.parametrize("name", TABLES)
def test_no_constraint_across_records(name: str) -> None:
    """Another laptop's record may come later, or twice: soft duplicates are shown, never refused."""
    table = TABLES[name]
    assert not list(table.foreign_keys)
    unique = [c for c in table.constraints if type(c).__name__ == "UniqueConstraint"]
    assert [[c.name for c in u.columns] for u in unique] in ([], [["id"]])  # type: ignore[attr-defined]  # a UniqueConstraint
    assert not any(i.unique for i in table.indexes)


def test_no_column_about_caste_religion_or_a_government_number() -> None:
    words = r"caste|religion|dharm|jati|category|community|aadhaar|uid|epic|voter|ration"
    for table in Base.metadata.tables.values():
        for column in table.c:
            assert not re.search(words, column.name.replace("bulk", "")), f"{table.name}.{column.name}"


def test_places_and_wings_are_hqs_and_search_keys_ours() -> None:
    for name in ("level", "code", "name_hi", "name_en", "ends_on"):
        assert policy(TABLES["areas"], name) == Policy.SERVER
    assert policy(TABLES["wings"], "on_paper") == Policy.SERVER
    assert policy(TABLES["members"], "search_keys") == Policy.LOCAL
    assert policy(TABLES["members"], "name") == Policy.CONFLICT
    assert policy(TABLES["attendance"], "at") == Policy.NEWEST
    assert policy(TABLES["organisations"], "home_area_id") == Policy.LOCAL
    with pytest.raises(KeyError):
        policy(TABLES["members"], "nonsense")


def test_the_parents_of_a_place_are_hqs_too() -> None:
    for name in ("parent_id", "constituency_id", "district_id", "points_at_id"):
        assert policy(TABLES["areas"], name) == Policy.SERVER
    assert policy(TABLES["wings"], "parent_id") == Policy.SERVER


def test_ids_are_made_here_and_keys_derived() -> None:
    one, other = Member(name="श्री राम लाल"), Member(name="b")
    assert one.id != other.id
    assert (len(one.id), one.bucket) == (16, "local")
    one.derive()
    assert (one.sort_key, one.search_keys.split()[0]) == ("राम लाल", "rm")
    assert issubclass(Member, Record)
