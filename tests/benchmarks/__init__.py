"""Long runs with figures printed: commands of their own, never part of the suite."""
