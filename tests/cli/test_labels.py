"""Names of levels from the command line."""

from collections.abc import Iterator

import pytest

from organizer_app.domain.areas import use_labels
from tests.cli.conftest import Shell


@pytest.fixture(autouse=True)
def none_left() -> Iterator[None]:
    yield
    use_labels({})


def test_a_level_is_named_listed_and_given_its_usual_word_back(desk: Shell) -> None:
    assert desk("labels", "set", "block", "--hi", "मंडल")["state"] == "20"
    (line,) = [one for one in desk.words("labels", "list").splitlines() if one.split()[1] == "block"]
    assert line.endswith("Block · मंडल*")
    assert desk.words("undo")
    assert "*" not in desk.words("labels", "list")
    assert "is not a level" in desk.refused("labels", "set", "mohalla", "--hi", "मोहल्ला")
    assert "--state" in desk.refused("labels", "set", "block", "--hi", "मंडल", "--state", "99")
