"""The built-in lessons: one Markdown file each, read with importlib.resources."""
