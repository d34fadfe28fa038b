"""Words of sentences, in the languages of lecture notes: none of them is a name in a formula."""

from __future__ import annotations

import re

from tutor.core.formulas.lexer.tokens import words

SMALL = words(
    "a an the is are was be we let by as of our its this that these which to in on so it if here "
    "has have can us then given define defined compute find consider suppose thus hence what how "
    "first next finally now and or with where using for from at when show why following "
    "le la les des du une est et avec pour soit sur par que qui dans donc "
    "el los las un una es con donde para sea por del como entonces "
    "os uma em com onde seja da dos das "
    "der die das ein eine ist mit wobei und wir gilt lautet von dem den im gegeben "
    "il lo gli con dove sia della dei jest gdzie gdy oraz dla zijn waarbij het een van voor"
)
"""Words that make a sentence of others, and are not names."""

WHERE = words("where with avec donde onde wobei mit dove gdzie waarbij met con com")
"""Words before a definition, or before what a name means."""

JOINING = WHERE | words("and let so then given hence thus here such sowie oraz und")
"""Words between two definitions."""

AT = ("at", "for", "when")
"""Words before the place where a value is wanted."""

NOUNS = words(
    "loss cost error output activation prediction objective score reward energy risk penalty "
    "likelihood entropy regularization"
)
"""What a formula is, when more words stand before it: ``cross entropy loss = …``."""

TAILS = words(
    "is be are denotes represents which that using because since called known denoting measures "
    "gives means yields describes has have was were had ist sind est sont es son"
)
"""Words that go on behind a formula and say something about it."""

RECKONING = words(
    "plus minus times divided multiplied otherwise else unless halve halved doubled add subtract "
    "negate negated replaced repeat except instead"
)
"""Words that are signs: what they stand in is not a remark."""
MEASURES = words("squared cubed over half twice root power")
"""Words that are signs where no other word follows: the squared error is none."""

GRADIENT = re.compile(
    r"(?:d[A-Z]\w*|d[a-zA-Z]\w*_d[a-zA-Z]\w*|d_?(?:loss|out|scores?|logits|hidden|cost|error)\w*|"
    r"(?:\w+_)?(?:grad(?:s|ients?)?|derivatives?)[0-9]*(?:_\w+)?|(?:\w+_)?[dD]eltas?[0-9_]*|"
    r"\w+_delta)$"
)
"""Names of gradients that people work out by hand, below the formulas."""

OF = words(
    "square root cube half third negative inverse double logarithm log exponential reciprocal sine "
    "opposite sum product"
)
"""What may be made of a formula: ``the square of f = …`` is not f."""

STAR = re.compile(
    r"(?:[ \t,;(]{0,8}\b(?:[Ww]here|[Hh]ere|[Aa]nd|[Ww]ith)[ ,]+)?(?:[Tt]he[ ])?"
    r"(?:(?:symbol|sign|operator|operation|star|asterisk)[ ])?"
    r"['\"`$\u2018-\u201d]*(?<![\w)\]}])\*['\"`$\u2018-\u201d]*[ ]+(?:here[ ]+)?"
    r"(?:is|means|denotes|stands[ ]for|represents)[ ]+"
    r"(?:(?:the|an?|ordinary|usual|standard|normal|just)[ ]+)*"
    r"(?:(?P<entries>(?:element|entry|component)[- ]?(?:by|wise)|Hadamard)|"
    r"(?P<matrix>matri(?:x|ces)))"
    r"[^.;\n$=*]*\.?"
)
"""What the text says that ``*`` is: ``where * is element by element multiplication``."""
