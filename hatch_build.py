"""What a package index shows: the README without what does not work away from the source.

An index shows no picture with a relative path and follows no relative link.  So the moving picture
is left out, and a link to a file becomes the name of that file, which the source distribution has.
"""

from __future__ import annotations

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r"\[([^\]]*)\]\((?!https?:)([^)\s]+)\)")


def description(readme: str) -> str:
    """The README as an index can show it."""
    without_pictures = re.sub(r"^!\[[^\]]*\]\([^)]*\)\n\n?", "", readme, flags=re.MULTILINE)
    return LINK.sub(lambda link: link[1] if link[1] == link[2] else f"{link[1]} (`{link[2]}`)",
                    without_pictures)  # fmt: skip


class Readme(MetadataHookInterface):
    """Sets ``readme``, which pyproject.toml calls dynamic."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, object]) -> None:
        """Put the description in."""
        text = (Path(self.root) / "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": description(text)}
