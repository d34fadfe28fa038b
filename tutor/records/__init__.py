"""Where what a learner does is kept: a store, or nowhere."""

from tutor.records.null_record import NullRecord
from tutor.records.recorder import Recorder

__all__ = ["NullRecord", "Recorder"]
