"""The sandbox: its screen, its keys, and the graphs that were there before."""
