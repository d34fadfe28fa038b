"""The kinds of questions: one file a kind, one row of the registry a file."""
