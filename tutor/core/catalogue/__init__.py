"""The lessons that are there: what the head of a file says, and the list of them.

The first screen needs no more than this, so nothing here loads what a lesson is made of.
"""

from tutor.core.catalogue.catalogue import Catalogue, Entry, Section, share
from tutor.core.catalogue.header import SIZE, Header, header_of

__all__ = ["SIZE", "Catalogue", "Entry", "Header", "Section", "header_of", "share"]
