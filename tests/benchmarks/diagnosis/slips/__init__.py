"""The slips that calculus knows of, on any graph: independent of the rules of the program.

For a question for ∂of/∂v: every wrong local gradient on every edge of a route; every factor, sign
and route that may be lost; every value that may be wrong.  Each has the ids that it goes by, and
how often people do it.  The ``key`` of a slip is the same in questions for other nodes.
"""

from tests.benchmarks.diagnosis.slips.every import every_slip
from tests.benchmarks.diagnosis.slips.paper import EdgeSlip, Paper, Slip

__all__ = ["EdgeSlip", "Paper", "Slip", "every_slip"]
