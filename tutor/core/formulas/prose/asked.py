"""What a question asks for at its end: ``find dy/dw & dy/dx ?``, ``What is ∂L/∂w?``."""

from __future__ import annotations

import re

from tutor.core.formulas.prose.remains import Remains

_S = r"[ \t]*"
_D = r"(?:\bd|\u2202|\\partial(?![A-Za-z]))"
_OF = rf"(?:{_D}{_S}\\?[A-Za-z]?\w*(?:\([\w, ]*\))?|{_D}){_S}"
_LOW = rf"{_D}{_S}\\?[A-Za-z]\w*(?:_\{{?\w+\}}?)?"
_SLOPE = (
    rf"\$*{_S}(?:{_OF}/{_S}{_LOW}|\\[dt]?frac{_S}\{{{_S}{_OF}(?:_\{{?\w+\}}?)?{_S}\}}{_S}\{{{_S}{_LOW}{_S}\}})"
    rf"{_S}\$*"
)
_ASK = (
    r"(?:(?:please|pls|now|then|and|also|so|question|q|task|todo|goal)[ \t:,]+)*"
    r"(?:find|compute|calculate|determine|evaluate|derive|get|obtain|give|state|show|work out|"
    r"what(?:'s|\u2019s| is| are)|how (?:to|do|can|would)|(?:i|we) (?:need|want|am|are)|want|need|"
    r"wanted|asked|differentiate)\b"
)
_QUESTION = re.compile(
    rf"(?:(?<=[\n;.,?!])|^){_S}{_ASK}(?:[ \t]+[A-Za-z'\u2019:]+){{0,10}}?:?{_S}"
    rf"{_SLOPE}(?:{_S}(?:,|&|;|\band\b|\bor\b)(?:{_S}and\b)?{_S}{_SLOPE}){{0,12}}"
    r"(?:[ \t]+[A-Za-z'\u2019]+){0,10}[ \t]*[?.!:]*[ \t]*(?=\n|$)",
    re.IGNORECASE | re.MULTILINE,
)


def leave_out_questions(found: Remains) -> None:
    """Leave out the sentences that only ask for derivatives, where there is a formula beside."""
    found.leave_out_all(_QUESTION, beside="=")
