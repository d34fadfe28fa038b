"""The tokens of a text, and the tables that say what signs, letters and words mean."""

from tutor.core.formulas.lexer.calls import (
    IDLE_METHODS,
    IDLE_SETTINGS,
    MODULES,
    NOT_HERE,
    STOPPING,
    VECTORS,
    WRAPPERS,
    argument_counts,
    canonical_name,
    is_function,
    keyword_place,
    why_not,
    written_out,
)
from tutor.core.formulas.lexer.copied import with_called_braces, with_indicators, with_limits_beside
from tutor.core.formulas.lexer.cursor import Cursor, too_early
from tutor.core.formulas.lexer.densities import with_densities, with_gamma
from tutor.core.formulas.lexer.expectations import with_empirical_means
from tutor.core.formulas.lexer.halves import with_counts_below
from tutor.core.formulas.lexer.layers import raised_name, with_raised
from tutor.core.formulas.lexer.letters import (
    EXPECTATION,
    GREEK,
    MARKS,
    REFUSED,
    SIGNS,
    WIDTHLESS,
    letter_and_mark,
    plain,
)
from tutor.core.formulas.lexer.positive import with_positive_parts
from tutor.core.formulas.lexer.primes import (
    STARRED,
    is_primed,
    signed_name,
    with_primes,
    with_stars,
)
from tutor.core.formulas.lexer.raised import (
    with_activations,
    with_far_indices,
    with_greek_indices,
    with_hats,
    with_normal,
    with_products,
    with_said_names,
    with_spaced_dots,
)
from tutor.core.formulas.lexer.scan import scan
from tutor.core.formulas.lexer.spoken_signs import with_spoken_signs
from tutor.core.formulas.lexer.tokens import (
    CLOSE,
    OPEN,
    Piece,
    Token,
    TokenKind,
    Written,
    closing_place,
    closing_places,
    name_of_version,
    refuse,
    sign,
    split_at,
    text_of,
    within,
    words,
)
from tutor.core.formulas.lexer.vocabulary import (
    AT,
    GRADIENT,
    JOINING,
    MEASURES,
    NOUNS,
    OF,
    RECKONING,
    SMALL,
    STAR,
    TAILS,
    WHERE,
)

__all__ = [
    "AT", "CLOSE", "EXPECTATION", "GRADIENT", "GREEK", "IDLE_METHODS", "IDLE_SETTINGS", "JOINING",
    "MARKS", "MEASURES", "MODULES", "NOT_HERE", "NOUNS", "OF", "OPEN", "RECKONING", "REFUSED",
    "SIGNS", "SMALL", "STAR", "STARRED", "STOPPING", "TAILS", "VECTORS", "WHERE", "WIDTHLESS",
    "WRAPPERS",
    "Cursor", "Piece", "Token", "TokenKind", "Written", "argument_counts", "canonical_name",
    "closing_place", "closing_places", "is_function", "is_primed", "keyword_place",
    "letter_and_mark", "name_of_version", "plain", "raised_name", "refuse", "scan", "sign",
    "signed_name", "split_at",
    "text_of", "too_early", "why_not", "with_activations", "with_called_braces",
    "with_counts_below", "with_densities", "with_empirical_means", "with_far_indices", "with_gamma",
    "with_greek_indices", "with_hats",
    "with_indicators", "with_limits_beside", "with_normal",
    "with_positive_parts", "with_primes", "with_products", "with_raised", "with_said_names",
    "with_spaced_dots", "with_spoken_signs", "with_stars", "within", "words", "written_out",
]  # fmt: skip
