"""The file of marks: there and back, the wrong code, damage, files of others and of a later version."""

import hashlib
import time
import zlib
from random import Random

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from hypothesis import given, settings
from hypothesis import strategies as st

from organizer_app.domain.errors import RuleBroken
from organizer_app.wire import marks_file
from organizer_app.wire.marks_file import Listed, Mark, Marks, Person, Phone, new_code, pack, read_code, unpack

A, B, C = ("0190" + digit * 28 for digit in "abc")
CODE = "7K2P-M9QX"
MARKS = Marks(
    camp=A,
    title="प्रशिक्षण",
    writer="Asha",
    at=1_800_000_000_000,
    marks=[
        Mark(B, C, "late", "gate", None, 1_799_999_999_999, "Asha"),
        Mark(B, A, "absent", "serial", C, 5, "", gone=True),
    ],
    listed=[Listed(C, "confirmed", walk_in=True, serial=101, stands_for=B)],
    people=[Person(C, "सीता देवी", phones=[Phone("+919812345678", "mobile"), Phone(problem="short", raw="98")])],
)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are not about guessing."""
    monkeypatch.setattr(marks_file, "COST", 2)


def refused(data: bytes, code: str = CODE) -> str:
    with pytest.raises(RuleBroken) as error:
        unpack(data, code, "a.file")
    return str(error.value)


def test_marks_come_out_as_they_went_in_and_nothing_can_be_read_without_the_code() -> None:
    data = pack(MARKS, CODE)
    assert unpack(data, CODE, "a.file") == MARKS
    assert unpack(data, " ७k२p m९qx ", "a.file") == MARKS
    assert "सीता".encode() not in data
    assert CODE.encode() not in data
    assert pack(MARKS, CODE) != data  # another salt and nonce each time


def test_a_code_is_read_however_it_is_typed() -> None:
    assert read_code("oil0-ilo2") == "01101102"
    assert len(read_code(new_code())) == marks_file.CODE_SIGNS
    assert new_code() != new_code()
    for wrong in ("", "7K2P-M9Q", "7K2P-M9QX-1", "—"):
        with pytest.raises(RuleBroken, match="needs 8"):
            read_code(wrong)


def test_a_wrong_code_says_so_and_not_that_the_file_is_damaged() -> None:
    assert "code does not open a.file" in refused(pack(MARKS, CODE), "7K2P-M9QY")


def test_a_file_that_was_cut_off_or_changed_anywhere_is_damaged() -> None:
    data = pack(MARKS, CODE)
    head = len(marks_file.START) + 2
    assert all("damaged" in refused(data[:end]) for end in range(1, len(data)))
    assert "no file of marks" in refused(b"")
    for place in range(head, len(data)):
        assert "damaged" in refused(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    assert "damaged" in refused(data + b"x")


def test_files_of_others_of_a_later_version_and_huge_ones_are_refused() -> None:
    data = pack(MARKS, CODE)
    for other in (b"%PDF-1.7\n", b"field-organizer bundle 1\n", b"\0" * 99, b"\n" + data):
        assert "no file of marks" in refused(other)
    assert "newer version" in refused(data.replace(b"marks 1\n", b"marks 2\n"))
    assert "too large" in refused(data + bytes(marks_file.MAX_FILE))


def sealed(inside: bytes, *, gzip: bool = True) -> bytes:
    """A file as somebody who knows the code may make it, around what is no marks."""
    packed = zlib.compress(inside, wbits=marks_file._GZIP) if gzip else inside
    head, nonce = b"field-organizer marks 1\n" + bytes(16), bytes(12)
    key = Scrypt(salt=bytes(16), length=32, n=2, r=8, p=1).derive(read_code(CODE).encode())
    locked = ChaCha20Poly1305(key).encrypt(nonce, packed, head)
    return head + nonce + hashlib.sha256(head + nonce + locked).digest() + locked


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"[]",
        b"{}",
        b'{"camp":1}',
        b"[" * 100_000,
        b'{"camp":"' + b"0" * 32 + b'","title":"t","writer":"w","at":-1}',
        b'{"camp":"' + b"0" * 32 + b'","title":"t","writer":"w","at":1,"marks":[["x","y","present","",null,1,""]]}',
        b'{"camp":"' + b"0" * 32 + b'","title":"t","writer":"\xff","at":1}',
    ],
)
def test_what_is_inside_is_checked_too(inside: bytes) -> None:
    assert "damaged" in refused(sealed(inside))


def test_a_file_made_by_the_written_format_opens() -> None:
    assert unpack(sealed(msgspec.json.encode(MARKS)), CODE, "a.file") == MARKS


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks_file, "MAX_UNPACKED", 1000)
    assert "too large" in refused(sealed(b" " * 1001))
    assert "damaged" in refused(sealed(b" " * 1000))


def test_gzip_that_ends_early_or_goes_on_is_damage() -> None:
    whole = zlib.compress(b"{}", wbits=marks_file._GZIP)
    for packed in (whole[:-3], whole + b"more", b"no gzip", b""):
        assert "damaged" in refused(sealed(packed, gzip=False))


ids = st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}")
marks = st.builds(
    Mark,
    session=ids,
    member=ids,
    mark=st.sampled_from(("present", "absent", "late", "excused")),
    how=st.text(max_size=20),
    sheet=st.none() | ids,
    at=st.integers(0, 2**62),
    by=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    gone=st.booleans(),
)


@given(st.lists(marks, max_size=20), st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
@settings(max_examples=50, deadline=None)
def test_any_marks_go_through(given_marks: list[Mark], title: str) -> None:
    whole = Marks(A, title, "Asha", 1, given_marks)
    assert unpack(pack(whole, CODE), CODE, "a.file") == whole


def fuzz(seconds: float, seed: int) -> int:
    """Damages files at random; each must be refused in one sentence or come out whole. Returns how many were."""
    random, data, ends, rounds = Random(seed), pack(MARKS, CODE), time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        rounds += 1
        piece = bytearray(data if random.random() < 0.8 else random.randbytes(random.randrange(200)))
        for _place in range(random.randrange(1, 6)):
            at = random.randrange(len(piece) + 1)
            kind = random.randrange(4)
            if kind == 0:
                del piece[at : at + random.randrange(40)]
            elif kind == 1:
                piece[at:at] = random.randbytes(random.randrange(40))
            elif kind == 2 and at < len(piece):
                piece[at] = random.randrange(256)
            else:
                piece[at:at] = piece[: random.randrange(40)]
        try:
            assert unpack(bytes(piece), CODE, "a.file") == MARKS
        except RuleBroken as error:
            said = str(error)
            assert said.endswith(".")  # either end is right; the sentence is the check
    return rounds


def test_random_damage_never_gets_through_as_something_else() -> None:
    assert fuzz(0.5, 1) > 10
