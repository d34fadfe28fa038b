"""One widget each."""
