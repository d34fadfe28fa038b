"""Functions under all their names: what each is here, and what is written out for the others.

A row of ``_WRITTEN_OUT`` is the same mathematics in the functions that there are, with ``{0}`` for
the first argument; where an argument stands twice in it, it gets a name of its own.
"""

from __future__ import annotations

import re

from tutor.core.expression.functions import QUESTIONS, functions, instead_of
from tutor.core.notation.tokens import words

MODULES = words(
    "np numpy math cmath torch tf jnp jax F nn functional Math K anp sp sympy keras activations "
    "autograd scipy special linalg th tensorflow lax onp mx nd paddle cp cupy mpmath losses"
)
"""Names before a dot that say only where a function comes from."""

WRAPPERS = words(
    "Value Variable Parameter tensor Tensor constant array asarray float float32 float64 Scalar "
    "as_tensor convert_to_tensor FloatTensor double identity Var Node"
)
"""What makes a number of a program out of a number."""

IDLE_METHODS = words("clone float double sum mean squeeze cpu copy value transpose")
"""Methods and attributes that leave a single number as it is."""

STOPPING = words("item detach data numpy stop_gradient no_grad int round floor ceil")
"""What lets no gradient through: it is no part of a formula that is differentiated."""

_PAIRS = (
    "ln=log loge=log relu=relu rectifier=relu leakyrelu=leaky_relu lrelu=leaky_relu "
    "logistic=sigmoid sigmoid=sigmoid expit=sigmoid sigm=sigmoid fabs=abs absolute=abs "
    "amax=max fmax=max amin=min fmin=min reduce_sum=sum reduce_mean=mean average=mean avg=mean "
    "add_n=sum fsum=sum reduce_max=max mul=multiply times=multiply sub=subtract div=divide "
    "plus=add true_divide=divide truediv=divide neg=negative power=pow sqr=square swish=silu "
    "sgn=sign signum=sign logaddexp=logsumexp inner=dot vdot=dot softrelu=softplus "
    "reciprocal=inverse mseloss=mse mse_loss=mse squared_error=mse l1loss=l1_loss "
    "bceloss=binary_cross_entropy log_sigmoid=logsigmoid "
    "bcewithlogitsloss=binary_cross_entropy_with_logits"
)
_NAMES = dict(pair.split("=") for pair in _PAIRS.split())

_WRITTEN_OUT: dict[tuple[str, int], str] = {
    ("square", 1): "({0})^2",
    ("cbrt", 1): "({0})^(1/3)",
    ("pow", 2): "({0})^({1})",
    ("multiply", 2): "({0})*({1})",
    ("add", 2): "({0})+({1})",
    ("subtract", 2): "({0})-({1})",
    ("divide", 2): "({0})/({1})",
    ("negative", 1): "-({0})",
    ("inverse", 1): "1/({0})",
    ("rsqrt", 1): "1/sqrt({0})",
    ("log1p", 1): "log(1+({0}))",
    ("expm1", 1): "exp({0})-1",
    ("exp2", 1): "2^({0})",
    ("log", 2): "log({0})/log({1})",
    ("silu", 1): "({0})*sigmoid({0})",
    ("mish", 1): "({0})*tanh(softplus({0}))",
    ("logsigmoid", 1): "-softplus(-({0}))",
    ("softsign", 1): "({0})/(1+abs({0}))",
    ("tanhshrink", 1): "({0})-tanh({0})",
    ("hypot", 2): "sqrt(({0})^2+({1})^2)",
    ("sec", 1): "1/cos({0})",
    ("csc", 1): "1/sin({0})",
    ("cot", 1): "cos({0})/sin({0})",
    ("coth", 1): "1/tanh({0})",
    ("sech", 1): "1/cosh({0})",
    ("logit", 1): "log(({0})/(1-({0})))",
    ("mse", 2): "(({0})-({1}))^2",
    ("l1_loss", 2): "abs(({0})-({1}))",
    ("binary_cross_entropy", 2): "-(({1})*log({0})+(1-({1}))*log(1-({0})))",
    ("binary_cross_entropy_with_logits", 2): "softplus({0})-({1})*({0})",
}

_ROWS = words(" ".join(name for name, _ in _WRITTEN_OUT))
_KNOWN = _ROWS | {"mean", "norm", "where"}
_BASE = re.compile(r"log_?([1-9][0-9]*)")

VECTORS = {
    "softmax": "softmax gives one number for each entry of a list, as in z=[1, 2]: write "
    "softmax(z)[0], or exp(a - logsumexp(a, b)) for one of them",
    "log_softmax": "log_softmax gives one number for each entry of a list, as in z=[1, 2]: write "
    "log_softmax(z)[0], or a - logsumexp(a, b) for one of them",
    "argmax": "argmax has no gradient",
}


def canonical(word: str) -> str:
    """The name under which the function ``word`` is known here; "" when there is none."""
    if word in functions() or word in _KNOWN:
        return word
    lower = word.lower()
    if lower in _NAMES:
        return _NAMES[lower]
    base = _BASE.fullmatch(word)
    if base and base[1] != "1":
        return f"log{base[1]}"
    if word[:1].isupper() and (lower in functions() or lower in _KNOWN):
        return lower
    return ""


def written_out(name: str, count: int) -> str:
    """The formula behind a function of ``count`` arguments; "" when it has none."""
    base = _BASE.fullmatch(name)
    if base and count == 1:
        return f"log({{0}})/log({base[1]})"
    if name in {"mean", "norm"} and count == 1:
        return "{0}" if name == "mean" else "abs({0})"
    if name == "mean" and count:
        return f"sum({{all}})/{count}"
    if name == "norm" and count:
        squares = "+".join(f"({{{i}}})^2" for i in range(count))
        return f"sqrt({squares})"
    return _WRITTEN_OUT.get((name, count), "")


def argument_counts(name: str) -> int:
    """How many arguments a function that is written out takes."""
    return next((count for known, count in _WRITTEN_OUT if known == name), 1)


def is_function(word: str) -> bool:
    """Whether ``word`` can be called, questions and functions of vectors included."""
    return bool(canonical(word)) or word in VECTORS or word in QUESTIONS


def help_for(word: str) -> str:
    """What to write for a function that is not here: only what is the same mathematics."""
    return VECTORS.get(word.lower()) or instead_of(word)
