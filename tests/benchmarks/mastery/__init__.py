"""Is what the tutor says of a learner true?  ``python -m tests.benchmarks.mastery``."""
