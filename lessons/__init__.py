"""The built-in lessons: one Markdown file each."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the lesson files lie."""
