"""Where what a learner does is kept: a store, or nowhere."""

from tutor.records.null_record import Forgetful
from tutor.records.recorder import Recorder

__all__ = ["Forgetful", "Recorder"]
