"""What a program calls, in C: the functions of ``engine/ops.py``, operation by operation the same.

An empty text is a function of C's own mathematics.  Where Python would raise an error, C sets a
flag (a division by zero, an undefined value, an overflow); ``native.py`` asks for it and leaves the
case to Python then.
"""

from __future__ import annotations

C_FUNCTIONS: dict[str, str] = {
    **dict.fromkeys(
        ("exp", "log", "log1p", "sqrt", "sin", "cos", "tan", "tanh", "atan", "erf", "erfc", "pow"),
        "",
    ),
    "abs": "static double absolute(double u) { return fabs(u); }\n#define abs absolute",
    "e_to": "static double e_to(double u) { return u <= 709.782712893384 ? exp(u) : INFINITY; }",
    "power": "static double power(double u, double n) { return pow(u, n); }",
    "power_locals_0": """\
static double power_locals_0(double y, double u, double n)
{
    if (n == 0.0) return 0.0;
    if (u == 0.0 && n < 1.0) return INFINITY;
    return n * pow(u, n - 1.0);
}""",
    "power_locals_1": """\
static double power_locals_1(double y, double u, double n)
{
    if (u > 0.0) return pow(u, n) * log(u);
    return u == 0.0 && n > 0.0 ? 0.0 : NAN;
}""",
    "sigmoid": """\
static double sigmoid(double u)
{
    return u >= 0.0 ? 1.0 / (1.0 + exp(-u)) : exp(u) / (1.0 + exp(u));
}""",
    "sigmoid_slope": """\
static double sigmoid_slope(double y, double u)
{
    return y < 0.99 ? y * (1.0 - y) : y * sigmoid(-u);
}""",
    "softplus": """\
static double softplus(double u)
{
    return (u > 0.0 ? u : 0.0) + log1p(exp(-fabs(u)));
}""",
    "sinh": """\
static double sinh_of(double u) { return fabs(u) <= 709.782712893384 ? sinh(u) : u * INFINITY; }
#define sinh sinh_of""",
    "cosh": """\
static double cosh_of(double u) { return fabs(u) <= 709.782712893384 ? cosh(u) : INFINITY; }
#define cosh cosh_of""",
    "tanh_slope": """\
static double tanh_slope(double y, double u)
{
    return -0.99 < y && y < 0.99 ? 1.0 - y * y : 1.0 / cosh(u) / cosh(u);
}""",
    "sign": "static double sign(double u) { return (u > 0.0) - (u < 0.0); }",
    "normal": "static double normal(double u) { return 0.5 * erfc(-u / sqrt(2.0)); }",
    "gelu": "static double gelu(double u) { return u * normal(u); }",
    "gelu_slope": """\
static double gelu_slope(double u)
{
    return normal(u) + u * exp(-0.5 * u * u) / sqrt(2.0 * 3.141592653589793);
}""",
    "erf_slope": """\
static double erf_slope(double u) { return 2.0 * exp(-u * u) / sqrt(3.141592653589793); }""",
    "log_gamma": "static double log_gamma(double u) { return u > 0.0 ? lgamma(u) : log(u); }",
    "digamma": """\
static double digamma(double u)
{
    double below = 0.0, w;
    for (; u < 10.0; u += 1.0) below += 1.0 / u;
    w = 1.0 / (u * u);
    return log(u) - 0.5 / u - below - w * (1.0 / 12 - w * (1.0 / 120 - w * (1.0 / 252
        - w * (1.0 / 240 - w * (1.0 / 132 - w * 691.0 / 32760)))));
}""",
    "total_of_squares": """\
static double total_of_squares(int n, const double *u)
{
    double sum = 0.0;
    for (int k = 0; k < n; k++) sum += u[k] * u[k];
    return sum;
}""",
    "log_sum_exp": """\
static double log_sum_exp(int n, const double *u)
{
    int first = 0;
    double sum = 0.0;
    for (int k = 1; k < n; k++) if (u[k] > u[first]) first = k;
    if (isinf(u[first])) return u[first];
    for (int k = 0; k < n; k++) sum += k == first ? 0.0 : exp(u[k] - u[first]);
    return u[first] + log1p(sum);
}""",
    "log_sum_exp_locals": """\
static void log_sum_exp_locals(int n, const double *u, double *shares)
{
    double largest = u[0], sum = 0.0;
    for (int k = 1; k < n; k++) if (u[k] > largest) largest = u[k];
    for (int k = 0; k < n; k++) sum += shares[k] = u[k] == largest ? 1.0 : exp(u[k] - largest);
    for (int k = 0; k < n; k++) shares[k] /= sum;
}""",
}
"""By the name in the program; in an order in which each finds what it uses above it."""

USES = {
    "gelu": ("normal",), "gelu_slope": ("normal",), "sigmoid_slope": ("sigmoid",),
    "tanh_slope": ("cosh",),
}  # fmt: skip
OF_ALL = frozenset({"total_of_squares", "log_sum_exp"})
"""Functions of any number of numbers: they are given their count and an array."""

DESCENT = """
#include <fenv.h>

/* Steps of gradient descent on all rows; with no steps, the cost and its gradients alone.  Returns
   how many costs are known: fewer than asked for where Python has to look at a step itself. */
long descend(double *parameters, const double *rows, long count, long width, double rate,
             long steps, double *costs, double *gradients)
{
    double *next = parameters + width;
    for (long done = 0; done < steps || done == 0; done++) {
        feclearexcept(FE_ALL_EXCEPT);
        double cost = program(parameters, rows, count, gradients) / count;
        int fine = isfinite(cost);
        for (long k = 0; k < width; k++) {
            gradients[k] /= count;
            next[k] = parameters[k] + -rate * gradients[k];
            fine = fine && isfinite(next[k]);
        }
        if (!fine || fetestexcept(FE_DIVBYZERO | FE_INVALID | FE_OVERFLOW)) return done;
        costs[done] = cost;
        if (steps == 0) return 1;
        for (long k = 0; k < width; k++) parameters[k] = next[k];
    }
    return steps;
}
"""
"""What stands behind a replay's program: the loop of training."""
