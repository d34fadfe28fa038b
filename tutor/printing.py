"""How text leaves the program: in the encoding and in the signs that its reader has.

A file or a pipe is given everything, as UTF-8.  So is a terminal, for terminals read UTF-8 whatever
the locale says, unless it names an encoding of its own that is none of Unicode's: then it is sent
that, and every line as wide as ever.  The signs are those that ``tutor.repertoire`` finds right.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Mapping
from typing import TextIO, cast

from tutor.repertoire import VARIABLE, Repertoire, reads_unicode, repertoire

AS_WIDE = "as-wide"
"""The name under which Python finds what to do with a character that an encoding lacks."""


class Printer:
    """A stream that writes the signs of the smaller repertoire; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        from tutor.core.text import plain

        self.stream = stream
        self._plain = plain

    def write(self, text: str) -> int:
        """Write ``text``; gives the number of its characters, as streams do."""
        return self.stream.write(self._plain(text))

    def __getattr__(self, name: str) -> object:
        return getattr(self.stream, name)


def encoding_of_terminal() -> str:
    """What the terminal of the standard output reads, "" where it does not say."""
    return os.device_encoding(1) or ""


def signs_of_terminal(environment: Mapping[str, str], chosen: str = "") -> Repertoire:
    """The signs to show in the terminal of this process; ``chosen`` is the learner's choice."""
    return repertoire(environment, encoding_of_terminal(), chosen)


def set_encoding() -> None:
    """Let both streams write every text, to whatever they lead."""
    codecs.register_error(AS_WIDE, _as_wide)
    out = sys.stdout
    if (
        isinstance(out, io.TextIOWrapper)
        and isinstance(out.buffer, io.RawIOBase)
        and not out.isatty()
    ):
        # PYTHONUNBUFFERED: what the system takes a part of only would be lost without an error.
        raw = io.FileIO(out.fileno(), "w", closefd=False)
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), out.encoding, write_through=True)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty() and not reads_unicode(stream.encoding):
                stream.reconfigure(errors=AS_WIDE)
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_in(signs: Repertoire) -> None:
    """From now on, print what goes to a terminal in these signs."""
    sys.stdout, sys.stderr = (_printer(stream, signs) for stream in (sys.stdout, sys.stderr))


def _printer(stream: TextIO, signs: Repertoire) -> TextIO:
    bare = stream.stream if isinstance(stream, Printer) else stream
    wanted = bare.isatty() or os.environ.get(VARIABLE) == signs  # asked for: wherever it leads
    return cast("TextIO", Printer(bare)) if signs == "plain" and wanted else bare


def _as_wide(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from tutor.core.text import encodable

    return encodable(error.object[error.start : error.end], error.encoding), error.end
