"""The picture of a graph: its widget, its form, its colours, and the panel that it stands in."""
