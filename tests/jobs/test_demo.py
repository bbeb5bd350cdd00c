"""The demonstration runs the whole loop and its numbers agree."""

from pathlib import Path

from organizer_app.jobs import demo


def test_the_loop_ends_with_a_closed_day_and_every_paper(tmp_path: Path) -> None:
    steps: list[str] = []
    result = demo.run(out=tmp_path, members=250, seed=3, tell=lambda step, _seconds: steps.append(step))
    assert result.counts["invited"] == demo.INVITED
    assert result.counts["members"] + result.counts["refused"] <= 250
    assert 0 < result.counts["came"] <= demo.INVITED + demo.WALK_INS
    assert sorted(result.files) == sorted(demo.PAPERS + demo.AFTERWARDS)
    assert all(Path(f).read_bytes().startswith(b"%PDF") for f in result.files.values())
    assert len(steps) == len(result.seconds) == 11
    assert result.counts["synced_members"] >= result.counts["members"]
    assert result.counts["synced_marks"] > result.counts["came"]
    assert result.counts["sent"] > result.counts["members"]
