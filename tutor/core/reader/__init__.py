"""Reading what an author wrote: from text to graphs, fields, prose and lessons.

Everything here reports problems instead of raising them, so that one reading finds them all.
"""

from tutor.core.reader.front_matter import slug
from tutor.core.reader.lesson_file import read
from tutor.core.reader.pack import Pack, read_pack

__all__ = ["Pack", "read", "read_pack", "slug"]
