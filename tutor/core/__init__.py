"""The pure core of the tutor: values in, values out.

Nothing in this package reads a clock, a disk, a random source or a screen.
"""
