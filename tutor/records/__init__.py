"""The learner's record, kept in a store."""

from tutor.records.recorder import Recorder

__all__ = ["Recorder"]
