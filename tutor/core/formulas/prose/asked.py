"""What is said of derivatives beside a formula: asked for (``find dy/dw & dy/dx ?``), or told."""

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


_WANTED = re.compile(
    r"(?<=[\w)\]}²³]),?[ \t]+(?:and[ ]|then[ ])?"
    r"(?:find|compute|evaluate|calculate|determine|what is)[ ]+"
    rf"{_SLOPE}(?:{_S}(?:,|and){_S}{_SLOPE}){{0,4}}{_S}(?=\b(?:at|when|for)\b|[.?;\n]|\Z)"
)
"""``…, find ∂g/∂x at (3, 2)``"""
_NAMED = r"\b(?:derivative|gradient|slope)s?\b"
_INSIDE = r"(?:[^()\[\]\n]|\((?:[^()\n]|\([^()\n]{0,60}\)){0,80}\)){0,120}"
_BRACKETED = re.compile(
    rf"(?<=[\w)\]}}²³$])[ \t]+[(\[](?=[^()\[\]\n]{{0,40}}"
    rf"(?:{_NAMED}[ ]*(?:[:=]|(?:is|of|with|wrt|w\.r)\b)|{_OF}/{_S}{_LOW}[ \t]*=))"
    rf"{_INSIDE}[)\]](?:[.](?=\s|\Z)|(?=[ \t;,]*$))",
    re.MULTILINE,
)
"""``z = wx + b  (dz/dw = x)``"""
_LINE = re.compile(
    rf"^[ \t]*(?:[-*•][ \t]+)?(?:(?:the|its|and|with)[ ]+){{0,2}}{_NAMED}[^=:\n]{{0,40}}:[^=\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""``Derivative: 2x``"""
_LED_TO = re.compile(
    r"(?<=[\w)\]}²³])[ \t]+(?:has|is|gives|with|whose|so|and)\b[^=\n+*/^()$]{0,40}?"
    rf"(?=(?:{_OF}/{_S}{_LOW}|[A-Za-z]['\u2032\u2019](?:\(\w\))?)[ \t]*=)|"
    r"(?<=[0-9])[ ]+(?:has|have|gives|yields)[ ](?:(?:the|a)[ ])?(?:[a-z]+[ ])?"
    r"(?=[A-Za-z]\w*(?:\([\w, ]*\))?[ ]*=)|"
    rf"(?<=[\w)\]}}²³])[ \t]+is[ ]the[ ]{_NAMED}[ ]of\b(?=[^\n=]+=)"
)
"""``L = (wx − y)² has the derivative dL/dw = …``, ``f′(x) = 2x is the derivative of f(x) = x²``"""
_AS_WELL = re.compile(
    r"(?<=[\w)\]}²³])[ \t]+(?:(?:compute|find|evaluate)[ ]\w[ ])?(?:and|with|plus)[ ]+"
    rf"(?:its|the|all|their)[ ]+(?:partial[ ])?{_NAMED}[^=\n+*/^.;,()]*?"
    r"(?:[.?](?=\s|\Z)|(?=[;,\n]|\Z|\b(?:at|for|when|if)\b))"
)
"""``f = xy and its derivative with respect to x``"""


_HEAD = re.compile(r"(?<![\w\\])([A-Za-z])\(([A-Za-z])\)[ \t]*=(?!=)")
_VERBS = (
    r"(?:,?[ ]{0,2}\b(?:and[ ]|then[ ])?(?:[Ff]ind|[Ee]valuate|[Cc]ompute|[Cc]alculate|"
    r"[Dd]etermine|[Ww]hat[ ]is|[Ww]hat['\u2019]s)[ ]+)?"
)
_NABLA = re.compile(rf"{_VERBS}\u2207\w(\([-\d., ]+\))(?:[ ]+(?:for|where|of)\b|[.?](?=\s|\Z))?")
"""``∇L(3, 2)``"""
_AT_NUMBER = re.compile(
    rf"{_VERBS}"
    r"(?<![\w\\])([A-Za-z])['\u2032\u2019]\(([-\u2212]?[0-9.]+)\)(?:[ ]*=[ ]*[-\u2212]?[0-9.?]+)?"
    r"(?:[ ]+(?:if|where|when|for|with)\b|[.?](?=\s|\Z))?"
)
"""``f′(2)``"""
_LONE = re.compile(
    r"(?:(?:what(?:['\u2019]?s|[ ]is)?|find|compute|calculate|evaluate|the|partial|take)[ ]+)*"
    r"(?:d/d[a-z]|derivative|gradient|slope)(?:[ ]of)?[ ](?=(?P<formula>[^=\n]*?)"
    r"(?:[ ](?:at|for|when|with|where)\b[^\n]*)?\s*\Z)",
    re.IGNORECASE,
)
"""``derivative of x² + 3x at x = 2``"""
_IS_COMPUTED = re.compile(r"[-+*/^²³(]|[0-9][A-Za-z]")


def leave_out_derivatives(found: Remains) -> None:
    """Leave out sentences that ask for derivatives or tell them, where a formula is beside.

    ``f′(2)`` says where f(x) is differentiated.
    """
    lone = _LONE.match(found.text)
    if lone and _IS_COMPUTED.search(lone["formula"]):
        found.blank(lone.start(), lone.end())
    for one in found.few(_NABLA):
        found.put(f";{one[1]};"[: len(one[0])].ljust(len(one[0])), one.start())
    heads = dict(_HEAD.findall(found.text))
    places = {one.groups() for one in _AT_NUMBER.finditer(found.text) if one[1] in heads}
    is_session = re.search(r"^\w+> ", found.text, re.MULTILINE)  # julia> f'(2)
    for one in found.few(_AT_NUMBER) if len(places) == 1 and not is_session else ():
        if one[1] in heads:
            found.put(f";{heads[one[1]]}={one[2]};".ljust(len(one[0])), one.start())
    found.leave_out_all(_QUESTION, _WANTED, _BRACKETED, _LINE, _AS_WELL, beside="=")
    found.blank_all(_LED_TO, ";")
