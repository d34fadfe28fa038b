"""Long runs, not part of the test run: each command prints its figures."""
