"""Keys that the learner has chosen: every command can have one, and it is told everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.binding import Binding

from tests.core.lessons import LESSON_5, LESSONS, lesson
from tests.ui.harness import NARROW, WIDE, tutor
from tests.ui.looks import WALK
from tests.ui.test_key_walk import classes
from tutor.cli import main
from tutor.core.lesson import Prose
from tutor.locations import keys_file
from tutor.own_keys import own_keys
from tutor.ui.all_commands import ALL_COMMANDS
from tutor.ui.app import TutorApp
from tutor.ui.commands_table import NO_CHANGES, KeyMap, label
from tutor.ui.key_map import read_key_map


def chosen(text: str) -> KeyMap:
    found, problems = read_key_map(text, ALL_COMMANDS)
    assert problems == ()
    return found


def problem(text: str) -> str:
    found, problems = read_key_map(text, ALL_COMMANDS)
    assert not found.keys, "half a key map is worse than none"
    return "\n".join(problems)


def test_every_binding_has_an_id_that_a_key_map_knows() -> None:
    known = {command.id for command in ALL_COMMANDS}
    bound = [
        binding for one in (*classes(), TutorApp) for binding in one.__dict__.get("BINDINGS", ())
    ]
    for binding in bound:
        assert isinstance(binding, Binding)
        assert binding.id in known, binding
    assert len(known) == len(ALL_COMMANDS), "no id stands for two"


async def test_a_chosen_key_works_and_is_what_footer_and_help_show(tmp_path: Path) -> None:
    keys = chosen('lesson.hint = "f4"\n[home]\nsearch = "f5"\nskills = "x,ctrl+k"')
    async with tutor(tmp_path, NARROW, None, keys=keys) as screen:
        assert "F5 find" in screen.text
        assert "/ find" not in screen.text
        await screen.press("slash")
        assert "lessons finished" in screen.text, "the old key does nothing"
        await screen.press("ctrl+k")
        assert "of 6 known" in screen.text
        await screen.press("escape", "f1")
        assert "F5" in screen.text
        assert "X   Skills" in screen.text or "x        Skills" in screen.text
        await screen.press("escape")
    async with tutor(tmp_path, NARROW, LESSON_5, keys=keys) as screen:
        await screen.press("right", "right")
        assert "F4 hint" in screen.text
        await screen.press("f4")
        assert "Hint 1" in screen.text


ROOT = Path(__file__).parents[2]
OTHERS = {
    "escape": "f7", "enter": "f6", "tab": "f8", "pagedown": "f9", "pageup": "f10", "f1": "f4",
    "f2": "f5", "f3": "f11", "ctrl+p": "f12", "space": "f13", "question_mark": "f14",
}  # fmt: skip
"""Other keys for all that have a name, so that their names are nowhere to be seen."""
ELSEWHERE = KeyMap(
    {
        command.id: ",".join(OTHERS.get(key, key) for key in command.keys.split(","))
        for command in ALL_COMMANDS
        if any(key in OTHERS for key in command.keys.split(","))
    }
)
NAMES = re.compile(
    r"\b(Esc|Enter|Tab|PgDn|PgUp|F1|F2|F3|Ctrl\+P|Space)\b|\{key |\? (hint|gives|for)"
)


@pytest.mark.slow
async def test_no_screen_names_a_key_that_its_command_has_not(tmp_path: Path) -> None:
    """Texts named Esc and F1 to learners whose keyboards have none, and who had given others."""
    walk = [
        *WALK,
        ("skip", ("escape", "escape", "escape", "enter", "right", "right", "right")),
        ("answered", ("5", "enter", "5")),
        ("two", ("right",)),
        ("map", ("escape", "escape")),
    ]
    async with tutor(tmp_path, WIDE, first=None, new=True, keys=ELSEWHERE) as screen:
        for name, keys in walk:
            await screen.press(*(OTHERS.get(key, key) for key in keys))
            await screen.settle()
            found = NAMES.search(screen.text)
            assert found is None, (name, found, screen.text)
            if hasattr(screen.app.screen, "ABOUT"):
                await screen.press("f4")
                found = NAMES.search(screen.text.replace("Ctrl+Z", ""))
                assert found is None, (name, found, screen.text)
                await screen.press("f7")


def test_every_key_in_a_text_is_the_usual_key_of_its_command() -> None:
    """The texts of the program, found in its source: each names a command that there is."""
    shown = {command.id: command.keys.split(",") for command in ALL_COMMANDS}
    source = "".join(file.read_text("utf-8") for file in (ROOT / "tutor").rglob("*.py"))
    named = re.findall(r"""\bkey\(["']([\w.-]+)["'], ["'](.+?)["']\)""", source)
    assert len(named) > 30
    for id_, usual in named:
        assert usual in map(label, shown[id_]), id_


async def test_a_notice_names_the_key_of_the_learner(tmp_path: Path) -> None:
    keys = chosen('[lesson]\nnext = "f8"\nhint = "f9"')
    async with tutor(tmp_path, NARROW, LESSON_5, keys=keys) as screen:
        await screen.press("f8", "f8", "f8")
        assert "give your answer. F9 gives a hint. F8 again shows it" in screen.prose
        assert "F8 show it" in screen.text


async def test_keys_that_the_footer_shows_together_are_changed_one_by_one(tmp_path: Path) -> None:
    keys = chosen('[training]\nstep-next = "f8"')
    async with tutor(tmp_path, WIDE, None, keys=keys) as screen:
        await screen.press("t")
        assert "←F8 update" in screen.text


async def test_the_keys_of_programs_that_people_know_move_the_cursor(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, LESSON_5) as screen:
        await screen.press("m", "G")
        listed = screen.app.screen.query_one("OptionList")
        last = listed.highlighted  # type: ignore[attr-defined]  # of the pages
        await screen.press("k")
        assert listed.highlighted == last - 1  # type: ignore[attr-defined]
        await screen.press("g", "j")
        assert listed.highlighted == 1  # type: ignore[attr-defined]
        await screen.press("q")
        assert "Pages" not in screen.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('home.opne = "x"', "there is no command 'home.opne'; did you mean 'home.open'?"),
        ('nothing = "x"', "there is no command 'nothing'; bptutor keys lists them"),
        ("home.open = 3", "home.open: a key stands in quotation marks"),
        ('home.open = "hyper+x"', "'hyper+x' is no key; f4, ctrl+k, h and ? are"),
        ('home.open = ""', "'' is no key"),
        ('home.open = "c"', "home.open and home.continue would both be c"),
        ('home.open = "ctrl+q"', "would both be Ctrl+Q"),
        ("home.open = ", "this is not TOML"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_what_to_do(text: str, said: str) -> None:
    assert said in problem(text)


def test_two_commands_may_change_places() -> None:
    assert chosen('home.notes = "s"\nhome.sandbox = "n"').keys["home.notes"] == "s"


@pytest.mark.parametrize(
    ("typed", "key", "shown"),
    [("?", "question_mark", "?"), ("Esc", "escape", "Esc"), ("PgDn", "pagedown", "PgDn"),
     ("Ctrl+H", "ctrl+h", "Ctrl+H"), ("G", "G", "G"), ("[", "left_square_bracket", "["),
     ("F12", "f12", "F12"), ("ü", "ü", "ü"), ("space", "space", "Space")],
)  # fmt: skip
def test_keys_are_written_as_on_the_keyboard(typed: str, key: str, shown: str) -> None:
    assert chosen(f'name.close = "{typed}"').keys["name.close"] == key
    assert label(key) == shown


async def test_a_file_with_a_mistake_leaves_the_keys_as_they_are_and_says_so(
    tmp_path: Path,
) -> None:
    file = tmp_path / "keys.toml"
    file.write_text('home.opne = "x"')
    keys, problems = own_keys(file)
    assert len(problems) == 1
    async with tutor(tmp_path, NARROW, None, keys=keys) as screen:
        assert "keys.toml has a mistake, and bptutor keys says which." in screen.prose


def test_keys_lists_what_is_bound_and_what_is_wrong(tmp_path: Path) -> None:
    runner = CliRunner(env={"BPTUTOR_HOME": str(tmp_path)})
    done = runner.invoke(main, ["keys"], catch_exceptions=False)
    assert done.exit_code == 0
    assert "lesson.hint" in done.stdout
    file = keys_file({"BPTUTOR_HOME": str(tmp_path)})
    assert file == tmp_path / "keys.toml"
    assert str(file) in done.stdout.replace("\n", "")
    file.write_text('lesson.hint = "f4"')
    line = next(
        line
        for line in runner.invoke(main, ["keys"], catch_exceptions=False).stdout.splitlines()
        if line.startswith("lesson.hint")
    )
    assert line.split()[1] == "F4"
    file.write_text('lesson.hnt = "f4"')
    done = runner.invoke(main, ["keys"], catch_exceptions=False)
    assert done.exit_code == 1
    assert "did you mean 'lesson.hint'?" in done.stderr


async def test_a_lesson_names_the_keys_that_the_learner_has(tmp_path: Path) -> None:
    """Its text said v whatever the key was; a key in bold stands in the sentence it stood in."""
    lessons = (lesson("06"),)
    for keys, told in (
        (chosen('lesson.variant = "f5"'), "F5 draws others"),
        (NO_CHANGES, "v draws others"),
    ):
        async with tutor(tmp_path / told[:2], NARROW, lessons[0], lessons, keys=keys) as screen:
            assert told in screen.prose


def test_a_lesson_names_no_command_that_there_is_not() -> None:
    known = {command.id: label(command.keys) for command in ALL_COMMANDS}
    named = {
        (span.command, span.text)
        for one in LESSONS
        for page in one.pages
        for block in page.blocks
        if isinstance(block, Prose)
        for span in block.spans
        if span.command
    }
    assert len(named) > 10
    assert {(id_, known.get(id_)) for id_, _ in named} == named
