"""Blocks dealt to pages: nothing lost, nothing over the edge, heads never alone."""

from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.words import in_language
from organizer_app.printing.flow import Block, Column, gap, heading, nothing, paginate, publish, table
from organizer_app.printing.parts import Frame
from tests.printing.camp_values import LONG_NAME, ORGANISATION, camp, pages_of

HEIGHTS = st.lists(st.tuples(st.floats(1, 90), st.booleans()), max_size=60)


@given(HEIGHTS)
def test_every_block_lands_once_in_order_and_fits(heights: list[tuple[float, bool]]) -> None:
    blocks = [Block(height, lambda *_: None, with_next=keep and height < 20) for height, keep in heights]
    pages = paginate(blocks, 100)
    assert [id(block) for page in pages for block in page] == [id(block) for block in blocks]
    assert all(sum(block.height for block in page) <= 100.001 for page in pages)


@given(st.integers(0, 40))
def test_a_head_is_never_the_last_of_a_page_while_its_row_fits(before: int) -> None:
    head = Block(10, lambda *_: None, with_next=True)
    blocks = [*[gap(5) for _ in range(before)], head, Block(12, lambda *_: None, again=head)]
    assert all(page[-1] is not head for page in paginate(blocks, 100))


def test_a_table_repeats_its_head_on_each_page() -> None:
    with in_language("en"):
        frame = Frame("Report", ORGANISATION, camp())
        paper = frame.paper()
        rows = [[str(at), (f"main {at}", f"small {at}")] for at in range(70)]
        pages = pages_of(publish(paper, frame, table(frame, [Column("Nr", 1), Column("Both", 5)], rows)))
    assert len(pages) > 1
    assert all("Nr" in page and "Both" in page for page in pages)
    text = " ".join(pages)
    assert all(f"main {at}" in text and f"small {at}" in text for at in range(70))


def test_heading_and_words_for_nothing() -> None:
    with in_language("en"):
        frame = Frame("Report", ORGANISATION, camp())
        paper = frame.paper()
        (page,) = pages_of(publish(paper, frame, [heading(frame, "By name"), nothing(paper, frame, "None " * 40)]))
    assert "By name" in page
    assert page.count("None") == 40


def test_words_too_long_for_their_cell_stand_whole_in_smaller_lines() -> None:
    words = "शासकीय उच्चतर माध्यमिक विद्यालय परिसर, मुख्य मार्ग, ग्राम पंचायत धरसींवा, जिला रायपुर"
    with in_language("en"):
        frame = Frame("Report", ORGANISATION, camp())
        paper = frame.paper()
        columns = [Column("Nr", 1), Column("Where", 3), Column("Who", 6)]
        pdf = publish(paper, frame, table(frame, columns, [["1", words, LONG_NAME]], row_height=30))
    (page,) = pages_of(pdf)
    assert words in page
    assert LONG_NAME in page
