"""Every command of the tutor: for the list of keys, and to check a key map."""

from __future__ import annotations

from tutor.ui.commands_table import EVERYWHERE, Command
from tutor.ui.screens import first_minute, glossary, help, home, skills
from tutor.ui.screens.dialogs import AskName, AskYesNo, Chooser, TextScreen
from tutor.ui.screens.lesson import keys as lesson
from tutor.ui.screens.lesson import working_screen
from tutor.ui.screens.sandbox import keys as sandbox
from tutor.ui.screens.training import keys as training
from tutor.ui.widgets import blanks, course_map, option_list, options
from tutor.ui.widgets.graph import view

ALL_COMMANDS: tuple[Command, ...] = (
    *EVERYWHERE,
    *home.COMMAND_TABLE,
    *home.DIGITS,
    *course_map.COMMAND_TABLE,
    *lesson.COMMAND_TABLE,
    lesson.DOWN,
    *blanks.COMMAND_TABLE,
    *options.COMMAND_TABLE,
    *options.DIGITS,
    *view.COMMAND_TABLE,
    *view.WALKS,
    *working_screen.COMMAND_TABLE,
    *sandbox.COMMAND_TABLE,
    *sandbox.SOURCE_TABLE,
    *training.COMMAND_TABLE,
    *skills.COMMAND_TABLE,
    *glossary.COMMAND_TABLE,
    *help.COMMAND_TABLE,
    *first_minute.COMMAND_TABLE,
    *option_list.COMMAND_TABLE,
    *(command for one in (AskYesNo, AskName, Chooser, TextScreen) for command in one.COMMAND_TABLE),
)
