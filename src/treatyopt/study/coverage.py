"""Whether every passage of the source is used, or left aside with a reason: what is neither was overlooked."""

from __future__ import annotations

from typing import NamedTuple

from treatyopt.study.citations import citations
from treatyopt.study.lacking import required_source
from treatyopt.study.model import Study

# What figures rest on, or tests of them; all else that cites says what something means or why it is there.
WORKING = ("score", "obligation", "screen", "profile", "claim")


class Covered(NamedTuple):
    """A passage with what cites it, as `citations` has it, and `why` it is left aside, if that is said."""

    id: str
    gist: str
    cited_by: tuple[str, ...]
    why: str | None

    @property
    def state(self) -> str:
        """cited, unused (on purpose) or overlooked."""
        return "cited" if self.cited_by else "overlooked" if self.why is None else "unused"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of what cites it, each once: score, obligation, criterion and so on."""
        return tuple(dict.fromkeys(path.partition(" ")[0] for path in self.cited_by))

    @property
    def works(self) -> bool:
        """Whether a score, an obligation, a screen, a profile or a claim cites it."""
        return any(kind in WORKING for kind in self.kinds)


class Coverage(NamedTuple):
    """Every passage of a source, in its order."""

    passages: tuple[Covered, ...]

    def of(self, state: str) -> tuple[Covered, ...]:
        """The passages that are cited, unused or overlooked."""
        return tuple(each for each in self.passages if each.state == state)

    @property
    def by(self) -> dict[str, int]:
        """How many passages each kind of thing cites, what works with them first."""
        met = dict.fromkeys(kind for each in self.passages for kind in each.kinds)
        kinds = [*(kind for kind in WORKING if kind in met), *(kind for kind in met if kind not in WORKING)]
        return {kind: sum(kind in each.kinds for each in self.passages) for kind in kinds}


def coverage(study: Study) -> Coverage:
    """What uses each passage of a study's source, or why none does; ArgumentProblem if the study has no source."""
    unused, uses = dict(required_source(study).unused), citations(study)
    return Coverage(
        tuple(Covered(each.id, each.gist, uses[each.id], unused.get(each.id)) for each in study.passages)
    )
