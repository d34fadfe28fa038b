"""What a document has around its formulas: fences, bold letters, tables, HTML, arrows between them.

Every step blanks out what it knows; the text keeps its length, so that every place stays.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tutor.core.formulas.lexer import canonical_name
from tutor.core.formulas.prose.foreign import is_foreign
from tutor.core.formulas.prose.remains import Remains

_FENCED = re.compile(
    r"\$\$(?P<a>.+?)\$\$|(?<!\\)\$(?P<b>[^$]+)\$|(?<!\\)\\\[(?P<c>.+?)\\\]|\\\((?P<d>.+?)\\\)|"
    r"```[\w+#.-]*\n(?P<e>.*?)```|```(?P<g>[^`\n]+)```|(?<!`)`(?P<f>[^`\n]+)`", re.DOTALL,
)  # fmt: skip
_TAGGED = re.compile(
    r"(\[(?P<a>math|tex|latex|itex|katex)\]|<(?P<b>math|tex)>).*?(\[/(?P=a)\]|</(?P=b)>)",
    re.IGNORECASE | re.DOTALL,
)
"""What forums and wikis write around LaTeX."""
_SET_BESIDE = re.compile(
    r"(?<=\$)(\\?[A-Za-z]\w*(?:_\{?\w+\}?)?)\$([ \t]*=[ \t]*-?[0-9]+(?:\.[0-9]+)?)(?![\w$])"
)

_BESIDE = re.compile(
    r"(?:[^=+*/^\\_{}<>\[\]&|]|(?<![^\n])[ \t]*[*+](?=[ \t])|"
    r"(?<=[A-Za-z])/(?=[A-Za-z])|(?<=[0-9])/(?=[0-9]+[ \t]+[a-z]{3})|"
    r"(\*{1,3}|_{1,2})(?=[^\W\d_])[^*_\n=]{2,80}(?<=[\w.:!?)])\1|(?<= )&(?= )|"
    r"\[[^\[\]=+*^\\]{1,80}\])*"
)
"""What stands between fenced formulas and is not a formula."""
_FUNCTION = re.compile(r"\w\([\w, ]+\)[ \t]*=")
_POINT = re.compile(r"\b(?:at|in)\b[^()=\n]{0,40}(\([-\d., ]+,[-\d., ]+\))")
_LONE = re.compile(
    r"(?:\s|\\(?:small|large)|\\[ ,;])*\\?[A-Za-z]+(?:\{\w\})?(?:_(?:\w|\{\w+\}))?(?:\^\{?2\}?)?"
    r"(?:\s|\\[ ,;])*"
)
_SLOPE = re.compile(
    r"\b(?:gradient|derivative|slope)\b[^=$.]{0,40}\b(?:is|are|equals|becomes|as)\b[ \t:]*$",
    re.IGNORECASE,
)
_TOLD_SLOPE = re.compile(
    r"\s*\\d?frac\{\s*(?:\\partial|d)(?![A-Za-z])[^{}=]{1,20}\}\{[^{}=]{1,30}\}"
    r"\s*&?=[^=]*(?:\\q?quad[^\\]{1,20})?"
)
"""``\\frac{\\partial a}{\\partial z} = …, \\quad i = j``"""
_WORDS = re.compile(r"\\(?:text|mathrm|mbox)\{([^{}]{0,60}[^\W\d_]{2}[^{}]{0,60})\}")
_BOLD = re.compile(r"(\*{2,3})(?=\S)([^\n]{1,300}?)(?<=\S)\1(?![\w(*])")
_BEHIND = re.compile(
    r"(?:^|[|:;,.(>\u2014–-])[ \t]*(?:[*+•][ \t]+)?\Z|[A-Za-z]{3,}[ \t]+\Z", re.MULTILINE
)
_SCRIPT = re.compile(r"<(su[bp])>[ ]*([^<>\n]{1,60}?)[ ]*</\1>", re.IGNORECASE)
SCRIPTS = 300
"""Raised and lowered stretches of HTML that are read."""
_TAG = re.compile(
    r"</?(?:b|i|em|strong|p|br|code|span|div|li|ul|u|font|center|small|big|h[1-6]|t[dhr]|table|"
    r"details)\b[^<>\n]{0,80}>|&nbsp;",
    re.IGNORECASE,
)
_COMMANDS = re.compile(r"\\[A-Za-z]+|\^\{?(?:T|\\top)\}?|\be\^|ᵀ")
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
_CELLS = re.compile(r"[ \t]*\|(?:[ ][^|\n]*[ ]\|){2,}[ \t]*|[ \t]*\|(?=[^\n]*\$[^|\n]*\$)[^\n]*")
_FORMULA = re.compile(r"[+*/^(]")
_MEASURE = re.compile(r"[ \t]*[~\u2248<>]?[ ]?[0-9][0-9.,]*[ ]?/[ ]?([A-Za-z]{3,})[ \t]*")
_TRACED = re.compile(
    r"[ \t]*\|[ \t`$]*\\?[A-Za-z]\w{0,9}(?:_\{\w+\})?[ \t`$]*(?P<bar>\|)"
    r"(?=[^|\n]*(?:[A-Za-z]\w*\(|[\w)}][ ]*[-+*/^\u00b7\u00d7]|-[ ]?\\?[A-Za-z]|"
    r"\\(?:cdot|times|frac|sqrt)))[^|\n]*\|"
)
"""A row with a name in the first cell, and in the second a formula."""
_VALUED = re.compile(
    r"[ \t]*\|[ \t`$]*(?P<name>\\?[^\W\d]\w{0,9}(?:_\{\w+\})?)[ \t`$]*(?P<bar>\|)"
    r"[ \t`$]*[-\u2212]?[0-9.]+[ \t`$]*\|(?:[ \t]*[^\W\d_][^|=+*/^]*\|)?[ \t]*\Z"
)
"""A row with a name, its value, and perhaps words."""
_LINE = re.compile(
    r"^[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,}|\"{4,}|~{3,}|\.\. \w+::[^\n]*)[ \t]*$", re.MULTILINE
)
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]+|>(?![>=]))+", re.MULTILINE)
_ROLE = re.compile(r"(?:^[ \t>*#-]*)?:math:(?=`)", re.MULTILINE)
_DOCUMENT = re.compile(
    r"\\(?:documentclass|usepackage|(?:sub)*section|paragraph|title|author|caption|bibitem)\*?"
    r"(?:\[[^\]\n]*\])?\{[^{}\n]*\}|\\(?:item|maketitle|noindent|par|centering)(?![A-Za-z])|"
    r"\\(?:begin|end)\{(?:itemize|enumerate|document|theorem|lemma|proof|definition|example|center)\}"
)
_CITED = re.compile(r"\\(?:cite[pt]?|eqref|autoref)\{[^{}\n]*\}")
"""Commands of LaTeX around formulas, in a whole document."""
_HEADING = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t][^\n]*|\*\*[A-Z][\w ,'()&:-]{1,60}\*\*[:.]?[ \t]*|"
    r"\[![\w-]+\][^\n]*)$|^[ \t]*(?:={2,6}[^=\n]{1,80}={2,6}[ \t]*)+",
    re.MULTILINE,
)
_MARKS = {
    **dict.fromkeys((0x201C, 0x201D, 0x201E, 0xAB, 0xBB, 0x2191, 0x2193, 0x30FB), " "),
    0x2019: "'",
}
"""Quotation marks, arrows up and down, a bullet; the apostrophe of print."""
_RULE = frozenset(" \t|:-")
"""What the line below the head of a table is made of."""
_BETWEEN = re.compile(r"[\u21D2\u27F9\u27F6\u2234\u2235]|(?:--+>|=>|->|\u2192)"
                      r"(?!_?(?:label|name|grad|data|tag)\b)"
                      r"(?=[ \t]*(?:[^\W\d][\w]*(?:\([\w, ]*\))?|[d\u2202]\w+/[d\u2202]\w+)"
                      r"[ \t]*:?=[^=>])")  # fmt: skip
_IN_BRACES = re.compile(r"\{[^{}]*\}")
_LOST = re.compile(
    r"^[ \t]*\[[ \t]*\n([^\[\]]*=[^\n]*\n(?:[^\n]+\n)*?)[ \t]*\][ \t]*$", re.MULTILINE
)
"""A displayed formula between brackets that have lost their backslash."""
_LOST_INLINE = re.compile(
    r"(?<=[A-Za-z,:][ ])\([ ](?P<in>(?:[^()$\n]|\((?:[^()$\n]|\([^()$\n]{0,80}\)){0,80}\))"
    r"{1,200})[ ]\)"
    r"(?=[ .,:;?\n]|\Z)"
)
"""``the function ( z = xy \\sin(x) )``: brackets of LaTeX that have lost their backslash."""
_LOST_END = re.compile(r"(?<=\$)[ \t]*\\(?=[ \t]*\n)")
_OPERAND = re.compile(r"(?:\\[A-Za-z]+|(?<![A-Za-z])[b-zA-Z])[ ]\Z")
"""What multiplies the brackets behind it: ``\\delta ( r - \\frac{1}{2} )``."""


def unmark(found: Remains) -> None:
    """Take away everything that a document adds to its formulas."""
    found.blank_all(_DOCUMENT, ";")
    found.blank_all(_CITED)
    _unquote(found)
    _untag(found)
    _find_lost_fences(found)
    found.text = found.text.translate(_MARKS)
    if found.text.count('"') % 2:
        found.text = found.text.replace('"', " ")
    found.blank_all(_LINE, ";")
    found.leave_out_all(_HEADING)
    _without_tags(found)
    _unbold(found)
    _without_table(found)
    _unfence(found)
    for tick in list(re.finditer("`+", found.text)):
        before = found.text[: tick.start()].rstrip(" \t")[-1:]
        found.blank(tick.start(), tick.end(), " " if before in tuple("=+*/^-(,") else ";")
    for lost in list(_LOST.finditer(found.text)):
        _in_one_line(found, lost.start(1), lost.end(1))
        found.blank(lost.start(), lost.start(1), ";")
        found.blank(lost.end(1), lost.end(), ";")
    found.blank_all(_BETWEEN, ";")


def _find_lost_fences(found: Remains) -> None:
    """``( … )`` as $…$ in a text whose fences have lost their backslashes; ends of its lines."""
    found.blank_all(_LOST_END)
    lost = [
        one
        for one in _LOST_INLINE.finditer(found.text)
        if not _OPERAND.search(found.text[max(0, one.start() - 40) : one.start()])
    ]
    fenced = any(fence in found.text for fence in ("$", r"\(", r"\[", r"\begin{"))
    if fenced or not any("\\" in one["in"] for one in lost):
        return
    for one in lost:
        found.put("$", one.start())
        found.put("$", one.end() - 1)


def _unquote(found: Remains) -> None:
    """``> `` before the lines of a quotation, and ``:math:`` before back-ticks."""
    filled = [line for line in found.text.splitlines() if line.strip()]
    quoted = [line for line in filled if _QUOTE.match(line)]
    if quoted and (len(quoted) == len(filled) or any("$" in line for line in quoted)):
        found.blank_all(_QUOTE)
    found.blank_all(_ROLE)


def _untag(found: Remains) -> None:
    """``[tex]…[/tex]`` as $…$, and ``$λ$ = 0.1`` as $λ = 0.1$."""
    for tagged in list(_TAGGED.finditer(found.text)):
        for group in (1, 4):
            found.put("$".ljust(len(tagged[group])), tagged.start(group))
    for one in list(_SET_BESIDE.finditer(found.text)):
        found.put(f"{one[1]}{one[2]}$", one.start(1))


def _unfence(found: Remains) -> None:
    """``$…$``, ``\\[…\\]`` and code between back-ticks, with sentences around them."""
    fenced = list(_FENCED.finditer(found.text))
    if not fenced:
        return
    ends = [0, *(one.end() for one in fenced)]
    starts = [*(one.start() for one in fenced), len(found.text)]
    beside = list(zip(ends, starts, strict=True))
    if not all(_BESIDE.fullmatch(found.text[a:b]) for a, b in beside):
        return
    parts = [(one.start(name), one.end(name)) for one in fenced
             for name in "abcdefg" if one[name] is not None]  # fmt: skip
    defining = not all(_LONE.fullmatch(found.text[a:b]) for a, b in parts)
    text = found.text
    joined = [_goes_on(text[a:b], text[c:d]) and not text[b:c].strip("$\\[]() \t\r\n")
              for (a, b), (c, d) in pairwise(parts)]  # fmt: skip
    for (a, b), is_joined in zip(beside, [False, *joined, False], strict=True):
        if is_joined:
            continue
        point = _POINT.search(text, a, b)
        is_wanted = point is not None and _FUNCTION.search(text[:a]) is not None
        if point and is_wanted:
            found.leave_out(a, point.start(1))
        found.leave_out(point.end(1) if point and is_wanted else a, b)
    for i, ((a, b), one) in enumerate(zip(parts, fenced, strict=True)):
        slope = "=" not in text[a:b] and _SLOPE.search(text[max(0, one.start() - 80) : one.start()])
        slope = slope or _TOLD_SLOPE.fullmatch(text[a:b])
        told = slope or _is_said(text[a:b]) or _is_part(text[a:b], text[:a] + text[b:])
        if defining and (told or _LONE.fullmatch(text[a:b])):
            found.leave_out(a, b)
        found.blank(one.start(), a, " " if joined[i - 1 : i] == [True] else ";")
        found.blank(b, one.end(), " " if joined[i : i + 1] == [True] else ";")
        if one.lastgroup in {"a", "c"}:
            _in_one_line(found, a, b)


def _is_part(part: str, beside: str) -> bool:
    """Whether a formula without a name is said again that stands in another one."""
    bare = "".join(part.split())
    return "=" not in part and len(bare) > 2 and bare in "".join(beside.split())


def _goes_on(part: str, following: str) -> bool:
    """Whether a bracket closes only in the fence that follows, or its formula goes on there."""
    is_open = part.count("(") + part.count("[") > part.count(")") + part.count("]")
    is_open = is_open or re.search(r"[=+*/-][ \t]*\Z", part) is not None
    return is_open or re.match(r"[ \t\r\n&]*[=+*/](?!=)", following) is not None


def _in_one_line(found: Remains, start: int, end: int) -> None:
    """A line of LaTeX ends at its double backslash; a line with its own equation is let be."""
    lines = found.text[start:end].split("\n")
    place = start
    for line, following in pairwise(lines):
        place += len(line) + 1
        own = "=" in _IN_BRACES.sub("", following) and not following.lstrip().startswith(("=", "&"))
        if line.strip() and following.strip() and not own:
            found.put(" ", place - 1)


def _is_said(part: str) -> bool:
    """Whether a fence holds words, and defines nothing; those of a choice are conditions."""
    if "cases}" in part:
        return False
    words = [one for one in _WORDS.findall(part) if not canonical_name(one.strip())]
    return "=" not in part and (bool(words) or any(map(is_foreign, part)))


def _unbold(found: Remains) -> None:
    """``**z = wx + b**`` in a document; ``x**2`` is a power."""
    for bold in list(_BOLD.finditer(found.text)):
        if _BEHIND.search(found.text[: bold.start()][-40:]):
            width = len(bold[1])
            found.blank(bold.start(), bold.start() + width)
            found.blank(bold.end() - width, bold.end())


def _without_tags(found: Remains) -> None:
    r"""``x<sub>1</sub><sup>2</sup>`` is x_1^2."""
    for _ in range(SCRIPTS):
        one = _SCRIPT.search(found.text)  # the innermost first
        if one is None:
            break
        said = re.sub(r"^\(([^()]*)\)$", r"\1", one[2])
        if one[1].lower() == "sup":
            written = f"^({said})"
        else:
            written = f"_{said}" if said.isalnum() else f"_{{{said}}}"
        found.put(written.ljust(len(one[0])), one.start())
    found.blank_all(_TAG)


def _without_table(found: Remains) -> None:
    """The cells of a table that define something."""
    rules = [one for one in re.finditer(r"[^\n]+", found.text) if _is_rule(one[0])]
    for rule in rules:
        _leave_out_open_row(found, rule.start())
        found.blank(rule.start(), rule.end())
    rows = list(_ROW.finditer(found.text))
    for row in rows if rules else ():
        one = _VALUED.match(row[0])
        if one and found.text.count(one["name"]) > 1:
            _set_equal(found, row, one)
    rows = list(_ROW.finditer(found.text))
    if rules and not any("=" in row[0] for row in rows):
        _name_formulas(found, rows)
    for row in list(_ROW.finditer(found.text)):
        start = row.start()
        if not rules and not _CELLS.fullmatch(row[0]):
            continue
        for cell in re.finditer(r"[^|]+", row[0]):
            plain = "=" not in cell[0] and (
                rules or not _FORMULA.search(cell[0]) or _is_measure(cell[0], row[0])
            )
            if plain or (_is_worked_out(cell[0]) and "=" in row[0].replace(cell[0], "")):
                found.leave_out(start + cell.start(), start + cell.end())
        for bar in re.finditer(r"\|", row[0]):
            found.put(";", start + bar.start())


def _leave_out_open_row(found: Remains, end: int) -> None:
    """The names of the columns before the rule at ``end``, where no bar closes their row."""
    start = found.text.rfind("\n", 0, max(end - 1, 0)) + 1
    head = found.text[start:end].rstrip()
    if head.startswith("|") and not head.endswith("|") and "=" not in head:
        found.leave_out(start, end)


def _name_formulas(found: Remains, rows: list[re.Match[str]]) -> None:
    """``| v1 | x*y | 6 |`` as ``v1 = x*y``, where several rows of a table are of this kind."""
    traced = [one for one in (_TRACED.match(row[0]) for row in rows) if one]
    for one, row in zip(traced, [r for r in rows if _TRACED.match(r[0])], strict=True):
        if len(traced) < 2:
            return
        _set_equal(found, row, one)


def _set_equal(found: Remains, row: re.Match[str], one: re.Match[str]) -> None:
    """``=`` between the first two cells of a row, which lose their fences."""
    for fence in re.finditer("[`$]", row[0][: one.end()]):
        found.put(" ", row.start() + fence.start())
    found.put("=", row.start() + one.start("bar"))


def _is_worked_out(cell: str) -> bool:
    """Whether a cell holds numbers, and what they give: ``$2 \\times 3 = 6$``, ``$[1, 0]^T$``."""
    left = _COMMANDS.sub(" ", cell.partition("=")[0])
    return re.search("[0-9]", left) is not None and re.search(r"[^\W\d_]", left) is None


def _is_measure(cell: str, row: str) -> bool:
    """Whether a cell holds a number with its unit, which no other cell of the row has: 85/cycle."""
    unit = _MEASURE.fullmatch(cell)
    return unit is not None and len(re.findall(rf"\b{unit[1]}\b", row)) == 1


def _is_rule(line: str) -> bool:
    return _RULE.issuperset(line) and "|" in line and "--" in line
