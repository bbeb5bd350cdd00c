from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.matching import Traits, home_key, same_person
from organizer_app.domain.names import fold

PLACE, ELSEWHERE = b"p" * 16, b"e" * 16


def traits(name: str = "राम लाल", guardian: str = "मोहन", phones: tuple[str, ...] = (), **given: object) -> Traits:
    area, year = given.get("area", PLACE), given.get("year")
    assert isinstance(area, bytes | None)
    assert isinstance(year, int | None)
    return Traits(fold(name), fold(guardian), phones, area, year)


def test_a_number_in_common_decides_unless_guardians_or_years_differ() -> None:
    a = traits(guardian="", phones=("1", "2"))
    assert same_person(a, traits(phones=("2",), area=None))
    assert not same_person(a, traits(name="राम पाल", phones=("2",)))
    assert not same_person(traits(phones=("2",)), traits(guardian="सोहन", phones=("2",)))
    assert not same_person(traits(phones=("2",), year=1980), traits(phones=("2",), year=1982))
    assert same_person(traits(phones=("2",), year=1980), traits(phones=("2",), year=1981))


def test_without_a_number_the_guardian_at_the_same_place_decides() -> None:
    assert same_person(traits(), traits())
    assert not same_person(traits(), traits(area=ELSEWHERE))
    assert not same_person(traits(area=None), traits(area=None))
    assert not same_person(traits(guardian=""), traits(guardian=""))


def test_the_home_key_is_shared_by_every_spelling_of_the_same_person_at_a_place() -> None:
    key = home_key("हिन्दी देवी", "RAM  LAL", PLACE)
    assert key == home_key("हिंदी देवी", "Ram Lal", PLACE)
    assert key != home_key("हिंदी देवी", "Ram Lal", ELSEWHERE)
    assert home_key("राम", "", PLACE) is None
    assert home_key("राम", "लाल", None) is None


@given(st.text(max_size=8), st.text(min_size=1, max_size=8), st.text(max_size=8), st.text(min_size=1, max_size=8))
def test_whoever_is_the_same_by_home_shares_its_key(name: str, guardian: str, other: str, others: str) -> None:
    a, b = traits(name, guardian), traits(other, others)
    if same_person(a, b):
        assert home_key(name, guardian, PLACE) == home_key(other, others, PLACE)
    assert -(2**63) <= (home_key(name, guardian, PLACE) or 0) < 2**63
