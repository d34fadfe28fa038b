"""What ``bptutor new`` prints: a lesson to begin with, and a block of each kind to put into it.

Every block is about the graph ``field`` of the lesson (or its network ``net``), so it can be pasted
below that lesson's last page and passes ``check`` as it stands.  The texts are the files in
``templates``; the block of a kind of question or of
steps is in that kind's own row.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from tutor.core.activities import ACTIVITIES, NETWORK
from tutor.core.questions import KINDS
from tutor.core.reader import slug

TITLE = "The gradient of an area"
"""The title of the lesson in ``templates``."""
EXAMPLE = "three-graphs"
"""The folder of the example pack."""


def _read(name: str) -> str:
    return (files("tutor") / "templates" / f"{name}.md").read_text("utf-8")


def kinds() -> Mapping[str, Mapping[str, str]]:
    """What can be asked for by its kind: ``new quiz numeric``, ``new steps train``."""
    return {
        "quiz": {name: kind.template for name, kind in KINDS.items()},
        "steps": {name: kind.template for name, kind in ACTIVITIES.items()},
    }


def lesson(title: str = TITLE) -> str:
    """A whole lesson that has no problem."""
    text = _read("lesson").replace(slug(TITLE), slug(title)).replace(TITLE, title)
    return text + KINDS["numeric"].template


def network() -> str:
    """A network block."""
    return NETWORK


def pack() -> str:
    """A ``pack.md``."""
    return _read("pack")


def example_pack() -> Mapping[str, str]:
    """The files of a finished pack, by their names."""
    folder = files("lessons") / "examples" / EXAMPLE
    return {one.name: one.read_text("utf-8") for one in folder.iterdir() if one.name[-3:] == ".md"}
