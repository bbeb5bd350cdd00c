from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.asked import Asked, asked
from organizer_app.domain.likely import SURE, likely
from organizer_app.domain.search_keys import place_keys, seams, slips

KEYS = st.text("bdgkmnrst", min_size=1, max_size=6)


@given(KEYS, st.data())
def test_every_slip_of_one_sound_is_there(key: str, data: st.DataObject) -> None:
    near = slips(key, widely=True)
    at = data.draw(st.integers(0, len(key) - 1))
    sound = data.draw(st.sampled_from("bdgkmnrst"))
    for other in (key[:at] + key[at + 1 :], key[:at] + sound + key[at:], key[:at] + sound + key[at + 1 :]):
        assert other in near or other in ("", key)
    assert set(slips(key, widely=False)) <= set(near)


def test_words_that_may_be_one() -> None:
    assert "sbnndn" in seams("s", "nndn")


def test_what_every_booth_is_called_is_no_word_of_a_place() -> None:
    assert place_keys("प्राथमिक विद्यालय पिठोरिया (पूर्वी भाग)") == ("#ptr",)
    assert place_keys("Primary School Pithoria (East)") == ("#ptr",)
    assert place_keys("") == ()


def test_words_and_digits_of_a_query() -> None:
    assert asked("राम +91 98123-43210") == Asked(("राम",), "9812343210")
    assert asked("Ward १२ ") == Asked(("ward",), "12")


def test_written_so_comes_before_sounding_so_before_nearly_so() -> None:
    rate = likely("sita devi")
    written, heard = rate("Sita Devi", "", ""), rate("सीता देवी", "", "")
    turned, guardian, near = rate("Devi Sita", "", ""), rate("Gita", "", "Sita Devi"), rate("Sarita Devi", "", "")
    assert 100 == written > heard > turned >= guardian >= SURE > near > 0
