"""The learner's record: kept in a store, or not kept at all."""

from tutor.records.null_record import NullRecord
from tutor.records.recorder import Recorder

__all__ = ["NullRecord", "Recorder"]
