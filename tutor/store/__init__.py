"""The learner's progress on disk: one SQLite file of events that only grows.

Read in this order:

    errors.py      what can go wrong, in words for the learner
    schema.py      the table, its versions, and how to get from one to the next
    connection.py  how the file is opened: journal, waiting, safety
    files.py       the files around it: sound or damaged, set aside, backups
    sums.py        what the events add up to, kept beside them
    store.py       append, read, import, back up, erase
    opening.py     open whatever is there, and go on learning if nothing can be saved
    salvage.py     events in the bytes of a file that is no database any more
    doctor.py      look at all of it, and mend what can be mended
    reading.py     events of an export, a backup or a damaged file
"""

from tutor.store.doctor import Examined, examined, mend
from tutor.store.errors import NOT_KEPT, NotSavedError, StoreError, shown
from tutor.store.opening import open_store
from tutor.store.reading import MANY, Found, count_events, read_events
from tutor.store.store import Store

__all__ = [
    "MANY", "NOT_KEPT", "Examined", "Found", "NotSavedError", "Store", "StoreError",
    "count_events", "examined", "mend", "open_store", "read_events", "shown",
]  # fmt: skip
