"""The order of offices on a list."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.areas import LEVELS
from organizer_app.domain.ids import new_id
from organizer_app.domain.members import OFFICES, Post
from organizer_app.domain.precedence import NOBODY, of_post, rank


def test_the_level_counts_before_the_office() -> None:
    assert rank("district", "member") < rank("block", "president") < rank("booth", "president")


def test_within_a_level_the_offices_stand_in_their_known_order_and_own_words_after_them() -> None:
    ranks = [rank("block", office) for office in OFFICES]
    assert ranks == sorted(ranks)
    assert ranks[0] == rank("block", "president")
    assert ranks[-1] < rank("block", "गीत प्रमुख") < rank("booth", "president")
    assert rank("block", "A song leader") < rank("block", "Wall painter")


def test_the_organisation_stands_before_its_wings_and_who_holds_an_office_longer_before_who_does_not() -> None:
    assert rank("block", "president") < rank("block", "president", of_wing=True) < rank("block", "vice_president")
    older, newer = (rank("block", "secretary", since=date(year, 1, 1)) for year in (2019, 2024))
    assert older < newer < rank("block", "secretary")


def test_an_office_without_a_level_comes_last_but_before_no_office() -> None:
    assert rank("booth", "member") < rank("mohalla", "president") < rank("", "president") < NOBODY


def test_of_several_offices_the_first_counts() -> None:
    booth = Post(new_id(), "president", "booth")
    district = Post(new_id(), "secretary", "district", from_on=date(2024, 1, 1))
    assert min([booth, district], key=of_post) == district
    assert of_post(Post(new_id(), "president", "block", wing_id=new_id())) == rank("block", "president", of_wing=True)


@given(st.sampled_from((*LEVELS, "", "own")), st.one_of(st.sampled_from(OFFICES), st.text(max_size=9)), st.booleans())
def test_everybody_with_an_office_stands_before_who_has_none(level: str, title: str, of_wing: bool) -> None:
    assert rank(level, title, of_wing=of_wing) < NOBODY
