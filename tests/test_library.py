from __future__ import annotations

import os
from pathlib import Path

import pytest

from tutor.core.catalogue import SIZE
from tutor.library import (
    MOST_LESSONS,
    LibraryError,
    Skipped,
    built_in,
    find,
    lessons_at,
    read_bytes,
)

CANARY = b"---\nthis is outside the folder\n"
PACK = "---\nformat: bptutor-pack 1\nid: p\ntitle: P\n---\n\n"


def names(folder: Path) -> list[str]:
    return [Path(one.name).name for one in lessons_at(folder).lessons]


def reasons(folder: Path) -> dict[str, str]:
    return {one.name: one.reason for one in lessons_at(folder).skipped}


def test_the_built_in_lessons_are_in_the_order_of_their_numbers() -> None:
    numbers = [one.number for one in built_in()]
    assert 5 in numbers
    assert numbers == sorted(numbers, key=lambda number: number or 0)


@pytest.mark.parametrize(
    "word", ["5", "05", "note-1.3-linear-regression", "05-linear-regression",
             "05-linear-regression.md"],
)  # fmt: skip
def test_a_lesson_is_found_by_number_id_or_name(word: str) -> None:
    assert find(word).name == "05-linear-regression.md"


def test_a_lesson_is_found_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "my lesson.md"
    file.write_bytes(b"x")
    assert find(str(file)).data == b"x"


@pytest.mark.parametrize(
    ("word", "said"),
    [("99", "there is no lesson 99"), ("linear-regresion", "did you mean"), ("", "no lesson"),
     ("no/such.md", "cannot be read"), ("\x00.md", "cannot be a path"), ("٥", "no lesson"),
     ("\x1b[2J", "␛[2J"), ("a" * 5000 + ".md", "cannot be read")],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_one_safe_line(word: str, said: str) -> None:
    with pytest.raises(LibraryError) as refused:
        find(word)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_a_folder_gives_its_lessons_by_number(tmp_path: Path) -> None:
    for name in ("10-b.md", "2-a.md", "README.md", "pack.txt", "03-c.markdown", ".04-d.md"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "notes.md").write_bytes(b"x")
    assert names(tmp_path) == ["2-a.md", "10-b.md"]
    assert list(reasons(tmp_path)) == ["notes.md"]


def test_a_pack_gives_the_lessons_that_it_lists_in_its_order(tmp_path: Path) -> None:
    for name in ("01-a.md", "02-b.md", "03-c.md"):
        (tmp_path / name).write_bytes(name.encode())
    text = PACK + "1. [B](02-b.md)\n2. [A](./01-a.md)\n3. [Gone](09-x.md)\n"
    (tmp_path / "pack.md").write_text(text, "utf-8")
    assert names(tmp_path) == ["02-b.md", "01-a.md"]
    assert list(reasons(tmp_path)) == ["03-c.md"]
    lost = lessons_at(tmp_path).pack_problems
    assert [(one.line, one.column, one.message) for one in lost] == [
        (9, 11, "there is no file '09-x.md' in this folder")
    ]


@pytest.mark.parametrize(
    "target",
    ["../secret.md", "/etc/passwd.md", "sub/01-a.md", "..\\secret.md", "file:///etc/passwd.md",
     "https://example.org/a.md", "C:\\a.md", ".hidden.md", "%2e%2e/secret.md", "a.txt"],
)  # fmt: skip
def test_a_pack_cannot_name_what_is_outside_its_folder(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    (tmp_path / "secret.md").write_bytes(CANARY)
    (folder / "pack.md").write_text(PACK + f"1. [x]({target})\n", "utf-8")
    found = lessons_at(folder)
    assert found.lessons == ()
    assert [(one.line, one.column) for one in found.pack_problems] == [
        (7, 1 if "\\" in target else 8)
    ]


def test_nothing_is_read_through_a_link_and_nothing_waits(
    tmp_path: Path, nothing_waits: None
) -> None:
    secret = tmp_path / "secret.md"
    secret.write_bytes(CANARY)
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "01-good.md").write_bytes(b"good")
    (folder / "02-link.md").symlink_to(secret)
    (folder / "03-loop.md").symlink_to(folder / "03-loop.md")
    os.mkfifo(folder / "04-pipe.md")
    (folder / "05-folder.md").mkdir()
    (folder / "06-device.md").symlink_to("/dev/zero")
    with (folder / "07-large.md").open("wb") as large:
        large.truncate(3_000_000_000)
    (folder / "08-limit.md").write_bytes(b"a" * SIZE)
    found = lessons_at(folder)
    assert [Path(one.name).name for one in found.lessons] == ["01-good.md", "08-limit.md"]
    assert CANARY not in [one.data for one in found.lessons]
    assert sorted(one.name for one in found.skipped) == [
        "02-link.md", "03-loop.md", "04-pipe.md", "05-folder.md", "06-device.md", "07-large.md",
    ]  # fmt: skip
    for name in ("02-link.md", "04-pipe.md", "05-folder.md", "07-large.md"):
        with pytest.raises(LibraryError):
            read_bytes(folder / name)


def test_a_device_is_refused() -> None:
    with pytest.raises(LibraryError, match="not a file"):
        read_bytes(Path("/dev/zero"))


def test_names_that_clash_hide_or_are_reserved_are_left_out(tmp_path: Path) -> None:
    for name in ("01-a.md", "01-A.md", "con.md", "02-\x1b[2J.md", "03-\u202eb.md"):
        (tmp_path / name).write_bytes(b"x")
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/04-\xff.md"))).write_bytes(b"x")
    assert len(names(tmp_path)) == 1
    found = reasons(tmp_path)
    assert len(found) == 5
    assert all(name.isprintable() for name in found)


def test_a_folder_of_ten_thousand_files_is_read_up_to_its_cap(tmp_path: Path) -> None:
    for i in range(10_000):
        (tmp_path / f"{i:04}-x.md").touch()
    found = lessons_at(tmp_path)
    assert len(found.lessons) == MOST_LESSONS
    assert isinstance(found.skipped[0], Skipped)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError):
        lessons_at(tmp_path / "nowhere")
