"""What ``bptutor new`` prints: a lesson to begin with, and a block of each kind to put into it.

Every block here is about the graph ``field`` of the lesson (or its network ``net``), so it can be
pasted below that lesson's last page and passes ``check`` as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from tutor.core.activities import ACTIVITIES, NETWORK

TITLE = "The gradient of an area"

_LESSON = """\
---
format: bptutor-lesson 1
id: {id}
title: {title}
skills: forward-value, local-gradient, backpropagated-gradient, message-product
minutes: 10
licence: CC-BY-4.0
---

# {title}

Say in two sentences what the reader can do at the end.

```note
What an instructor should know: where the numbers come from, what learners get wrong.
```

## Meet the graph

A field is $l$ metres long and $w$ metres wide, and it costs twice its area.

```graph field
param l = 4
param w = 3
area   = l * w
loss C = 2 * area

vary l in 2..9
vary w in 2..9
require l != w and area > 6
```

The area is {{= area }} square metres, so $C$ is {{= C }}.

```card local gradient
The gradient of a successor w.r.t. the node itself, along one edge, as in
$\\frac{{\\partial C}}{{\\partial a}}$.
```

## Forwards

```steps forward
graph: field
ask at area: value
```

## Backwards

```steps backward
graph: field
ask at l: backprop, local, product
```

## Your turn

{quiz}"""

_QUIZZES = {
    "numeric": """\
```quiz numeric cost-of-length
graph: field varied
skill: message-product
ask: With l = {= l } and w = {= w }: what is ∂C/∂l?
answer: grad(C, l)
probe: LOCAL_ONLY, BACKPROP_ONLY
hint: Which nodes lie between l and C?
hint: ∂C/∂area is 2. What is ∂area/∂l?
wrong grad(C, w): That is ∂C/∂w. The local gradient ∂area/∂l is the *other* factor.
solution: ∂C/∂l = ∂C/∂area · ∂area/∂l = {= grad(C, area) } · {= w } = {= grad(C, l) }.
```
""",
    "choice": """\
```quiz choice who-needs-it
graph: field
skill: local-gradient
ask: What is the local gradient ∂area/∂l?
- [x] w
- [ ] l :: That is the value of l itself, not how fast the area grows with it.
- [ ] 2w :: That is ∂C/∂l: the local gradient times what arrives from C.
hint: Hold w still and make the field one metre longer.
```
""",
    "classify": """\
```quiz classify which-is-which
graph: field
skill: local-gradient, backpropagated-gradient
ask: You are at l and want ∂C/∂l. Label each quantity.
item grad(C, area): backpropagated
item local(area, l): local
item grad(C, l): wanted
item local(area, w): neither
why local(area, w): It belongs to the edge from w, which is not next to l.
hint: Is the quantity on top the final output C, or just the next node?
```
""",
    "order": """\
```quiz order backward-order
graph: field
skill: backpropagated-gradient
ask: Put the nodes in an order that the backward pass can use.
items: C, area, l
answer: reverse-topological
hint: A node can only be done once all its successors are done.
```
""",
    "message": """\
```quiz message to-l
graph: field varied
skill: message-product
ask: Fill the message that the area sends to l. (l = {= l }, w = {= w })
to: l
from: area
blanks: backprop, local, product
hint: The backpropagated gradient is already stored at the area.
```
""",
    "select": """\
```quiz select successors
graph: field
skill: local-gradient
ask: Which node is a successor of l?
answer: area
hint: A successor is computed directly from l.
```
""",
    "sign": """\
```quiz sign which-way
graph: field varied
skill: local-gradient
ask: The field gets longer. Which way does its cost go?
quantity: grad(C, l)
hint: Is any factor on the way negative?
```
""",
    "formula": """\
```quiz formula area-by-length
graph: field
skill: local-gradient
ask: Type the local gradient ∂area/∂l.
of: area
wrt: l
hint: area = l · w: hold w still.
```
""",
    "grid": """\
```quiz grid both-gradients
graph: field varied
skill: message-product
ask: Values in the first row, gradients of C in the second; l on the left, w on the right.
row: l; w
row: grad(C, l); grad(C, w)
hint: The gradients are 2 · ∂area/∂l and 2 · ∂area/∂w.
```
""",
    "match": """\
```quiz match roles
graph: field
skill: local-gradient
ask: What is what?
pair l: a parameter
pair area: a computed node
pair C: the output
hint: A parameter is not computed from anything.
```
""",
    "spot": """\
```quiz spot first-error
graph: field varied
skill: message-product
ask: One number of this backward pass is wrong. Which is the first?
rule: MUL_OWN_VALUE
hint: Go through the messages from the output on.
```
""",
    "parsons": """\
```quiz parsons backward-lines
skill: message-product
ask: Put the lines of the backward pass in order.
line: Set the gradient of the output to 1.
line: Multiply the backpropagated gradient by the local gradient.
line: Add the message to the gradient of the input.
hint: What is known before anything has been multiplied?
```
""",
}

_PACK = """\
---
format: bptutor-pack 1
id: my-week
title: My week
licence: CC-BY-4.0
---

# My week

1. [The gradient of an area](01-area.md)
"""


def templates(subject: str) -> Mapping[str, str]:
    """A block of each kind of ``quiz`` or ``steps``; nothing for what has no kinds."""
    steps = {name: kind.template for name, kind in ACTIVITIES.items()}
    return {"quiz": _QUIZZES, "steps": steps}.get(subject, {})


def lesson(title: str = TITLE) -> str:
    """A whole lesson that has no problem."""
    return _LESSON.format(id=slug(title), title=title, quiz=_QUIZZES["numeric"])


def network() -> str:
    """A network block."""
    return NETWORK


def pack() -> str:
    """A ``pack.md``."""
    return _PACK


def slug(title: str) -> str:
    """An id from a title: small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-") or "lesson"
