"""The tests mirror the tree that they test."""
