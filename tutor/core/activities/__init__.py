"""Activities beside the two walks: build a graph, nudge a node, run Algorithm 1, train.

Each is a module with the shape of walk.py: a list of steps made from the lesson and its numbers,
what is known after some of them, and the question that the next one asks.
"""
