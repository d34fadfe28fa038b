"""Training runs: what they are made of, their numbers at any update, and what happens in them."""

from tutor.core.training.csv_data import read_csv
from tutor.core.training.data import MADE, DataSet, made
from tutor.core.training.deltas import delta_sizes, vanishes
from tutor.core.training.events import Event, accuracy, events
from tutor.core.training.faulty import FAULTS, NEEDED, changes_nothing
from tutor.core.training.forward import network_at, outputs
from tutor.core.training.network import ACTIVATIONS, LOSSES, SetupError, Shape, sizes_of
from tutor.core.training.outcome import OUTCOMES, Outcome, outcome, work_of
from tutor.core.training.pictures import (
    CLASS_SIGNS,
    DecisionMap,
    MapPoint,
    decision_map,
    line_picture,
    loss_curve,
    map_edges,
    map_rows,
    nearest,
    rows_of,
    weight_tables,
)
from tutor.core.training.run import Moment, Replaying, Run
from tutor.core.training.setup import (
    BATCHES,
    OPTIMISERS,
    RATES,
    Change,
    Setup,
    checked_rate,
    usual,
    with_loss,
)
from tutor.core.training.trials import Trials, share
from tutor.core.training.units import Unit, units_at
from tutor.core.training.words import batch_table, example_words, status

__all__ = [
    "ACTIVATIONS", "BATCHES", "CLASS_SIGNS", "FAULTS", "LOSSES", "MADE", "NEEDED", "OPTIMISERS",
    "OUTCOMES", "RATES", "Change", "DataSet", "DecisionMap", "Event", "MapPoint", "Moment",
    "Outcome", "Replaying", "Run", "Setup", "SetupError", "Shape", "Trials", "Unit", "accuracy",
    "batch_table", "changes_nothing", "checked_rate", "decision_map", "delta_sizes", "events",
    "example_words", "line_picture", "loss_curve", "made", "map_edges", "map_rows", "nearest",
    "network_at", "outcome", "outputs", "read_csv", "rows_of", "share", "sizes_of", "status",
    "units_at", "usual", "vanishes", "weight_tables", "with_loss", "work_of",
]  # fmt: skip
