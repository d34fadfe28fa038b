"""Reading what an author wrote: from text to graphs, fields, prose and lessons.

Everything here reports problems instead of raising them, so that one reading finds them all.
"""

from tutor.core.reader import starters
from tutor.core.reader.lesson_file import read
from tutor.core.reader.pack import read_pack
from tutor.core.reader.starters import slug

__all__ = ["read", "read_pack", "slug", "starters"]
