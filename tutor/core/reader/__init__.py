"""Reading what an author wrote: from text to graphs, fields, prose and lessons.

Everything here reports problems instead of raising them, so that one reading finds them all.
"""
