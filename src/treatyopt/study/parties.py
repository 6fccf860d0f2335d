"""The parties of a study: what stands for the weights of each, and what it sees otherwise than the study does."""

from functools import cached_property
from typing import Annotated, Any

from pydantic import PlainSerializer

from treatyopt.study import filling
from treatyopt.study.base import Record
from treatyopt.study.fields import PAIRS, Id, Name, OptionId, ProfileId, Text, keyed
from treatyopt.study.records import Assessment


def _written_out(scores: tuple[tuple[str, tuple[Assessment, ...]], ...]) -> dict[str, list[dict[str, Any]]]:
    """By option, the scores as plain data: pydantic builds what writes a record only where it is asked for by name."""
    return {option: [each.to_dict() for each in own] for option, own in scores}


class Party(Record):
    """A side of the negotiation, with the profile that stands for its weights.

    `scores` holds, by option, what the party scores otherwise than the study does: what the option is worth to it on a
    criterion, 0-100 or in the unit of the criterion. Where it has none, the study's common scores are its own.
    """

    id: Id
    name: Name
    profile: ProfileId = ""
    scores: Annotated[
        tuple[tuple[OptionId, Annotated[tuple[Assessment, ...], *keyed("score", filling.assessment)]], ...],
        PAIRS[0],
        PlainSerializer(_written_out),
    ] = ()
    note: Text | None = None

    @cached_property
    def own(self) -> dict[tuple[str, str], Assessment]:
        """What the party scores otherwise, by the ids of option and criterion."""
        return {(option, each.id): each for option, scores in self.scores for each in scores}
