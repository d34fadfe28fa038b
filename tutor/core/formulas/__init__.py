r"""Formulas as people write them, turned into the strict statements that the graph reader takes.

    C = ½(σ(wx+b)−y)²             paper
    \frac{1}{2}(\hat{y}-y)^{2}    LaTeX
    y = np.tanh(w*x + b)          programs

Nothing of a text is ever run.  What can be read in two ways is asked back, never guessed; what is
left out is named.

How a formula becomes a graph
-----------------------------

    a = σ(W x)      W=[[1,2],[3,4]] x=[5,6]

Characters become tokens (scanned.py), tokens statements (statements/): a and what it is.  Then two
descents read each side, both with one cursor (lexer/cursor.py):

- arrays/ reads what has a vector, a matrix or a Σ in it, and writes one formula of numbers for each
  entry, in tokens: a1 = σ(dot([w11, w12], [x1, x2])).  What has none passes as it was typed, with
  its blanks and brackets (``Loops._raw``), so that only the next descent says what it means.
- formula/ reads formulas of numbers: implied products, functions under other names, choices by the
  values that are given.  It writes the strict text, a1 = sigmoid(dot([w11, w12], [x1, x2])), or
  asks back what has two readings.

tutor/core/expression reads the strict text as a tree, tutor/core/graph makes nodes of it.  Each
descent is one class, built up in files by what it reads, the simplest first:

    arrays/   loops.py, summing.py, calls.py, products.py, unroll.py (sums of terms: begin here)
    formula/  stream.py, applied.py, named.py, picking.py, shape.py (sums of terms: begin here)

What the text says of its names is in arrays/text_scope.py (entries) and formula/names.py.

Where a new form goes
---------------------

First look for a table.  A function under another name, or one that is written out in others:
lexer/calls.py.  A sign: lexer/letters.py.  A word of sentences: lexer/vocabulary.py.  What another
language writes otherwise: programs/languages.py.  A loss of a library: arrays/losses.py.  A
command of LaTeX: latex/signs.py.

Otherwise it is a pass, or a case of one.  These are all of them in their order, each with what it
takes away or turns; put the form where everything that it is written with is still there, and as
late as that allows.

scanned.py: a text to tokens
  expand_macros             latex/macros.py           \newcommand{\w}{\mathbf{w}}
  in_usual_signs            programs/spelling.py      Loss[w_] of Mathematica, let f x = … of F#
  without_comments          programs/idle.py          comments
  without_prose             prose/prose.py            sentences around formulas (its own list there)
  from_latex                latex/                    LaTeX, where a text has a command of it; else
  from_code                 programs/code.py          programs, see below
  scan                      lexer/scan.py             characters to tokens
  with_limits_beside        lexer/copied.py           i=1∑nxi
  with_indicators           lexer/copied.py           1{y = k}
  with_called_braces        lexer/copied.py           max{0, 1 − yz}
  with_spaced_dots          lexer/raised.py           K . x . y
  with_positive_parts       lexer/positive.py         [x]₊
  with_spoken_signs         lexer/spoken_signs.py     w dot x plus b
  with_far_indices          lexer/raised.py           y i, as a y_i that is given
  with_rows                 arrays/grids.py           [1 2; 3 4]
  without_gradients         statements/gradients.py   grad(1) = …, w = w − … at the end
  with_greek_indices        lexer/raised.py           hθ as a name
  with_said_names           lexer/raised.py           t sub o
  with_hats                 lexer/raised.py           y^ as ŷ
  with_stars                lexer/primes.py           y* as a name
  with_primes               lexer/primes.py           y′ as a name
  with_products             lexer/raised.py           ∘ as a product
  with_raised               lexer/layers.py           W^z and a^L as names
  with_activations          lexer/raised.py           σ₁(z)
  with_normal               lexer/raised.py           Φ of GELU
  with_densities            lexer/densities.py        N(x; μ, σ²)
  with_gamma                lexer/densities.py        log Γ(α)
  with_empirical_means      lexer/expectations.py     Ê_t[r_t A_t]
  with_sums                 arrays/ellipsis.py        w₁x₁ + … + wₙxₙ
  with_counts_below         lexer/halves.py           (1/2n) Σ
  rewrite_heads             formula/heads.py          f: x ↦ …, f(x; θ) =
  with_cases                prose/said_cases.py       x if x > 0, otherwise 0

programs/code.py: a program in the notation of paper; what computes nothing is told by idle.py
  without_answers           programs/idle.py          prompts, and what a session shows
  with_lost_indents         programs/lost_indents.py  Python whose indents were lost
  without_classes           programs/classes.py       Value::tanh(n)
  without_wrappers          programs/wrapped.py       a class that only holds a number
  without_draws             programs/drawn.py         W = np.random.randn(2, 3)
  with_new_values           programs/in_place.py      y.mul_(2).add_(1)
  without_taken_out         programs/taken_out.py     h = H.detach().item()
  with_kept_functions       programs/same_name.py     net.act = function(x) {
  without_wrapped_functions programs/same_name.py     g = np.vectorize(lambda x: …)
  without_made_functions    programs/same_name.py     fast = jit(loss)
  with_own_functions        programs/same_name.py     def tanh(h): return np.tanh(h)
  with_whole_name           programs/same_name.py     import multivariate_normal as norm
  in_words_of_python        programs/of_r.py          R
  with_mapped               programs/mapped.py        sum(abs2, x)
  in_one_language           programs/languages.py     other languages, row by row
  at_points                 programs/points.py        jax.grad(f)(2.0)
  with_indents              programs/blocks.py        braces and end
  with_single_keys          programs/attributes.py    p = {'w': 1, 'b': 2}
  in_first_turn             programs/training.py      loops that train
  in_straight_lines         programs/straight/        functions, classes, loops and choices, by the
                                                      tree of Python; worded.py gives others one
  with_names                programs/attributes.py    self.w, params['w']
  with_arguments            programs/arguments.py     types and usual values in heads

writing.py: tokens to strict lines
  without_strict_lines      statements/asides.py      lines of the lesson format
  scan_text                 scanned.py                all of the above
  lists_of_entries          arrays/entry_lists.py     L_i = [0.5, 1.2] given beside the text
  with_factorials           formula/factorials.py     k!
  phrases                   statements/phrases.py     where a statement begins; what is said in it
  with_inner_products       known_functions.py        w(x) that is a product
  without_identities        statements/asides.py      σ(x) = … = 1 − σ(−x)
  with_known_functions      known_functions.py        a bracket too many in what is known
  with_named_losses         named_losses.py           BCE(ŷ, y), MAE
  without_remarks           statements/asides.py      domains, derivatives, updates, echoes
  merge_repeats             statements/repeats.py     f twice: two ways to write it
  without_inner_outputs     statements/asides.py      the output ŷ, which is used
  with_short_names          statements/short_names.py act = np.tanh
  name_each_version         statements/versions.py    c += 1
  entries                   arrays/entries.py         vectors and matrices, entry by entry
  with_whole_entries        lines.py                  k! of an entry
  strict_formula            formula/shape.py          one formula
  without_aliases           lines.py                  ŷ = z
"""

from tutor.core.formulas.programs import declared
from tutor.core.formulas.reading import read, read_expression
from tutor.core.formulas.result import Given, StrictText
from tutor.core.formulas.scanned import readable_name
from tutor.core.formulas.statements import replaced_line

__all__ = [
    "Given",
    "StrictText",
    "declared",
    "read",
    "read_expression",
    "readable_name",
    "replaced_line",
]
