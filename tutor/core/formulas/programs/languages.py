r"""What programs of other languages write, in the words of Python: one row a kind.

C, C++, CUDA, Java, JavaScript, Julia, MATLAB, R, Rust, Go, Kotlin, Swift, Scala and Lua.  A row is
what is written, and what it becomes, with ``\1`` for what was found.
"""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import MODULES, WRAPPERS, text_of
from tutor.core.formulas.programs.rewriting import Text, rewrite_matches
from tutor.core.formulas.programs.same_name import modules_in

TYPE = (
    r"(?:double|float|real|int|auto|Double|Float|Real|f64|f32|[rf]Var|var|Var|dual|adouble|Value|"
    r"[\w.]*Tensor|number|Number|np\.\w+|Float64|Float32|AReal|[vd]?vec[234]|half|long double|"
    r"(?:row|col)?vec|mat|(?:Vector|Matrix|Array)[X234][dfi])"
)
"""What stands before a name that is declared, or behind it and a colon."""
_DECLARING = r"(?:(?:let|var|const|val|mut|static|final|local|constexpr|my)[ \t]+)+"
KEYWORD = re.compile(
    rf"return(?:[ \t]+(?![=*/+^\-])|[ \t]+(?=-\S)|(?=\())|"
    rf"{_DECLARING}(?:{TYPE}[ \t&]+(?=\w))?(?![=*/+^\-])|"
    rf"{TYPE}[ \t]+&?(?=\w+[ \t]*[=,])"
)
NOTED = re.compile(rf"(\w+)[ \t]*(:{{1,2}}[ \t]*{TYPE})[ \t]*=")
DECLARED = re.compile(rf"(?:{_DECLARING})?{TYPE}?[ \t]+\w+(?:[ \t]*,[ \t]*\w+)*[ \t]*;$")
"""``double y;`` only says that there is a name."""

SETTING = (
    r"(?:\w+[ \t]*(?::|=>?)[ \t]*)?"
    r"(?:[Tt]rue|[Ff]alse|TRUE|FALSE|None|null|NULL|nullptr|nil|undefined|"
    r"\(\)|\[\]|\{(?:[ \t]*\w+:[ \t]*(?:true|false)[ \t]*)?\}|"
    r"(?:new[ \t]+)?(?:Set|Array|List)(?:<\w*>)?\(\)|"
    r"(?:(?:Some|String::from)\(\"[^\"\n]*\"\)|\"[^\"\n]*\"|'[^'\n]*')(?:\.\w+\(\))?)"
)
"""What a call says of a number beside it: a label, or that nothing came before."""

_S = r"[ \t]*"
_LINE = r"^[ \t]*"
_INSIDE = r"\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)"
_NO_HEAD = r"(?!(?:if|for|while|switch|catch|return|new|else|elif|elseif|do)\b)"
_GIVEN = r"\(([^(){};]{0,400})\)"
_GIVES = rf"{_S}(?:(?:->|::?){_S}[\w.<>:, ]+|\w+(?:[ \t]+\w+){{0,2}})?\s*"
_IS = rf"{_S}(?::{_S}[\w.<>]+{_S})?(?:=|<-){_S}"
_BODY = r"([^\n{};]+?)"
_FORMULA = r"([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)"
_NEW = r"(?<![\w.])(?:(?:const|let|var|val|auto|my|local)[ \t]+)?(?:[A-Za-z_]\w*\.)*"
_NO_MODULE = "".join(rf"(?<!\b{one})" for one in sorted(MODULES | {"self", "this"}))
_NO_CALL = r"(?!::|[\w(.\[']|[ \t]*(?:=(?!=)|\{))"
_LOOP_OF_C = (
    rf"\bfor{_S}\(?{_S}(?:(?:int|let|var|size_t|unsigned|long|auto|const|std::size_t)[ \t]+)*"
    rf"(\w+){_S}:?={_S}([^;\n]+?){_S};{_S}\1{_S}"
)
_PAIR = rf"(?:case{_S})?[|(]?{_S}(\w+){_S},{_S}(\w+){_S}(?:\||\)?{_S}(?:->|=>|in\b))"
_LISTED = r"(?:\bmap|(?<!\w))\((\[[^\n]{1,200}? for [^\n]{1,40}? in (?:zip\(\w+, \w+\)|\w+)\])\)"
_LOOP_OVER = (
    rf"\bfor{_S}\({_S}(?:const[ \t]+)?(?:auto|double|float|int)[ \t]*&?[ \t]*(\w+){_S}:{_S}"
    rf"(\w+){_S}\)"
)
_BY_STEP = rf"{_S};{_S}\1{_S}\+={_S}([0-9]+){_S}\)?{_S}"
_BY_ONE = rf"{_S};{_S}(?:\1{_S}\+\+|\+\+{_S}\1|\1{_S}\+={_S}1|\1{_S}={_S}\1{_S}\+{_S}1){_S}\)?{_S}"

_ROWS: tuple[tuple[str, str], ...] = (
    # Numbers, modules and casts.
    (r"\b(?:std|arma|Eigen)::(?=\w)", ""),
    (r"(?<![\w)\]])\((?:float|double|f64|real)\)[ \t]*(?=[\w(])", ""),
    (r"(?<=[\w)])[ \t]+as[ \t]+f(?:32|64)\b", ""),
    (r"\bifelse(?=\()|\b(?:tf|np)\.select(?=\()", "where"),
    (r"(?<![\w.])([0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?)_[A-Za-z]\w*", r"\1"),
    (rf"(?<![\w.])(?:[A-Z]\w*::\w+|new[ \t]+[A-Za-z_][\w.:<>]*)\({_S}(?:(?:data|value|val)"
     rf"{_S}(?::|=>?){_S})?(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)[fFdD]?{_S}(?:,{_S}{SETTING}{_S})*\)",
     r"(\1)"),
    (r"(?:(?<=[=(,+\-*/])|(?<=[=(,+\-*/] ))&(?:mut[ \t]+)?(?=[A-Za-z_(])", ""),
    (rf"\b({'|'.join(sorted(WRAPPERS))})\(\s*(?:initial_value|data|value|val|object){_S}=(?!=)\s*",
     r"\1("),
    (r"\b[A-Z]\w*?(?:Value|Val|Var|Variable|Node|Tensor|Scalar|Number|Num)\((?=\s*[-0-9.\[])",
     "Value("),
    (r"(?<![\w.])[a-z]\w*\.(?=(?:Tensor|tensor|Value|Variable|Parameter)\()", ""),
    (r"(?<![\w.])[A-Z]\w*[a-z]\w*\.(?=(?:(?:binary_)?cross_entropy|mse(?:_loss)?|nll_loss)\()", ""),
    (rf"^([ \t]*)(\w+)\.backward\((?:gradient{_S}={_S})?((?!retain|create|inputs)[A-Za-z_][\w.]*"
     r"(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))?|(?!1(?:\.0*)?f?\))[0-9][0-9.]*)\)",
     r"\1\2_weighted = sum(\3*\2)"),
    (r"^[^\n=]*=[ \t]*&?\w*[Tt]ape(?:::|\.)?\w*(?:::new)?\(\);?[ \t]*$", ""),
    (rf"\b\w+::(?=\w+{_S}\([^(){{}};]*\)[ \t]*(?:const|noexcept)?\s*\{{)", ""),
    (r"\btf\.nn\.leaky_relu\(([^(),]+)\)", r"leaky_relu(\1, 0.2)"),
    (rf"(?<=[)\]])\.(sum|mean){_NO_CALL}", r".\1()"),
    (rf"(?<=[\w)\]]){_NO_MODULE}\.(exp|log|sqrt|tanh|sigmoid|relu|abs|square|softplus|sin|cos){_NO_CALL}",
     r".\1()"),
    (r"(?<=\))\.requires_grad_?\((?:True|TRUE|true)?\)", ""),
    (r"(?<=[)\]])\.(add|sub|mul|div|pow|exp|log|sqrt|abs|neg|clamp|sigmoid|tanh|relu|square)_\(",
     r".\1("),  # of what nothing else has
    # Sizes, and a formula of a spreadsheet.
    (r"(?<![\w.])([A-Za-z]\w*)\.[lL]ength\b(?!\()", r"len(\1)"),
    (r"(?<=[\w\])])\.size\(\)\[(-?[0-9])\]", r".shape[\1]"),
    (rf"([*/]{_S})([A-Za-z]\w*)\.(?:size|rows)\(\)", r"\1len(\2)"),
    # Armadillo and Eigen.
    (r"(?<![\w.)\]])([A-Za-z]\w*)\.n_(?:elem|rows)\b", r"len(\1)"),
    (r"\baccu(?=\()", "sum"),
    (r"(?<=[\w)])\.squaredNorm\(\)", ".pow(2).sum()"),
    (r"(?<=[\w)])\.(?:array|matrix)\(\)", ""),
    (r"(?<=[\w)])\.(?:t|transpose|adjoint)\(\)", ".T"),
    (r"\A[ \t]*=(?=[^=\n]+\Z)", ""),
    (r"\bSUMPRODUCT(?=\()", "dot"),
    (r"\bSUMXMY2\(([^(),\n]+),([^(),\n]+)\)", r"sum((\1-(\2))^2)"),
    (r"\b(?:gradient|valueWithGradient)\(at:[ \t]*([^()\n]*),[ \t]*in:[ \t]*(\w+)\)",
     r"gradient(\2, \1)"),  # of Swift
    (rf"(?<=,){_S}\[{_S}\]{_S},{_S}1{_S}(?=\))", " axis=0"),  # max(A, [], 1) of Octave
    (rf"(?<=,){_S}\[{_S}\]{_S},{_S}2{_S}(?=\))", " axis=1"),
    # Go, and gorgonia.
    (_LINE + r"\w+[ \t]*:?=[ \t]*(?:G|gorgonia)\.New\w+\([^\n]*$", ""),
    (r"^([ \t]*)if[ \t]+(\w+),[ \t]*err[ \t]*=([^;\n]*);[ \t]*err[ \t]*!=[ \t]*nil[ \t]*\{[^{}]*\}",
     r"\1\2 =\3"),
    (_LINE + r"if[ \t]+err[ \t]*!=[ \t]*nil[ \t]*\{[^{}]*\}", ""),
    (_LINE + r"var[ \t]+(?:\w+[ \t]*,[ \t]*)*\w+[ \t]+(?:\*\w+\.\w+|error)[ \t]*$", ""),
    (r"^([ \t]*\w+)[ \t]*,[ \t]*(?:err|_)[ \t]*(:?=)(?=[ \t]*\w+\.)", r"\1 \2"),
    (r"\b(?:G|gorgonia)\.(?:Must\b|(?=[A-Z]\w*\())", ""),
    (rf"\bfor[ \t]+(\w+){_S}:={_S}range[ \t]+(\w+)", r"for \1 in range(len(\2))"),
    (rf"\bfor[ \t]+(\w+){_S},{_S}(\w+){_S}:={_S}range[ \t]+(\w+)", r"for \1, \2 in enumerate(\3)"),
    (r"\bCOUNT(?=\()", "len"),
    (r"\bIF(?=\()", "where"),
    # Sizes that are named together.
    (rf"^([ \t]*)(\w+){_S},{_S}(\w+){_S}={_S}(?:np\.shape\({_S}(\w+){_S}\)|(\w+)\.shape|"
     r"(\w+)\.size\(\))(?![\w\[(])", "\\1\\2 = \\4\\5\\6.shape[0]\n\\1\\3 = \\4\\5\\6.shape[1]"),
    (rf"^([ \t]*)\[{_S}(\w+){_S},?{_S}(\w+){_S}\]{_S}={_S}size\({_S}(\w+){_S}\)",
     "\\1\\2 = shape(\\4, 0)\n\\1\\3 = shape(\\4, 1)"),
    # Sums over an index.
    (rf"(?:[Σ∑]{_S}_?{_S}[({{]|\bsum[ \t]+(?:over|from|for)[ \t]+){_S}([A-Za-z]){_S}={_S}([0-9]+)"
     rf"(?:{_S}(?:\.\.\.?|…){_S}|[ \t]+to[ \t]+)([0-9]+|[A-Za-z]){_S}(?:[)}}]|[ \t]+of\b)",
     r"∑_{\1=\2}^{\3}"),
    (r"\b(?:tf\.nn\.)?sigmoid_cross_entropy_with_logits\([ \t]*(?:labels=([\w.]+),[ \t]*"
     r"logits=([\w.]+)|logits=([\w.]+),[ \t]*labels=([\w.]+))\)",
     r"(softplus(\2\3) - \1\4*\2\3)"),
    (r"\b(?:torch\.)?(?:addmm|addmv)\(([\w.]+),[ \t]*([\w.]+),[ \t]*([\w.]+)\)", r"(\1 + \2@\3)"),
    # Truth as a number, and functions before what they work on.
    (r"(?<=[\[,])([ \t\n]*)True(?=[ \t\n]*[,\]])", r"\1 1"),
    (r"(?<=[\[,])([ \t\n]*)False(?=[ \t\n]*[,\]])", r"\1 0"),
    # Types of Julia that stand behind.
    (rf"(\([^()\n]*::[^()\n]*\)(?:::[\w.]+)?){_S}\bwhere[ \t]+"
     rf"(?:\{{[^{{}}\n]*\}}|\w+(?:{_S}<:{_S}\w+)?)", r"\1"),
    (_LINE + rf"(\w+{_GIVEN})::[\w.]+(?={_S}=(?!=))", r"\1"),
    (r"(?<=[(, ])([a-z_]\w*)::[A-Z][\w.{}]*(?=[ \t]*[,)])", r"\1"),
    (r"(?<![\w.])one\([A-Z]\w*\)", "1"),
    (r"(?<![\w.])zero\([A-Z]\w*\)", "0"),
    # Sums over two lists.
    (rf"(\w+)\.iter\(\)\.zip\(&?(\w+)(?:\.iter\(\))?\)\s*\.map\(\|\(&?(\w+),{_S}&?(\w+)\)\|{_S}"
     rf"([^|()\n]+)\)\s*\.sum(?:::<\w+>)?\(\)", r"sum(\5 for \3, \4 in zip(\1, \2))"),
    (rf"(\w+)\.map\(\((\w+),{_S}(\w+)\){_S}=>{_S}{_FORMULA}\)\s*\.reduce\(\((\w+),{_S}(\w+)\){_S}=>{_S}"
     rf"\5{_S}\+{_S}\6(?:,{_S}0(?:\.0)?)?\)", r"sum(\4 for \3, \2 in enumerate(\1))"),
    (rf"(\w+)\.reduce\(\((\w+),{_S}(\w+),{_S}(\w+)\){_S}=>{_S}\2{_S}\+{_S}{_FORMULA},{_S}0(?:\.0)?\)",
     r"sum(\5 for \4, \3 in enumerate(\1))"),
    (rf"(\w+)\.reduce\(\((\w+),{_S}(\w+)\){_S}=>{_S}\2{_S}\+{_S}{_FORMULA},{_S}0(?:\.0)?\)",
     r"sum([\4 for \3 in \1])"),
    (rf"(\w+)\.map\(\(?(\w+)\)?{_S}=>{_S}{_FORMULA}\)(?![.\w])", r"[\3 for \2 in \1]"),
    (r"\(\.\.\.(\w+)\)", r"(\1)"),
    (rf"(\w+)\.iter\(\)\s*\.map\(\|&?(\w+)\|{_S}([^|()\n]+(?:\([^()\n]*\)[^|()\n]*)*)\)"
     rf"\s*\.sum(?:::<\w+>)?\(\)", r"sum(\3 for \2 in \1)"),
    (r"\binner_product\((\w+)\.begin\(\), *\1\.end\(\), *(\w+)\.begin\(\), *0(?:\.0?)?\)",
     r"dot(\1, \2)"),
    (r"\baccumulate\((\w+)\.begin\(\), *\1\.end\(\), *0(?:\.0?)?\)", r"sum(\1)"),
    (r"\btorch::(?:nn::functional::)?(?=[a-z]\w*\()", ""),
    (_LINE + r"(?:typedef[ \t]+)?struct\b[^{};\n]*\{[^{}]*\}[^;\n]*;", ""),
    # Lists in braces.
    (rf"((?:^|(?<=[{{;])){_S})(?:const[ \t]+)?(?:vector|array|valarray)<[^<>\n]*>[ \t]+"
     rf"(\w+){_S}=?{_S}" r"\{([^{}=;]+)\}", r"\1\2 = [\3]"),
    (r"(?<=[{,])(\s*)\{([-+0-9.eEfF, \t]+)\}(?=\s*[,}])", r"\1[\2]"),
    (rf"((?:^|(?<=[{{;])){_S})(?:(?:const|static)[ \t]+)*(?:double|float|int|auto|local)[ \t]+(\w+)"
     rf"{_S}(?:\[\w*\]{_S})*={_S}\{{([^{{}}=;]+)\}}", r"\1\2 = [\3]"),
    (r"\bsizeof\((\w+)\)[ \t]*/[ \t]*sizeof\((?:\1\[0\]|\*[ \t]*\1|double|float|int)\)",
     r"len(\1)"),
    # Operators and functions of statistics.
    (r"%\*%", "@"),
    (r"(?<==)[ \t]*@diff[ \t]+", " "),  # of Knet: what y is, with its tape
    (r"(?<![\w.)\]])(\w+)[ \t]*%o%[ \t]*(\w+)(?![\w.(\[])", r"outer(\1, \2)"),
    (r"(?<![\w.])(?:(?:scipy\.)?stats\.)?norm\.cdf(?=\()", "pnorm"),
    (r"(?<![\w.])(?:(?:scipy\.)?stats\.)?norm\.pdf(?=\()", "dnorm"),
    (r"(?<![\w.])(?:(?:scipy\.)?stats\.)?multivariate_normal\.pdf(?=\()", "normal_of_variance"),
    (r"\bM_PI\b", "pi"),
    # Ruby, and Perl.
    (r"\bMath::(?=[A-Z]+\b)", "Math."),
    (r"\[([^\[\]\n]+,[^\[\]\n]+)\]\.(max|min)(?:\(\))?(?![\w(.])", r"\2(\1)"),
    (rf"\bzip\((\w+),{_S}(\w+)\){_S}(?=\.(?:map|sum)\b)", r"\1.zip(\2)"),
    (rf"\.sumOf(?={_S}\{{)", ".sum"),
    (rf"(\w+)\.zip\((\w+)\)(?:\.(sum|map))?{_S}\{{{_S}{_PAIR}{_S}([^{{}}\n]+?){_S}\}}",
     r"\3([\6 for \4, \5 in zip(\1, \2)])"),
    (rf"(\w+)\.zip\((\w+)\)\.(sum|map)\({_S}{_PAIR}{_S}{_FORMULA}{_S}\)",
     r"\3([\6 for \4, \5 in zip(\1, \2)])"),
    (rf"(\w+)\.zip\((\w+)\)\.(sum|map){_S}\{{([^{{}}\n]*\bv1\b[^{{}}\n]*)\}}",
     r"\3([\4 for v0, v1 in zip(\1, \2)])"),
    (rf"(\w+)\.(sum|map){_S}\{{{_S}(?:\|{_S}(\w+){_S}\||\(?(\w+)\)?{_S}(?:->|=>|in\b)){_S}"
     rf"([^{{}}\n]+?){_S}\}}", r"\2([\5 for \3\4 in \1])"),
    (rf"(\w+)\.(sum|map){_S}\{{(?=[^{{}}\n]*\b(it|v0)\b)([^{{}}\n]+)\}}", r"\2([\4 for \3 in \1])"),
    (rf"{_LISTED}\.(?:sum(?:\(\))?|(?:reduce|inject)\((?::\+|0(?:\.0)?,{_S}\+|_{_S}\+{_S}_)\))",
     r"sum(\1)"),
    (rf"{_LISTED}\.average\(\)", r"mean(\1)"),
    (_LISTED, r"\1"),
    (rf"^([ \t]*)return[ \t]+((?:(?!\belse\b)[^\n;])+?)[ \t]+if[ \t]+"
     rf"((?:(?!\belse\b)[^\n;:])+?){_S};?{_S}$", r"\1if \3: return \2"),
    (r"(?<=[\w)\]])\.average\(\)", ".mean()"),
    (rf"(/{_S}|Double\()([A-Za-z]\w*)\.count\b(?![(\w])", r"\1len(\2)"),
    (r"\b(?:Double|Float|float|double)\((len\(\w+\))\)", r"\1"),
    (rf"(?<![\w.])count\({_S}(\w+){_S}\)", r"len(\1)"),
    (rf"\bsub[ \t]+(\w+)\s*\{{\s*my{_S}\(([^()]*)\){_S}={_S}@_{_S};", r"def \1(\2) {"),
    (rf"\bsub[ \t]+(\w+)\s*\{{\s*my[ \t]+(\w+){_S}={_S}shift{_S};", r"def \1(\2) {"),
    (rf"\bdef[ \t]+(\w+)\((\w+)\)[ ]\{{\s*my[ \t]+(\w+){_S}={_S}shift{_S};", r"def \1(\2, \3) {"),
    # Nim, and Lua.
    (rf"\bif[ \t]+([^:\n{{}}]+):[ \t]+([^:\n{{}}]+?)[ \t]+else:[ \t]+([^:\n{{}}]+?){_S}$",
     r"(\2) if (\1) else (\3)"),
    (_LINE + rf"(?:proc|func)[ \t]+(\w+)\*?{_GIVEN}{_S}(?::{_S}[\w.\[\]]+)?{_S}={_S}\n?[ \t]*"
     rf"(?:return[ \t]+|result{_S}={_S})?([^\n{{}};:=]+?){_S}(?=\n\S|\s*\Z)",
     r"def \1(\2): return \3"),
    (r"\bfunction[ \t]+\w+[.:](?=\w+\()", "function "),
    (rf"(?<=[,/=(]){_S}#([A-Za-z]\w*)(?={_S}(?:[);]|do\b|$))", r"len(\1)"),
    (rf"\bfor[ \t]+(\w+){_S}={_S}(\w+){_S},{_S}([^\n,]+?)[ \t]+do\b",
     r"for \1 in range(\2, (\3) + 1)"),
    (rf"{_NEW}(\w+){_IS}function{_S}{_GIVEN}[ \t]+return[ \t]+([^\n]+?)[ \t]+end\b",
     r"def \1(\2): return \3"),
    (rf"^([ \t]*)return[ \t]+([^\n;]+?)[ \t]+unless[ \t]+([^\n;:]+?){_S};?{_S}$",
     r"\1if not (\3): return \2"),
    # Words before a definition.
    (_LINE + rf"(?:type\({_S}\w+{_S}\)|(?:real|integer|double precision){_S}(?:\([^()\n]*\))?)"
     rf"(?:{_S},[^:\n]*)?{_S}::{_S}(?:[\w, \t]+$|(?=\w+{_S}=))", ""),
    (_LINE + r"template[ \t]*<[^<>\n]*>\s*", ""),
    (_LINE + r"(?:(?:__\w+__|static|inline|constexpr|public|private|protected|internal|override|"
     r"virtual|export|default|pub|final|async|extern|@\w+)[ \t]+)+(?=[A-Za-z_])", ""),
    (_LINE + r"(?:const[ \t]+|local[ \t]+)(?=function\b)", ""),
    (r"(?:^|(?<=[{;]))([ \t]*)(\w+(?:\[[^\[\]\n=]*\])*)[ \t]*<-(?=[ \t])", r"\1\2 ="),
    (rf"(?<==){_S}c\(((?:[^()\n,]|\([^()\n]*\))*,(?:[^()\n]|\([^()\n]*\))*)\)(?={_S}(?:[;\n]|\Z))",
     r" [\1]"),
    # Macros.
    (_LINE + r"#[ \t]*define[ \t]+(\w+)\(([^()\n]*)\)[ \t]+([^\n]+)", r"def \1(\2): return \3"),
    (_LINE + r"#[ \t]*define[ \t]+(\w+)[ \t]+([^\n]+)", r"\1 = \2"),
    # Functions without a name of their own.
    (rf"{_NEW}(\w+){_IS}(?:async[ \t]+)?function{_S}\w*{_S}{_GIVEN}{_GIVES}\{{", r"def \1(\2) {"),
    (rf"{_NEW}(\w+){_IS}function{_S}{_GIVEN}[ \t]+return[ \t]+([^\n]+?)[ \t]+end\b",
     r"def \1(\2): return \3"),
    (rf"{_NEW}(\w+){_IS}function{_S}{_GIVEN}[ \t]+{_BODY}{_S}(?=[;\n]|\Z)",
     r"def \1(\2): return \3"),
    (rf"{_NEW}(\w+){_S}={_S}@{_S}{_GIVEN}{_S}{_BODY}{_S}(?=[;\n]|\Z)", r"def \1(\2): return \3"),
    (rf"{_NEW}(\w+){_S}={_S}\[[=&]?\]{_S}{_GIVEN}{_GIVES}\{{", r"def \1(\2) {"),
    (rf"{_NEW}(\w+){_S}={_S}->{_S}{_GIVEN}{_S}\{{{_S}{_BODY}{_S}\}}{_S}$",
     r"def \1(\2): return \3"),
    (rf"\blet[ \t]+(\w+){_S}={_S}(?:move[ \t]+)?\|([^|\n]+)\|{_S}{_BODY}{_S}(?=[;\n]|\Z)",
     r"def \1(\2): return \3"),
    (rf"{_NEW}(\w+){_IS}{_GIVEN}(?:{_S}:{_S}\w+)?{_S}=>{_S}\{{", r"def \1(\2) {"),
    (rf"{_NEW}(\w+){_IS}(\w+){_S}=>{_S}\{{", r"def \1(\2) {"),
    (rf"{_NEW}(\w+){_IS}{_GIVEN}(?:{_S}:{_S}\w+)?{_S}=>{_S}(?=[^\s{{])",
     r"def \1(\2): return "),
    # Heads of functions.
    (_LINE + rf"(?:fun|def)[ \t]+(\w+){_GIVEN}(?:{_S}:{_S}[\w.\[\]]+)?{_S}={_S}\{{",
     r"def \1(\2) {"),
    (_LINE + rf"(?:fun|def)[ \t]+(\w+){_GIVEN}(?:{_S}:{_S}\w+)?{_S}={_S}{_BODY}{_S}(?=[;\n]|\Z)",
     r"def \1(\2): return \3"),
    (_LINE + rf"(?:fun|def)[ \t]+(\w+){_GIVEN}(?:{_S}:{_S}[\w.\[\]]+)?{_S}={_S}\n[ \t]+"
     rf"(?!(?:val|var|let|return)\b){_BODY}{_S}(?=\n\S|\s*\Z)", r"def \1(\2): return \3"),
    (_LINE + rf"function[ \t]+(\w+){_GIVEN}[ \t]+return[ \t]+([^\n]+?)[ \t]+end\b",
     r"def \1(\2): return \3"),
    (rf"(?:^|(?<=[;}}])){_S}{_NO_HEAD}(?:[A-Za-z_][\w:<>]*[ \t&*]+){{1,2}}{_NO_HEAD}(\w+){_S}"
     rf"(?:<[^<>\n]*>)?{_GIVEN}{_GIVES}\{{", r"def \1(\2) {"),
    # Loops.
    (_LOOP_OF_C + rf"<(?!=){_S}([^;\n]+?)" + _BY_ONE, r"for \1 in range(\2, \3)"),
    (_LOOP_OF_C + rf"<={_S}([^;\n]+?)" + _BY_ONE, r"for \1 in range(\2, (\3) + 1)"),
    (_LOOP_OF_C + rf"<(?!=){_S}([^;\n]+?)" + _BY_STEP, r"for \1 in range(\2, \3, \4)"),
    (_LOOP_OF_C + rf"<={_S}([^;\n]+?)" + _BY_STEP, r"for \1 in range(\2, (\3) + 1, \4)"),
    (rf"\bfor{_S}\({_S}(?:(?:const|let|var|auto)[ \t]*&?[ \t]*)*(\w+)[ \t]+of[ \t]+([^()\n]+)\)",
     r"for \1 in \2"),
    (rf"{_LOOP_OVER}\s*(\w[^\n;{{}}:]*;)", "for \\1 in \\2: \\3\n"),
    (_LOOP_OVER, r"for \1 in \2"),
    (rf"\bfor{_S}\({_S}(\w+)[ \t]+in[ \t]+([^()\n.]+)\.\.([^()\n.]+)\)", r"for \1 in \2..=\3"),
    (rf"\bfor{_S}\({_S}(\w+)[ \t]+in[ \t]+([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)", r"for \1 in \2"),
    (r"\bin[ \t]+(\w+)\.indices\b", r"in range(len(\1))"),
    # Choices.
    (r"\belse[ \t]+if\b(?=[^\n]*\{)|\bels(?:e|)if\b", "elif"),
    (rf"((?:=|\breturn\b|^){_S})if{_S}{_INSIDE}{_S}(?!{_S}(?:return\b|\w+{_S}[-+*/]?=(?!=)))"
     r"([^\n{};:]+?)[ \t]+else[ \t]+([^\n{};:]+)", r"\1(\3) if (\2) else (\4)"),
    (rf"((?:=|\breturn\b|^){_S})if[ \t]+([^{{}}\n:]+?){_S}\{{{_S}([^{{}};\n=]+?){_S}\}}{_S}else{_S}"
     rf"\{{{_S}([^{{}};\n=]+?){_S}\}}", r"\1(\3) if (\2) else (\4)"),
    (rf"\bif{_S}{_INSIDE}(?:\s*((?:return\b|\w+{_S}[-+*/]?=(?!=))[^\n:;{{}}]*;)|"
     rf"{_S}(return\b[^\n:;{{}}]+)$)", "if \\1: \\2\\3\n"),
    (rf"^{_S}else[ \t]+((?:return\b|\w+{_S}[-+*/]?=(?!=))[^\n:;{{}}]*;)", "else: \\1\n"),
    (rf"^([ \t]*(?:if|elif)[ \t][^\n]*:[^\n]+;)\s*\n{_S}else\s+((?:return\b|\w+{_S}[-+*/]?=(?!=))"
     r"[^\n:;{}]*;)", "\\1\nelse: \\2\n"),
    (r"(\bfor[ \t]+\w+[ \t]+in[ \t]+range\([^\n;]*\))\s*(\w[^\n;{}:]*;)", "\\1: \\2\n"),
)  # fmt: skip
_RULES = [(re.compile(pattern, re.MULTILINE), row) for pattern, row in _ROWS]

_OF_CLASSES = tuple(
    (re.compile(pattern, re.MULTILINE), row)
    for pattern, row in (
        (_LINE + r"constructor(?=\()", "def __init__"),
        (_LINE + rf"{_NO_HEAD}(?:static[ \t]+)?(\w+){_GIVEN}[ \t]*(?=\{{)", r"def \1(\2)"),
        (r"\bnew[ \t]+(?=[A-Z]\w*\()", ""),
        (r"(?<![\w.])this\.", "self."),
        (r"^([ \t]*class[ \t]+\w+)[ \t]+extends[ \t]+[\w.]+", r"\1"),
    )
)
"""Classes of JavaScript with their first method."""
_SUFFIXED = r"(?<![\w.])([0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?)(?:_?(?:f32|f64){0})(?![\w.(])"
_TYPED = re.compile(r"(?<![\w.])(?:(?:double|float|auto)[ \t]+\w|std::)")
_KIND = re.compile(r"=[ \t]*new[ \t]+([A-Za-z_]\w*)\(")
_TYPE_NAMES = re.compile(r"\btemplate[ \t]*<[ \t]*(?:typename|class)[ \t]+(\w+)")
_NAMED_F = re.compile(r"(?<![\w.])([fFdD])[ \t]*=")
_ALIAS = re.compile(
    r"^[ \t]*import[ \t]+(?!matplotlib|seaborn|logging|wandb)[\w.]+[ \t]+as[ \t]+(\w+)",
    re.MULTILINE,
)


_CAST = re.compile(r"(?<![\w.])([A-Za-z_]\w*)\([ \t]*-?[0-9.]+(?:[eE][-+]?[0-9]+)?[fF]?[ \t]*\)")
_DECLARED_AS = re.compile(
    r"(?<![\w.])(?!(?:return|else|in|and|or|not|new|case)\b)([A-Za-z_]\w*)[ \t]*[&*]?[ \t]+[&*]?\w+"
    r"[ \t]*[,;=(){]"
)
"""A word before a name in a program of C or C++, as the type of a number."""


def _with_entries(pieces: Text) -> Text:
    """``a % b`` of Armadillo as a*b, where the sign that was typed says that it is of entries."""
    if not re.search(r"\barma::|\baccu\(", text_of(pieces)):
        return pieces
    return rewrite_matches(pieces, re.compile(r"(?<=[\w) ])%(?=[ \w(])"), "*")


_OF_METHODS = re.compile(
    r"^[ \t]*(?:end\b|puts\b|val[ \t]|def[ \t][^\n:]*$)|\.(?:zip|map)[ \t]*[({]", re.MULTILINE
)
_BARE = re.compile(rf"(?<=\w){_NO_MODULE}\.(sum|mean){_NO_CALL}")


def _with_bare_calls(pieces: Text) -> Text:
    """``errors.sum`` of Ruby and Scala as a call; elsewhere ``stats.mean`` may be a number."""
    found = _OF_METHODS.search(text_of(pieces))
    return rewrite_matches(pieces, _BARE, r".\1()") if found else pieces


LONGEST = 40_000
"""Characters of a text whose words of other languages are looked for."""
_LONG_LINE = re.compile(r"[^\n]{1001}")
"""What is longer is not a line of a program: its words are left as they stand."""


def _with_known_types(pieces: Text) -> Text:
    """Classes of JavaScript as those of Python, and the type that a template leaves open."""
    text = text_of(pieces)
    if re.search(r"^[ \t]*constructor\(", text, re.MULTILINE):
        for pattern, row in _OF_CLASSES:
            pieces = rewrite_matches(pieces, pattern, row)
    types = "|".join(_TYPE_NAMES.findall(text))
    if types:
        declared = rf"(?<![\w.])(?:{types})[ \t&]+(?=\w+[ \t]*[=,;()])"
        pieces = rewrite_matches(pieces, re.compile(declared), "double ")
        pieces = rewrite_matches(pieces, re.compile(rf"(?<![\w.])(?:{types})(?=\()"), "")
    return pieces


def in_one_language(pieces: Text) -> Text:
    """The text with the rows above applied, without suffixes of numbers and aliases of modules."""
    pieces = _with_bare_calls(_with_entries(_with_known_types(pieces)))
    text = text_of(pieces)
    if re.search(r"^[ \t]*def[ \t]+function[ \t]*\(", text, re.MULTILINE):  # no word of JavaScript
        pieces = rewrite_matches(pieces, re.compile(r"\bfunction(?=[ \t]*\()"), "function_")
        text = text_of(pieces)
    if re.search(r"\bstruct[ \t]+\w", text):  # l->w of C
        pieces = rewrite_matches(pieces, re.compile(r"(?<=\w)->(?=[A-Za-z_]\w*(?![\w(]))"), "_")
        text = text_of(pieces)
    casts = set(_CAST.findall(text)) & set(_DECLARED_AS.findall(text)) if "{" in text else None
    if casts:  # Dual(2.0), where there is a Dual x
        cast = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, casts))})(?=\()")
        pieces = rewrite_matches(pieces, cast, "")
        text = text_of(pieces)
    kinds = "|".join(sorted(set(_KIND.findall(text))))
    if kinds:  # of a class with any name
        declared = rf"^([ \t]*)(?:const[ \t]+)?(?:{kinds})[&*]?[ \t]+(?=\w+[ \t]*=(?!=))"
        pieces = rewrite_matches(pieces, re.compile(declared, re.MULTILINE), r"\1")
        pieces = rewrite_matches(
            pieces, re.compile(rf"(?<![\w.])(?:{kinds})\.(?=[A-Za-z]\w*\()"), ""
        )
    has_types = "f32" in text or "f64" in text
    if has_types or _TYPED.search(text):
        letters = set("fFdD") - set(_NAMED_F.findall(text))
        suffixed = re.compile(_SUFFIXED.format("".join(f"|{one}" for one in sorted(letters))))
        pieces = rewrite_matches(pieces, suffixed, r"\1")
    aliases = "|".join({name[1] for name in _ALIAS.finditer(text)} | modules_in(text))
    if aliases:
        dotted = re.compile(rf"(?<![\w.])(?:{aliases})\.(?=[A-Za-z])(?!e\b)")
        pieces = rewrite_matches(pieces, dotted, "")
    if len(text) > LONGEST or _LONG_LINE.search(text):
        return pieces
    text = text_of(pieces)
    for pattern, row in _RULES:
        if pattern.search(text):
            pieces = rewrite_matches(pieces, pattern, row)
            text = text_of(pieces)
    return pieces
