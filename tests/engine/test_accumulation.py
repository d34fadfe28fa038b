"""Any series of backward passes over shared graphs adds up at the leaves, and nowhere else (G4)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Value

ACTIONS = st.lists(st.sampled_from(["first", "second", "shared", "zero a", "zero b"]), max_size=12)
SLOPES = {"shared": (5.0, 2.0), "first": (100.0, 40.0), "second": (15.0, 6.0)}
"""∂/∂a and ∂/∂b of s = a·b, s², 3·s at a = 2, b = 5."""


@settings(deadline=None)
@given(ACTIONS)
def test_leaves_add_up_and_computed_nodes_start_afresh(actions: list[str]) -> None:
    a, b = Value(2.0), Value(5.0)
    shared = a * b
    roots = {"shared": shared, "first": shared * shared, "second": 3 * shared}
    expected = [0.0, 0.0]
    for action in actions:
        if action in roots:
            roots[action].backward()
            by_a, by_b = SLOPES[action]
            expected = [expected[0] + by_a, expected[1] + by_b]
            assert shared.grad == {"shared": 1.0, "first": 20.0, "second": 3.0}[action]
        elif action == "zero a":
            a.grad = expected[0] = 0.0
        else:
            b.grad = expected[1] = 0.0
        assert [a.grad, b.grad] == expected
