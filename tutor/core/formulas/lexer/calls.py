"""Functions under all their names: what each is here, and what is written out for the others.

A row of ``_WRITTEN_OUT`` is the same mathematics in the functions that there are, with ``{0}`` for
the first argument; where an argument stands twice in it, it gets a name of its own.
"""

from __future__ import annotations

import re

from engine import OPERATIONS
from tutor.core.expression import QUESTIONS, functions, suggestion_for
from tutor.core.formulas.lexer.tokens import words

MODULES = words(
    "np numpy math cmath torch tf jnp jax F nn functional Math K anp sp sympy keras activations "
    "autograd scipy special linalg th backend random tensorflow "
    "lax onp mx nd paddle cp cupy mpmath losses NMath theano nnet"
)
"""Names before a dot that say only where a function comes from."""

WRAPPERS = words(
    "Value Variable Parameter Param tensor Tensor constant array asarray float float32 float64 "
    "Scalar as_tensor convert_to_tensor FloatTensor double identity Var Node scalar "
    "shared"
)
"""What makes a number of a program out of a number."""

IDLE_METHODS = words("c get borrow clone float double sum mean squeeze cpu copy value transpose")
"""Methods and attributes that leave a single number as it is."""

STOPPING = words("item detach data numpy stop_gradient no_grad int round floor ceil")
"""What lets no gradient through: it is not part of a formula that is differentiated."""

_PAIRS = (
    "ln=log loge=log relu=relu rectifier=relu leakyrelu=leaky_relu lrelu=leaky_relu "
    "logistic=sigmoid sigmoid=sigmoid expit=sigmoid sigm=sigmoid fabs=abs absolute=abs "
    "amax=max fmax=max amin=min fmin=min pmax=max pmin=min "
    "reduce_sum=sum reduce_mean=mean average=mean avg=mean "
    "add_n=sum fsum=sum reduce_max=max mul=multiply times=multiply sub=subtract div=divide "
    "plus=add true_divide=divide truediv=divide neg=negative power=pow sqr=square swish=silu "
    "sgn=sign signum=sign logaddexp=logsumexp inner=dot vdot=dot softrelu=softplus "
    "reciprocal=inverse mseloss=mse mse_loss=mse squared_error=mse l1loss=l1_loss mae=l1_loss "
    "bceloss=binary_cross_entropy log_sigmoid=logsigmoid "
    "bcewithlogitsloss=binary_cross_entropy_with_logits atan=arctan asin=arcsin acos=arccos "
    "arcsinh=asinh arccosh=acosh arctanh=atanh arsinh=asinh arcosh=acosh artanh=atanh lg=log10 "
    "clamp=clip clip_by_value=clip hardsigmoid=hard_sigmoid hard_tanh=hardtanh log_cosh=logcosh "
    "smooth_l1_loss=smooth_l1 smoothl1loss=smooth_l1 huberloss=huber_loss powi=pow powf=pow "
    "soft_sign=softsign hardswish=hard_swish hard_silu=hard_swish relu_6=relu6 hinge_loss=hinge "
    "abs2=square pow_const=pow powc=pow kldivloss=kl_div tr=trace trace=trace det=det "
    "determinant=det meansquarederror=mse mean_squared_error=mse meanabsoluteerror=l1_loss "
    "pow_scalar=pow powf_scalar=pow powi_scalar=pow add_scalar=add sub_scalar=subtract "
    "mul_scalar=multiply div_scalar=divide "
    "gammaln=lgamma lngamma=lgamma loggamma=lgamma log_gamma=lgamma ln_gamma=lgamma "
    "tgamma=gammafn lbeta=betaln lnbeta=betaln log_beta=betaln lgammafn=lgamma "
    "mean_absolute_error=l1_loss ndtr=pnorm sumsq=sum_of_squares squared_difference=mse"
)
_NAMES = dict(pair.split("=") for pair in _PAIRS.split())

_WRITTEN_OUT: dict[tuple[str, int], str] = {
    ("square", 1): "({0})^2",
    ("cbrt", 1): "({0})^(1/3)",
    ("zeros_like", 1): "0",
    ("ones_like", 1): "1",
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
    ("arcsin", 1): "arctan(({0})/sqrt(1-({0})^2))",
    ("arccos", 1): "1.5707963267948966-arctan(({0})/sqrt(1-({0})^2))",
    ("asinh", 1): "log(({0})+sqrt(({0})^2+1))",
    ("acosh", 1): "log(({0})+sqrt(({0})^2-1))",
    ("atanh", 1): "log((1+({0}))/(1-({0})))/2",
    ("erfc", 1): "1-erf({0})",
    ("gammafn", 1): "exp(lgamma({0}))",
    ("betaln", 2): "lgamma({0})+lgamma({1})-lgamma(({0})+({1}))",
    ("lfactorial", 1): "lgamma(({0})+1)",
    ("lchoose", 2): "lgamma(({0})+1)-lgamma(({1})+1)-lgamma(({0})-({1})+1)",
    ("pnorm", 1): "(1+erf(({0})/sqrt(2)))/2",
    ("pnorm", 3): "(1+erf((({0})-({1}))/(({2})*sqrt(2))))/2",
    ("dnorm", 1): "exp(-({0})^2/2)/2.5066282746310002",
    ("dnorm", 3): "exp(-((({0})-({1}))/({2}))^2/2)/(({2})*2.5066282746310002)",
    ("normal_of_variance", 3): "exp(-(({0})-({1}))^2/(2*({2})))/sqrt(6.283185307179586*({2}))",
    ("normal_density", 3): "exp(-((({0})-({1}))/({2}))^2/2)/(({2})*2.5066282746310002)",
    ("log_normal_density", 3): "-((({0})-({1}))/({2}))^2/2-log({2})-0.9189385332046727",
    ("poisson_density", 2): "exp(({0})*log({1})-({1})-lgamma(({0})+1))",
    ("log_poisson_density", 2): "({0})*log({1})-({1})-lgamma(({0})+1)",
    ("binomial_density", 3): "exp(lgamma(({1})+1)-lgamma(({0})+1)-lgamma(({1})-({0})+1))"
    "*({2})^({0})*(1-({2}))^(({1})-({0}))",
    ("log_binomial_density", 3): "lgamma(({1})+1)-lgamma(({0})+1)-lgamma(({1})-({0})+1)"
    "+({0})*log({2})+(({1})-({0}))*log(1-({2}))",
    ("exponential_density", 2): "({1})*exp(-({1})*({0}))",
    ("log_exponential_density", 2): "log({1})-({1})*({0})",
    ("gamma_density", 3): "exp(({1})*log({2})+(({1})-1)*log({0})-({2})*({0})-lgamma({1}))",
    ("log_gamma_density", 3): "({1})*log({2})+(({1})-1)*log({0})-({2})*({0})-lgamma({1})",
    ("logcosh", 1): "({0})+softplus(-2*({0}))-0.6931471805599453",
    ("clip", 1): "{0}",
    ("clip", 3): "min(max({0},{1}),{2})",
    ("hardtanh", 1): "min(max({0},-1),1)",
    ("hardtanh", 3): "min(max({0},{1}),{2})",
    ("hard_sigmoid", 1): "min(max(({0})/6+0.5,0),1)",
    ("hard_swish", 1): "({0})*min(max(({0})/6+0.5,0),1)",
    ("relu6", 1): "min(max({0},0),6)",
    ("leaky_relu", 2): "({1})*({0})+(1-({1}))*relu({0})",
    ("prelu", 2): "({1})*({0})+(1-({1}))*relu({0})",
    ("elu", 1): "max({0},0)+exp(min({0},0))-1",
    ("elu", 2): "max({0},0)+({1})*(exp(min({0},0))-1)",
    ("celu", 1): "max({0},0)+exp(min({0},0))-1",
    ("celu", 2): "max({0},0)+({1})*(exp(min({0},0)/({1}))-1)",
    ("selu", 1): "1.0507009873554805*(max({0},0)+1.6732632423543772*(exp(min({0},0))-1))",
    ("softplus", 2): "softplus(({1})*({0}))/({1})",
    ("huber", 1): "min(abs({0}),1)*(abs({0})-min(abs({0}),1)/2)",
    ("huber_loss", 2): "min(abs(({0})-({1})),1)*(abs(({0})-({1}))-min(abs(({0})-({1})),1)/2)",
    ("huber_loss", 3): "min(abs(({0})-({1})),{2})*(abs(({0})-({1}))-min(abs(({0})-({1})),{2})/2)",
    (
        "smooth_l1",
        3,
    ): "min(abs(({0})-({1})),{2})*(abs(({0})-({1}))-min(abs(({0})-({1})),{2})/2)/({2})",
    ("soft_margin_loss", 2): "softplus(-({1})*({0}))",
    ("poisson_nll_loss", 2): "exp({0})-({1})*({0})",
    ("margin_ranking_loss", 4): "relu({3}-({2})*(({0})-({1})))",
    ("gaussian_nll_loss", 3): "(log({2})+(({0})-({1}))^2/({2}))/2",
    ("smooth_l1", 2): "min(abs(({0})-({1})),1)*(abs(({0})-({1}))-min(abs(({0})-({1})),1)/2)",
    ("hinge", 2): "max(0,1-({0})*({1}))",
    ("fma", 3): "({0})*({1})+({2})",
    ("sec", 1): "1/cos({0})",
    ("csc", 1): "1/sin({0})",
    ("cot", 1): "cos({0})/sin({0})",
    ("coth", 1): "1/tanh({0})",
    ("sech", 1): "1/cosh({0})",
    ("logit", 1): "log(({0})/(1-({0})))",
    ("xlogy", 2): "({0})*log({1})",
    ("xlog1py", 2): "({0})*log(1+({1}))",
    ("entr", 1): "-({0})*log({0})",
    ("quick_gelu", 1): "({0})*sigmoid(1.702*({0}))",
    ("squareplus", 1): "(({0})+sqrt(({0})^2+4))/2",
    ("mse", 2): "(({0})-({1}))^2",
    ("l1_loss", 2): "abs(({0})-({1}))",
    ("kl_div", 2): "({1})*(log({1})-({0}))",
    ("binary_cross_entropy", 2): "-(({1})*log({0})+(1-({1}))*log(1-({0})))",
    ("binary_cross_entropy_with_logits", 2): "softplus({0})-({1})*({0})",
}

_ROWS = words(" ".join(name for name, _ in _WRITTEN_OUT))
_KNOWN = _ROWS | {"mean", "norm", "where", "int"}
_OF_C = re.compile(
    r"(?:__)?(exp2?|expm1|log(?:2|10|1p)?|sigmoid|a?(?:sin|cos|tan)h?|r?sqrt|cbrt|fabs|fmax|fmin|pow|hypot|erf)f?"
)
_BASE = re.compile(r"log_?([1-9][0-9]*)")

_PARAMETERS = {
    "leaky_relu": words("negative_slope alpha"), "prelu": words("weight alpha"),
    "elu": words("alpha"), "celu": words("alpha"), "softplus": words("beta"),
    "huber_loss": words("delta beta"),
}  # fmt: skip
"""The argument behind the usual ones, under its names in libraries."""
_BOUNDS = {"min": "max", "a_min": "max", "max": "min", "a_max": "min", "min_value": "max",
           "max_value": "min", "min_val": "max", "max_val": "min"}  # fmt: skip
IDLE_SETTINGS = words("axis axes dim keepdims keepdim inplace name dtype label requires_grad")
"""What a call may set that changes nothing about one number."""

_NO_REMAINDER = ("a remainder has no useful gradient", "write the number that it is here")
_FLAT = (
    "a step is flat: its gradient is 0",
    "write the number that it is here, or sigmoid(x), a smooth step",
)
NOT_HERE = {
    **dict.fromkeys(words("mod fmod bmod pmod remainder"), _NO_REMAINDER),
    **dict.fromkeys(words("step heaviside threshold round floor ceil trunc"), _FLAT),
    **dict.fromkeys(
        words("input open read_csv loadtxt genfromtxt scanf readline"),
        ("what is read from elsewhere is not in the text",
         "leave its line out, and give the value beside the text, as in x=2"),
    ),
    "huber": ("'huber' is written in two ways",
              "write huber_loss(a, y) or, with a threshold d, huber_loss(a, y, d)"),
    "cross_entropy": ("'cross_entropy' can take probabilities or logits",
                      "write binary_cross_entropy(p, y), -y*log(p), or logsumexp(a, b) - a"),
}  # fmt: skip
"""Functions that are refused, or asked back: why, and what to write."""

VECTORS = {
    "softmax": "softmax gives one number for each entry of a list, as in z=[1, 2]: write "
    "softmax(z)[0], or exp(a - logsumexp(a, b)) for one of them",
    "log_softmax": "log_softmax gives one number for each entry of a list, as in z=[1, 2]: write "
    "log_softmax(z)[0], or a - logsumexp(a, b) for one of them",
    "argmax": "argmax has no gradient",
}


def canonical_name(word: str) -> str:
    """The name under which the function ``word`` is known here; "" when there is none."""
    if word in functions() or word in _KNOWN:
        return word
    lower = word.lower()
    if lower in _NAMES:
        return _NAMES[lower]
    base = _BASE.fullmatch(word)
    if base and base[1] != "1":
        return f"log{base[1]}"
    of_c = _OF_C.fullmatch(word)
    if of_c and word != of_c[1]:
        return canonical_name(of_c[1])
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
    row = OPERATIONS.get(name)
    if row is not None and row.arity == count and row.form == "call":  # it is drawn as itself
        return ""
    return _WRITTEN_OUT.get((name, count), "")


def keyword_place(name: str, word: str) -> str:
    """How ``word=…`` is meant in a call of ``name``: "last" for the argument behind the others,
    max or min for a bound, "" where it is not known."""
    if word in _PARAMETERS.get(name, ()):
        return "last"
    return _BOUNDS.get(word, "") if name == "clip" else ""


def argument_counts(name: str) -> int:
    """How many arguments a function that is written out takes."""
    return next((count for known, count in _WRITTEN_OUT if known == name), 1)


def is_function(word: str) -> bool:
    """Whether ``word`` can be called, questions and functions of vectors included."""
    return bool(canonical_name(word)) or word in VECTORS or word in QUESTIONS


def why_not(word: str) -> tuple[str, str]:
    """What to say of a function that is not here, and what to write: only the same mathematics."""
    lower = word.lower()
    if lower in VECTORS:
        return f"{word} gives no single number", VECTORS[lower]
    return NOT_HERE.get(lower) or (f"no function called {word!r}", suggestion_for(word))
