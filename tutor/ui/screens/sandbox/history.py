"""The graph of the sandbox and those before it, kept in the learner's record."""

from __future__ import annotations

from tutor.core.practice import Kept, Sandbox, decode_graphs, encode_graphs, remember_graph
from tutor.core.practice import sandbox as box
from tutor.records import Recorder
from tutor.ui.preferences import SANDBOX, SANDBOX_EARLIER


class SandboxHistory:
    """Stores a text as it is, and among the earlier graphs only what could be read."""

    def __init__(self, record: Recorder) -> None:
        self._record = record
        kept = self._stored(SANDBOX)
        self._now = kept[0] if kept else Kept(box.START, {})
        self._good: Kept | None = None

    def restore(self) -> Sandbox:
        """What was typed last; behind a text with a mistake, the graph that there was before it."""
        sandbox = box.take_up(self._now)
        earlier = self.earlier()
        if sandbox.is_stale and earlier:
            sandbox = box.set_text(box.take_up(earlier[0]), self._now.text)
        self.set_current(sandbox)
        return sandbox

    def set_current(self, sandbox: Sandbox) -> None:
        """The learner has done something."""
        self._now = box.to_keep(sandbox)
        if not sandbox.is_stale:
            self._good = self._now

    def store(self) -> None:
        """Store the graph as it is now, unless that is done."""
        if self._stored(SANDBOX) != (self._now,):
            self._record.prefer(SANDBOX, encode_graphs([self._now]))

    def store_earlier(self) -> None:
        """Put the last graph that could be read among the earlier ones."""
        self.store()
        before = self.earlier()
        after = remember_graph(before, self._good) if self._good else before
        if after != before:
            self._record.prefer(SANDBOX_EARLIER, encode_graphs(after))

    def earlier(self) -> tuple[Kept, ...]:
        """The graphs that were there before, the newest first."""
        return self._stored(SANDBOX_EARLIER)

    def _stored(self, key: str) -> tuple[Kept, ...]:
        return decode_graphs(self._record.progress().preferences.get(key, ""))
