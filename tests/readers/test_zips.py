from __future__ import annotations

import io
import random
import time
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segment.config import ReadConfig
from segment.errors import CompressionError, EmptyError, InputError, UnreadableError
from segment.readers.archives.zips import read_zip
from segment.readers.losses import Loss
from segment.readers.sources import HEAD_BYTES, peek

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = ReadConfig()
FILES = {
    "harbour/one.txt": b"The ferry was late.\n" * 40,
    "harbour/two.txt": bytes(range(256)) * 20,
    "three.jsonl": b'{"text": "Nobody waved."}\n' * 3,
    "empty.txt": b"",
}
BIG = random.Random(1).randbytes(200_000)
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


class Pipe(io.BytesIO):
    """Cannot go back, so that `zipfile` writes sizes behind the data."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation


def pack(files: dict[str, bytes], method: int = DEFLATED, file: io.BytesIO | None = None) -> bytes:
    file = file or io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def pack_long(files: dict[str, bytes], method: int = DEFLATED, file: io.BytesIO | None = None) -> bytes:
    """With room for sizes beyond 4 GiB."""
    file = file or io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in files.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content)
    return file.getvalue()


FORMS = {
    "deflated": pack(FILES),
    "stored": pack(FILES, STORED),
    "deflated in a pipe": pack(FILES, DEFLATED, Pipe()),
    "stored in a pipe": pack(FILES, STORED, Pipe()),
    "long": pack_long(FILES),
    "long in a pipe": pack_long(FILES, DEFLATED, Pipe()),
    "long, stored in a pipe": pack_long(FILES, STORED, Pipe()),
}
EACH_FORM = pytest.mark.parametrize("form", FORMS)


def in_chunks(data: bytes, size: int = 1000) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def read(data: bytes, config: ReadConfig = CONFIG, size: int = 1000) -> dict[str, bytes | str]:
    """The files by their name, and what was lost as a message by the name or the number of the loss."""
    found: dict[str, bytes | str] = {}
    for item in read_zip(peek(in_chunks(data, size), HEAD_BYTES), "a.zip", config):
        if isinstance(item, Loss):
            found[str(len(found))] = str(item.error)
            continue
        name, source = item
        content = []
        try:
            content.extend(source.chunks)
            found[name] = b"".join(content)
            assert source.whole == (len(found[name]) < HEAD_BYTES)
        except CompressionError as err:
            found[name] = str(err)
            assert not source.whole
    return found


def whole(files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"a.zip/{name}": content for name, content in files.items()}


@EACH_FORM
@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 20])
def test_files_come_whole_and_in_order(form: str, size: int) -> None:
    found = read(FORMS[form], size=size)
    assert found == whole(FILES)
    assert list(found) == list(whole(FILES))


@pytest.mark.parametrize("pipe", [None, Pipe])
@pytest.mark.parametrize("method", [STORED, DEFLATED])
@pytest.mark.parametrize("content", [BIG, bytes(2 << 20), b"PK\7\x08" * 5000, b"PK\3\4" * 5000])
def test_large_files_come_whole(content: bytes, method: int, pipe: type[Pipe] | None) -> None:
    files = {"big.txt": b"x" + content, "after.txt": b"After."}
    assert read(pack(files, method, pipe and pipe())) == whole(files)


@given(st.dictionaries(st.text("abc", min_size=1), st.binary(max_size=200), min_size=1), st.booleans(), st.booleans())
def test_any_content_comes_back(files: dict[str, bytes], is_stored: bool, is_piped: bool) -> None:
    data = pack(files, STORED if is_stored else DEFLATED, Pipe() if is_piped else None)
    files = {name: content for name, content in files.items() if not content.startswith((b"PK\3\4", b"PK\5\6"))}
    assert {name: content for name, content in read(data).items() if isinstance(content, bytes)} == whole(files)


@EACH_FORM
def test_no_cut_is_silent_and_whole_files_before_it_are_kept(form: str) -> None:
    data = FORMS[form]
    for end in range(1, len(data), max(1, len(data) // 300)):
        found = read(data[:end])
        *before, (_, last) = found.items()
        assert dict(before) == dict(list(whole(FILES).items())[: len(before)]), end
        assert isinstance(last, str), end
        assert f"cut short: the archive ends at byte {end:,}." in last


def test_rows_before_a_cut_in_a_file_are_kept() -> None:
    data = pack({"rows.jsonl": BIG})[: len(BIG) // 2]
    items = read_zip(peek(in_chunks(data), HEAD_BYTES), "a.zip", CONFIG)
    name, source = next(items)
    got: list[bytes] = []
    with pytest.raises(CompressionError, match="cut short"):
        got.extend(source.chunks)
    assert list(items) == []
    assert name == "a.zip/rows.jsonl"
    assert len(b"".join(got)) > len(BIG) // 2 - 5000
    assert BIG.startswith(b"".join(got))


@EACH_FORM
def test_a_damaged_file_costs_itself_only(form: str) -> None:
    data = bytearray(FORMS[form])
    at = data.index(b"harbour/two.txt") + 60
    data[at : at + 8] = b"\xff\xff\xfe\xff\xff\xff\xff\xff"
    found = read(bytes(data))
    lost = found.pop("a.zip/harbour/two.txt")
    assert isinstance(lost, str)
    assert "damaged at byte" in lost
    rest = whole(FILES)
    del rest["a.zip/harbour/two.txt"]
    assert found == rest


def test_a_damaged_header_costs_its_file_only() -> None:
    data = bytearray(FORMS["deflated"])
    data[data.index(b"harbour/two.txt") - 30] = 0
    found = read(bytes(data))
    assert "damaged: what stands at byte" in str(found.pop("1"))
    rest = whole(FILES)
    del rest["a.zip/harbour/two.txt"]
    assert found == rest


@EACH_FORM
def test_damage_is_never_silent(form: str) -> None:
    chance = random.Random(form)
    data = FORMS[form]
    names = {at for name in FILES for at in range(data.index(name.encode()), data.index(name.encode()) + len(name))}
    for _ in range(600):
        at = chance.randrange(data.index(b"PK\1\2"))
        damaged = bytearray(data)
        damaged[at] ^= 1 << chance.randrange(8)
        found = read(bytes(damaged))
        if not any(isinstance(content, str) for content in found.values()) and at not in names:
            assert found == whole(FILES), at  # times and versions, on which nothing depends


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "../../etc/passwd"),
        ("/etc/passwd", "/etc/passwd"),
        ("C:\\texts\\a.txt", "C:/texts/a.txt"),
        ("a\x1b[31mb\u202etxt.exe\n", "a\ufffd[31mb\ufffdtxt.exe\ufffd"),
        ("fährt.txt", "fährt.txt"),
    ],
)
def test_names_are_only_shown(name: str, shown: str) -> None:
    assert read(pack({name: b"Text"})) == {f"a.zip/{shown}": b"Text"}


def test_names_of_dos_are_decoded() -> None:
    data = pack({"caf_.txt": b"Text"}).replace(b"caf_", b"caf\x82")
    assert read(data) == {"a.zip/café.txt": b"Text"}


def test_clutter_is_passed_over() -> None:
    clutter = [
        "folder/",
        "__MACOSX/._a.txt",
        "x/__MACOSX/b",
        ".DS_Store",
        "x/.git/config",
        "x/~$letter.docx",
        ".hidden",
    ]
    files = dict.fromkeys(clutter, b"") | {"~a.txt": b"A", "x/a.b": b"B", "../c.": b"C"}
    for pipe in (None, Pipe()):
        assert read(pack(files, DEFLATED, pipe)) == {"a.zip/~a.txt": b"A", "a.zip/x/a.b": b"B", "a.zip/../c.": b"C"}


@pytest.mark.parametrize("files", [{}, {".DS_Store": b"x"}])
def test_an_archive_without_files_says_so(files: dict[str, bytes]) -> None:
    (loss,) = read_zip(peek(in_chunks(pack(files)), HEAD_BYTES), "a.zip", CONFIG)
    assert isinstance(loss, Loss)
    assert isinstance(loss.error, EmptyError)


@pytest.mark.parametrize("method", [STORED, DEFLATED])
@pytest.mark.parametrize("pipe", [None, Pipe])
def test_an_archive_in_an_archive_is_lost_and_a_document_is_not(method: int, pipe: type[Pipe] | None) -> None:
    document = pack({"[Content_Types].xml": b"x", "word/document.xml": b"y"})
    files = {"in.zip": pack(FILES, STORED), "b.docx": document, "c.zip": pack({}), "d.txt": b"Text"}
    assert read(pack(files, method, pipe and pipe())) == {
        "0": "in.zip is an archive within the archive. Unpack the outer one first.",
        "a.zip/b.docx": document,
        "2": "c.zip is an archive within the archive. Unpack the outer one first.",
        "a.zip/d.txt": b"Text",
    }


@pytest.mark.parametrize("form", ["deflated", "deflated in a pipe"])
def test_encrypted_files_are_lost_and_the_others_are_not(form: str) -> None:
    data = bytearray(FORMS[form])
    data[data.index(b"harbour/two.txt") - 24] |= 1
    found = read(bytes(data))
    assert found.pop("1") == "harbour/two.txt is encrypted. Unpack the archive with its password first."
    assert found == {name: content for name, content in whole(FILES).items() if "two" not in name}


def test_a_method_that_is_not_known_is_named() -> None:
    found = read(pack({"a.txt": b"Text", "b.txt": b"Text"}, zipfile.ZIP_LZMA))
    assert found == {
        str(number): f"{name}.txt is packed by method 14, which segment does not know. Unpack the archive first."
        for number, name in enumerate("ab")
    }


@pytest.mark.parametrize("pipe", [None, Pipe])
@pytest.mark.parametrize("name", ["bomb.txt", ".bomb"])
def test_a_bomb_is_stopped_by_its_ratio(name: str, pipe: type[Pipe] | None) -> None:
    found = read(pack({name: b" " * (40 << 20), "b.txt": b"Text"}, DEFLATED, pipe and pipe()), size=1 << 16)
    assert found.pop("a.zip/b.txt") == b"Text"
    assert ["more than 200 times its size" in str(message) for message in found.values()] == [True] * (name[0] == "b")


@pytest.mark.parametrize("method", [STORED, DEFLATED])
def test_all_files_together_have_a_limit(method: int) -> None:
    files = {f"{number}.txt": b"ferry " * 100 for number in range(9)}
    found = read(pack(files, method), ReadConfig(max_bytes=2000))
    assert list(found)[:3] == ["a.zip/0.txt", "a.zip/1.txt", "a.zip/2.txt"]
    *_, last = found.values()
    assert len(found) == 4
    assert "unfold to more than 2,000 bytes" in str(last)


def test_the_number_of_files_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segment.readers.archives.zips._MAX_MEMBERS", 3)
    found = read(pack(dict.fromkeys("abc", b"x")))
    assert found == whole(dict.fromkeys("abc", b"x"))
    found = read(pack(dict.fromkeys("abcde", b"x")))
    assert len(found) == 4
    assert "more than 3 files" in str(found["3"])


@pytest.mark.parametrize("end", [b"", b"\0" * 5000])
def test_padding_and_a_comment_at_the_end_are_nothing(end: bytes) -> None:
    file = io.BytesIO(pack(FILES))
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"PK\5\6 comment" * 99
    assert read(file.getvalue() + end) == whole(FILES)


def test_what_follows_the_archive_is_not_silent() -> None:
    data = pack(FILES)
    found = read(data + data)
    assert f"ends before byte {len(data):,}; what follows is not read" in str(found.pop("4"))
    assert found == whole(FILES)


def test_the_table_of_contents_must_list_what_was_found() -> None:
    data = pack(FILES)
    for first, last in ((b"PK\3\4", b"PK\3\4"), (b"PK\1\2", b"PK\1\2")):
        start = data.index(first)
        end = data.index(last, start + 4)
        *_, message = read(data[:start] + data[end:]).values()
        assert "its table of contents lists" in str(message)


def test_long_ends_are_read() -> None:
    data = pack(FILES)
    end = data.rindex(b"PK\5\6")
    long_end = b"PK\6\6" + (44).to_bytes(8, "little") + bytes(44) + b"PK\6\7" + bytes(16)
    data = data[:end] + long_end + data[end:]
    assert read(data) == whole(FILES)
    for cut in (end + 3, end + 30, end + 70):
        assert "cut short" in str(read(data[:cut])["4"])


def test_files_that_are_not_read_are_passed_over() -> None:
    for data in FORMS.values():
        names = [
            item[0] for item in read_zip(peek(in_chunks(data), HEAD_BYTES), "-", CONFIG) if isinstance(item, tuple)
        ]
        assert names == [f"-/{name}" for name in FILES]
    data = pack({"big.txt": BIG, "b.txt": b"Text"})
    first, second = read_zip(peek(in_chunks(data), HEAD_BYTES), "-", CONFIG)
    assert (first[0], second[0]) == ("-/big.txt", "-/b.txt")
    first, loss = read_zip(peek(in_chunks(data[:-100_000]), HEAD_BYTES), "-", CONFIG)
    assert isinstance(loss, Loss)


def test_an_input_that_breaks_off_is_said_once() -> None:
    def chunks(end: int) -> Iterator[bytes]:
        yield FORMS["deflated"][:end]
        raise UnreadableError("broken")

    for end in (0, 10, 300, len(FORMS["deflated"]) - 5):
        errors = []
        for item in read_zip(peek(chunks(end), HEAD_BYTES), "a.zip", CONFIG):
            if isinstance(item, Loss):
                errors.append(item.error)
                continue
            try:
                list(item[1].chunks)
            except InputError as err:
                errors.append(err)
        assert [str(error) for error in errors] == ["broken"], end


@given(st.lists(st.sampled_from([*FORMS["long in a pipe"].split(b"PK"), b"PK", b"\3\4", b"\1\2", b"\5\6", bytes(30)])))
def test_nothing_raises(parts: list[bytes]) -> None:
    assert read(b"PK\3\4" + b"".join(parts))


def test_memory_stays_flat() -> None:
    piece = random.Random(2).randbytes(1 << 16)
    file = Pipe()
    with zipfile.ZipFile(file, "w", DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(160):
            member.write(piece)
    data = file.getvalue()
    tracemalloc.start()
    ((_, source),) = read_zip(peek(in_chunks(data, 1 << 18), HEAD_BYTES), "a.zip", CONFIG)
    assert not source.whole
    tracemalloc.reset_peak()
    for item in read_zip(peek(in_chunks(data, 1 << 18), HEAD_BYTES), "a.zip", CONFIG):
        assert sum(map(len, item[1].chunks)) == 160 << 16
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


@pytest.mark.parametrize("unit", [b"PK\7\x08", b"PK\3\4", b"ferry "])
@pytest.mark.parametrize("damage", [False, True])
def test_time_grows_with_size_alone(unit: bytes, damage: bool) -> None:
    def seconds(size: int) -> float:
        data = pack({"a.txt": unit * (size // len(unit))}, STORED, Pipe())
        data = data[: -size // 9] if damage else data
        start = time.process_time()
        read(data, size=1 << 18)
        return time.process_time() - start

    assert seconds(1 << 18) < 8 * max(seconds(1 << 16), 0.02)


def test_many_small_files_take_little_time() -> None:
    data = pack({f"{number}.txt": b"The ferry was late." for number in range(5000)})
    start = time.process_time()
    assert len(read(data, size=1 << 18)) == 5000
    assert time.process_time() - start < 5
