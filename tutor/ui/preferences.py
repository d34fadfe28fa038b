"""The names under which the learner's choices are remembered."""

from __future__ import annotations

THEME = "theme"
"""The name of the chosen theme."""

MOTION = "motion"
"""Whether messages fly along their edges: "on" or "off"."""

SIGNS = "signs"
"""The repertoire of signs that the terminal's font has: "full" or "plain"."""

SANDBOX = "sandbox"
"""The graph of the sandbox."""

SANDBOX_EARLIER = "sandbox-earlier"
"""The graphs that were there before."""

HOME = "home"
"""How the lessons are shown: "map" or "list"."""

SKILLS = "skills"
"""How the skills are shown: "map" or "list"."""
