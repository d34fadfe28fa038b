"""Training runs: what they are made of, their numbers at any update, and what happens in them."""

from tutor.core.training.csv_data import read_csv
from tutor.core.training.data import MADE, DataSet, made
from tutor.core.training.events import Event, accuracy, events
from tutor.core.training.network import ACTIVATIONS, SetupError, Shape, sizes_of
from tutor.core.training.run import Moment, Run
from tutor.core.training.setup import BATCHES, OPTIMISERS, RATES, Change, Setup, usual
from tutor.core.training.units import Unit, network_at, outputs, units_at

__all__ = [
    "ACTIVATIONS", "BATCHES", "MADE", "OPTIMISERS", "RATES", "Change", "DataSet", "Event",
    "Moment", "Run", "Setup", "SetupError", "Shape", "Unit", "accuracy", "events", "made",
    "network_at", "outputs", "read_csv", "sizes_of", "units_at", "usual",
]  # fmt: skip
