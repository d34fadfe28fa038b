"""Training runs: what they are made of, their numbers at any update, and what happens in them."""

from tutor.core.training.csv_data import read_csv
from tutor.core.training.data import MADE, DataSet, made
from tutor.core.training.events import Event, accuracy, events
from tutor.core.training.network import ACTIVATIONS, SetupError, Shape, sizes_of
from tutor.core.training.pictures import (
    DecisionMap,
    decision_map,
    line_picture,
    loss_curve,
    nearest,
    weight_tables,
)
from tutor.core.training.run import Moment, Replaying, Run
from tutor.core.training.setup import BATCHES, OPTIMISERS, RATES, Change, Setup, checked_rate, usual
from tutor.core.training.trials import Trials, share
from tutor.core.training.units import Unit, network_at, outputs, units_at
from tutor.core.training.words import batch_table, example_words, status

__all__ = [
    "ACTIVATIONS", "BATCHES", "MADE", "OPTIMISERS", "RATES", "Change", "DataSet", "DecisionMap",
    "Event", "Moment", "Replaying", "Run", "Setup", "SetupError", "Shape", "Trials", "Unit",
    "accuracy", "batch_table", "checked_rate", "decision_map", "events", "example_words",
    "line_picture", "loss_curve", "made", "nearest", "network_at", "outputs", "read_csv", "share",
    "sizes_of", "status", "units_at", "usual", "weight_tables",
]  # fmt: skip
