"""Training that is watched: its screen, its keys, and what lets it run between two frames."""
