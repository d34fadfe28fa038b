"""What can go wrong in the engine, as a tree of exceptions.

    EngineError                 anything the engine refuses
    ├── DomainError             mathematics that is not defined: log 0, 1/0, 0⁻¹, (−8)^(1/3), ∞ − ∞
    ├── GraphError              a question the graph cannot answer: unknown operation, foreign node
    └── ShapeError              the wrong number of things: operands, weights, examples

Each is a ``ValueError`` as well, and a DomainError an ``ArithmeticError``: what Python raises for
the same.  A wrong Python *type* (a text, a complex number) is a ``TypeError``, as everywhere else.
Every message says what was wrong, where, and what to do.
"""

from __future__ import annotations


class EngineError(Exception):
    """Anything the engine refuses to do; catch it to catch them all."""


class DomainError(EngineError, ArithmeticError, ValueError):
    """Mathematics that is not defined at the given numbers."""


class GraphError(EngineError, ValueError):
    """A question that this graph, or the table of operations, cannot answer."""


class ShapeError(EngineError, ValueError):
    """The wrong number of operands, weights, inputs, targets or examples."""
