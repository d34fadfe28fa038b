"""The lessons that are there: what the head of a file says, the list of them, and their map.

The first screen needs no more than this, so nothing here loads what a lesson is made of.
"""

from tutor.core.catalogue.catalogue import Catalogue, Entry, Section, share
from tutor.core.catalogue.course_map import (
    MARKS,
    CourseMap,
    Direction,
    LessonState,
    MapRun,
    course_map,
)
from tutor.core.catalogue.findable import Findable, findable
from tutor.core.catalogue.header import SIZE, Header, header_of
from tutor.core.catalogue.prerequisites import Mapped

__all__ = [
    "MARKS", "SIZE", "Catalogue", "CourseMap", "Direction", "Entry", "Findable", "Header",
    "LessonState", "MapRun", "Mapped", "Section", "course_map", "findable", "header_of", "share",
]  # fmt: skip
