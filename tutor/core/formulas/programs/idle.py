"""What a program shows, fetches or checks beside its formulas: comments, prints, what was printed.

None of it is part of a graph; what was left out is named to the user.
"""

from __future__ import annotations

import re
from itertools import islice

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.languages import DECLARED
from tutor.core.formulas.programs.rewriting import Text, lines

_DOCSTRING = re.compile(r'("""|\'\'\').*?(?:\1|\Z)', re.DOTALL)
_COMMENT = re.compile(
    r"/\*.*?(?:\*/|\Z)|#(?![ \t]*define[ \t]+\w+(?:\(|[ \t]+[-(0-9.]))[^\n]*|"
    r"(?:^|(?<=[;\n{}]))[ \t]*//[^\n]*|(?<=[\w)}\]])[ \t]+//[ \t]*[A-Za-z'’]+[ \t]+[A-Za-z][^\n]*|"
    r"(?:^|(?<=[;\n]))[ \t]*%[ \t%][^\n]*|(?:^|(?<=\n))[ \t]*--[ \t][^\n]*",
    re.DOTALL,
)
_DASHED = re.compile(r"--[^\n]*")
_LENGTH_OF_LUA = re.compile(r"[,/=(][ \t]*#[A-Za-z]\w*(?=[ \t]*(?:\)|do\b|;|$))", re.MULTILINE)
"""``#y`` is a size there, and no comment."""
_LABELLED = re.compile(
    r"\bprint(?:ln|f)?!?[ \t]*\([ \t]*[fF]?(['\"])[ \t]*([A-Za-z][^'\"\n{%\\=]*)"
)
"""``print("loss:", loss)``: lines behind it that begin with its words are what it printed."""
_PRINTED = (
    r"[ \t:]*(?:[-+]?[0-9][0-9.eE+-]*|\[[-+0-9.,eE\[\] \t]*\]|"
    r"(?:tensor|array|Array|Value|Variable|Tensor)\([^\n]*\))[ \t]*$"
)
_COMMENT_OF_LATEX = re.compile(r"(?<!\\)%[^\n]*")
_GRADIENT = (
    r"(?:(?:jax|tf|T|tt|theano|autograd|torch\.autograd|torch\.func|func|elementwise|eqx|nnx|"
    r"Zygote|ForwardDiff|ReverseDiff|Tracker|Flux|Enzyme|AutoGrad)\.)"
)
_SLOPE = r"\w+(?:\.\w+)*?\.grad(?:\.\w+(?:\(\))?)*"
"""``x.grad``, ``model.w.grad.item()``"""
_STATEMENT = re.compile(
    r"(?:import|from)[ \t]+[\w.]+|(?:assert|raise|del|global|break|continue|goto)\b(?![ \t]*=)|"
    r"(?:write\(|print[ \t]*)\*|(?:print|printf|fprintf|println!?|eprintln!?|dbg!|puts|cat|"
    r"echo|display|disp|draw_dot|plot|assert_\w+|"
    r"isinstance|static_assert|exit)[ \t]*[( ]|(?:pass|clc|return(?: None| null)?)$|"
    r"(?:using|use|package|library|require|namespace|open|module)[ \t]+[\w.:<{]+"
    r"(?![ \t]*=)|(?:library|require|requireNamespace)\([ \t]*['\"]?\w+['\"]?[ \t]*\)$|"
    r"clear\b|(?:std::)?(?:cout|cerr)[ \t]*<<|"
    r"(?:console|System\.out|Serial|fmt|std|os|sys|plt|sns|ax|"
    r"fig|logger|logging|log|writer|wandb|pbar|warnings|mlflow|optimi[sz]er|opt|scheduler|scaler)"
    r"(?:\.\w+)*\.\w+[ \t]*\(|super\(|"
    r"[\w.]+\.backward!?$|[\w.]+(?:\([^()\n]*\))?\.(?:item|numpy|tolist|grad|print|show)\(\)$|"
    r"[\w.]+(?:\.|->)(?:[Bb]ackward|reverse|zero_grad|requires_grad_|retain_grad|zero_|watch|step|"
    r"train|eval)[ \t]*\(|"
    r"(?P<of>\w+)(?:[\w.]*\.\w+_\(|\.data[ \t]*[-+]?=|[ \t]*(?:[-+]=|=[ \t]*(?P=of)[ \t]*[-+]))"
    r"[^\n]*\.grad\b|"
    r"[\w.]+\.(?:_?label|grad|requires_grad)[ \t]*(?:=|$)|"
    r"(?:\w+_)?back(?:ward|_?prop)\w*!?[ \t]*\([ \t]*&?\w+[ \t]*\)$|"
    rf"[(\[]?{_SLOPE}(?:[ \t]*,[ \t]*{_SLOPE})*[)\]]?$|"
    r"[%!@][A-Za-z]|"
    r"(?:\w+\.)*(?:check_grads?|gradcheck|grad_?check|check_gradients?)\(|"
    r"(?:np|torch|tf|random|jax)\.(?:random\.)?(?:seed|set_seed|manual_seed|config\.\w+)\(|"
    rf"[\w,() \t]+=[^=]*(?:\b(?:gradient|autograd\.grad|draw_dot|value_and_grad)[ \t]*\(|"
    rf"{_GRADIENT}(?:grad|jacobian|jacfwd|jacrev|hessian)[ \t]*\()|"
    rf"(?:{_GRADIENT}|tape\.)(?:grad|value_and_grad|gradient|derivative)[ \t]*\(|"
    r"(?:\w+[ \t]*=[ \t]*)?(?:grad|value_and_grad|gradient|derivative|"
    r"(?:sp\.|sympy\.)?(?:diff|Derivative))[ \t]*\([ \t]*(?:\w+=)?\w+[ \t]*(?:,[^()\n]*)?\)"
    r"(?:[ \t]*\([^()\n]*\))?(?:\.\w+\(\))?[ \t]*$|"
    r"\w+(?:[ \t]*,[ \t]*\w+)*[ \t]*=[ \t]*(?:[\w.]+\.)?(?:optim(?:izers)?\.\w+|symbols|Symbol|"
    r"GradientTape|SummaryWriter|PRNGKey|lambdify|function\((?:inputs[ \t]*=[ \t]*)?(?=\[)|"
    r"[dfil]?(?:scalar|vector|matrix)s?(?=\([ \t]*['\")]))[ \t]*\(?|"
    r"(?:\w+[ \t]*=[ \t]*)?\w+\.(?:diff|subs|evalf|simplify)\([^\n]*\)$|"
    r"\w+'?\([-0-9., \t]+\)(?:[ \t]*,[ \t]*\w+'?\([-0-9., \t]+\))+$|"
    r"[{}][ \t]*$|(?:export[ \t]+)?(?:import|from)[ \t]+\{|(?:curve|lines|points|abline|legend)\(|"
    r"[\w.]+\.(?:back\w*|compute\w*|show\w*|view|render\w*|draw\w*|save\w*|plot\w*|update\w*|print\w*|dump\w*|debug\w*|display\w*|"
    r"register\w*|set_\w+)[ \t]*\([^=]*$|"
    r"\w+\(\)\.\w+\(|"
    r"(?:(?:let|var|val|const|auto)[ \t]+)?(?:mut[ \t]+)?\w+[ \t]*:?=[ \t]*\w+\."
    r"(?:grad|[Bb]ackward|backprop|gradients?|derivatives?)\([^()\n]*\)$"
)
_ASKED_OF = re.compile(
    r"^(?:(?:let|var|val|const|auto)[ \t]+)?(?:\w+[ \t]*:?=[ \t]*)?(?:self\.)?"
    r"(\w+)\.[Bb]ack(?:ward|prop)\w*\(|^\w*back\w+!?[ \t]*\([ \t]*&?(\w+)[ \t]*\)$|"
    r"\b(?:tape\.gradient|grad|gradient)\([ \t]*(\w+)[ \t]*[,)]"
)

# What a session shows.
_PROMPTS = r"(?:>>>|>>|julia>|R>|octave:[0-9]+>|In \[(?:[0-9 ]*|None)\]:|scala>|ghci>|>)"
_PROMPT = re.compile(rf"[ \t]*(?:{_PROMPTS}(?=[ \t\n]|$)|\.\.\.(?:[ \t]|:|$)|\.\.\.:)[ \t]?")
_ASKED = re.compile(
    rf"^[ \t]*(?:{_PROMPTS}[ \t]+[A-Za-z_(@]|In \[(?:[0-9]+|None)\]:[ \t]*$)", re.MULTILINE
)
_CELL = re.compile(r"[ \t]*In \[")
_VALUE = re.compile(
    r"[ \t]*(?:Out\[[0-9]*\]:.*|\[[0-9]+\][ \t]+[-0-9.e+ \tNIaf]+|ans[ \t]*=.*|"
    r"<tf\.(?:Tensor|Variable).*|"
    r"(?:tensor|array|Array|DeviceArray|Value|Variable|Traced\w*|Tensor)\((?!\s*\)).*\)|"
    r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?)[ \t]*\r?\n?",
    re.DOTALL,
)


LABELS = 50
"""Labels that a program prints which are looked for, the first of the text."""


def without_comments(text: str, *, latex: bool) -> str:
    """``text`` with blanks for its comments, and for what it printed beside a label."""
    shown = {one[2].rstrip(" \t:") for one in islice(_LABELLED.finditer(text), LABELS)}
    labels = "|".join(map(re.escape, shown))
    printed = re.compile(rf"^[ \t]*(?:{labels}){_PRINTED}", re.MULTILINE)
    is_lua = re.search(r"^[ \t]*(?:local[ \t]|end\b)", text, re.M) and _LENGTH_OF_LUA.search(text)
    patterns = (_COMMENT_OF_LATEX,) if latex else (_DOCSTRING, _COMMENT)
    patterns = (_DASHED,) if is_lua else patterns
    for pattern in (*patterns, *([printed] if shown else ())):
        text = pattern.sub(lambda found: re.sub(r"[^\r\n]", " ", found[0]), text)
    return text


def is_idle(statement: str) -> bool:
    """Whether a statement is not part of a graph."""
    said = statement.strip(" \t\r\n;")
    declares = statement.rstrip().endswith(";") and DECLARED.match(statement.strip())
    return bool(_STATEMENT.match(said) or declares)


def asked_gradient(statement: str) -> str:
    """The name whose gradient a statement asks for: ``L.backward()``; "" when it asks for none."""
    found = _ASKED_OF.search(statement)
    return next(filter(None, found.groups())) if found else ""


def asks_from_one(text: str) -> bool:
    """Whether the prompts are those of Julia, R or Octave, which count from 1."""
    return re.search(r"^[ \t]*(?:julia|R|octave:[0-9]+)>[ \t]", text, re.MULTILINE) is not None


def without_answers(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    """A session without its prompts and what was shown in it; and that, with its places."""
    text = text_of(pieces)
    session = _ASKED.search(text) is not None
    if not session and not re.search(r"^[ \t]*(?:Out\[|[A-Za-z]+\(.*\)[ \t]*\r?$)", text, re.M):
        return pieces, []
    out: Text = []
    left: list[tuple[str, int]] = []
    asked = goes_on = is_cell = False
    for line in lines(pieces):
        said = text_of(line)
        prompt = _PROMPT.match(said) if session else None
        shown = _VALUE.fullmatch(said) and "=" in text
        answers = asked and not goes_on and not is_cell and _unmarked(said)
        if prompt:
            rest, asked = line[prompt.end() :], True
            is_cell = is_cell or bool(_CELL.match(said))
            goes_on = text_of(rest).rstrip()[-1:] in {":", "{"} or (goes_on and said[:1] == ".")
            out += rest
        elif said.strip() and (shown or answers):
            left.append((" ".join(said.split()), line[0].at))
            out += line[-1:] if said.endswith("\n") else []
        else:
            out += line
    return out, left


def _unmarked(line: str) -> bool:
    """Whether a line without a prompt stands where what is shown does, not deeper."""
    return not line.startswith((" ", "\t"))
