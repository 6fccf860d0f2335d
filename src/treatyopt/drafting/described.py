"""What every key of a study file means, and what follows where it is left out: for editors and for docs/study.md."""

from __future__ import annotations

from typing import NamedTuple

from treatyopt.study.base import Record
from treatyopt.study.claims import Claim, ClaimTest
from treatyopt.study.parties import Party
from treatyopt.study.parts import Parts
from treatyopt.study.profiles import Profile
from treatyopt.study.records import (
    Assessment,
    Criterion,
    Group,
    Obligation,
    Option,
    Overlap,
    Passage,
    Saying,
    Source,
)
from treatyopt.study.scales import Scale
from treatyopt.study.screens import Screen
from treatyopt.study.words import Words


class Described(NamedTuple):
    """What a key means, and what follows `without` it; nothing where it cannot be left out."""

    means: str
    without: str = ""

    @property
    def hover(self) -> str:
        """Both, as an editor shows them beside the key."""
        return f"{self.means} Left out: {self.without}." if self.without else self.means


_CITES = Described(
    "Locators of the passages of the source that it rests on, such as `[waters/2]`.", "it rests on no passage"
)
_NOTE = Described("Anything else that a reader should know of it.", "nothing")

DESCRIBED: dict[type[Record], dict[str, Described]] = {
    Parts: {
        "title": Described(
            "What the study is about, in a few words.", "it is called a study without a title"
        ),
        "question": Described("What is to be decided, as a question.", "the title stands for it"),
        "assessors": Described(
            "Who made the judgements: people, a desk, a workshop.", "whoever wrote the file"
        ),
        "words": Described(
            "What sentences and tables call the options, and the baseline where they do not name it.",
            "options, and the baseline",
        ),
        "baseline": Described(
            "The id of the option that stands for no agreement, or for leaving things as they are; it is no candidate.",
            "every option is a candidate, and `negotiate` and `design` have nothing to measure gains from",
        ),
        "profile": Described(
            "The id of the profile whose weights are used unless others are asked for.", "the first profile"
        ),
        "evidence": Described(
            "The file, relative to this one, that says what came of it; `evidence` reads it.",
            "`evidence` has nothing to show",
        ),
        "source": Described(
            "The document that the study reads; `sources` and locators need it.", "nothing rests on a passage"
        ),
        "groups": Described(
            "Criteria that are weighted together, by the id of their group.",
            "every criterion stands by itself",
        ),
        "criteria": Described(
            "The criteria that are in no group, by id: each is weighted by itself.",
            "all criteria are in groups",
        ),
        "overlaps": Described(
            "Criteria that could count one thing twice, as a list; `criteria` shows it.",
            "none are named",
        ),
        "considerations": Described(
            "What was considered and is scored nowhere, by id; `criteria` shows it.", "none"
        ),
        "options": Described("What is compared, by id, each with its scores.", ""),
        "conditions": Described(
            "What an obligation may suppose, by id; obligations name it under `when`.", "none"
        ),
        "obligations": Described(
            "The provisions that options are made of, by id; `design` combines them.",
            "nothing is said of what options oblige to, and `design` has nothing to combine",
        ),
        "principles": Described(
            "Principles of the source, by id; `sources` tells what they rest on.", "none"
        ),
        "profiles": Described("Sets of weights, by id.", "every group counts the same"),
        "parties": Described(
            "Who has to agree, by id; `negotiate` needs one at least, `design` two.", "nobody has to agree"
        ),
        "screens": Described(
            "Requirements that no weight makes up for, by id; an option that fails one never leads.",
            "all options pass",
        ),
        "claims": Described(
            "What the source says of the options, by id, with tests of the figures that `check` makes.",
            "none are tested",
        ),
    },
    Source: {
        "author": Described("Who wrote the source.", "nobody is named"),
        "title": Described("The title of the source."),
        "publication": Described("Where it appeared.", "not said"),
        "date": Described("When it appeared, as it is to be read.", "not said"),
        "short": Described("How headings name it in short: author and year."),
        "note": _NOTE,
        "sections": Described(
            "The sections of the source, their headings by id; locators begin with one.", "none"
        ),
        "locators": Described(
            "The passages of the source, by locator (`SECTION/NUMBER`), each with what it says in your own words.",
            "none",
        ),
        "unused": Described(
            "The passages that nothing in the study rests on, on purpose: by locator, why not, in your own words. "
            "`check` can tell them from those that were overlooked.",
            "every passage that nothing cites counts as overlooked",
        ),
    },
    Passage: {"gist": Described("What the passage says, in your own words.")},
    Criterion: {
        "name": Described("What the criterion is called, as it stands in mid-sentence.", "its id in words"),
        "asks": Described("The question that a score on it answers.", "not said"),
        "zero": Described("What a score of 0 means, in words; with a scale, its worst value.", "not said"),
        "hundred": Described(
            "What a score of 100 means, in words; with a scale, its best value.", "not said"
        ),
        "scale": Described(
            "The natural unit that options are scored in, and what its values are worth.", "0 to 100"
        ),
        "feasibility": Described(
            "Whether it asks if an option can be had, not what it is worth; what parties gain leaves it out.",
            "false",
        ),
        "note": _NOTE,
        "cites": _CITES,
    },
    Scale: {
        "unit": Described(
            "The unit, as it is to stand after any number, after 1 too: `EUR m`, `km`, `year(s)`, `%`; "
            "no plural is made of it.",
            "numbers stand alone",
        ),
        "points": Described(
            "`[value, worth]` two or more times, the worth from 0 to 100 and linear between them.",
            "`worst` and `best` are given",
        ),
        "worst": Described("The value that is worth 0; it may be the greater one.", "`points` are given"),
        "best": Described("The value that is worth 100; it may be the smaller one.", "`points` are given"),
    },
    Group: {
        "name": Described("What the group is called.", "its id in words"),
        "criteria": Described("The criteria of the group, by id."),
    },
    Overlap: {
        "criteria": Described("The ids of the criteria."),
        "reason": Described("How they could count one thing twice.", "not said"),
    },
    Saying: {"says": Described("What it says, in your own words."), "cites": _CITES},
    Assessment: {
        "score": Described(
            "The best judgement of the option on the criterion: 0 to 100, or in the unit of a scale, or `unknown`."
        ),
        "range": Described(
            "`[low, high]`: how far the score could reasonably be out.",
            "the score alone; of an unknown one, the whole scale",
        ),
        "basis": Described(
            "`stated` where a cited passage says something of this option on this criterion, `inferred` where nobody "
            "said it, `judged` where no more is said than that its authors think so.",
            "judged",
        ),
        "reason": Described("Why it is not more, and not less.", "none is shown"),
        "cites": Described("Locators of the passages that it rests on; a stated score needs one.", "none"),
    },
    Option: {
        "name": Described("What tables call it, on one line.", "its id in words"),
        "title": Described("What it is called in full.", "its name"),
        "phrase": Described("What it is called in mid-sentence, with its article.", "its title"),
        "degree": Described(
            "Its step on the ladder of options that go ever further, a whole number from 0 to 1000; "
            "give every option one, or none.",
            "the order of the file, the baseline lowest",
        ),
        "gist": Described("What it is, in a sentence or two.", "nothing is said of it"),
        "note": _NOTE,
        "cites": _CITES,
        "scores": Described("Its score on every criterion, by the criterion's id."),
    },
    Obligation: {
        "says": Described("What is pledged, as a sentence."),
        "kind": Described(
            "A word for what sort of pledge it is, written as an id; packages are listed by it.", "obligation"
        ),
        "binds": Described("The ids of the parties that give something up by it."),
        "enters": Described("The id of the weakest option that carries it; so do all that go further."),
        "may-enter": Described(
            "The ids of other options that it could enter with, the likeliest first, where that is in doubt; packages "
            "are designed with each of these too.",
            "no other is looked at",
        ),
        "basis": Described(
            "Whether the source ties it to that option (`stated`), or the study does.", "judged"
        ),
        "burden": Described("What it costs each party that it binds: 0 none, 1 light, 2 moderate, 3 heavy."),
        "moves": Described(
            "The criteria that it bears on, each with how much: 0 to 3; it carries that share of a change of score.",
            "no score",
        ),
        "needs": Described("The ids of the obligations that it makes no sense without.", "none"),
        "when": Described("The id of the condition that it supposes.", "it holds whatever happens"),
        "note": _NOTE,
        "cites": _CITES,
    },
    Profile: {
        "points": Described(
            "Points for every group, and for every criterion that is in none; they sum to 100.",
            "there must be a `say`",
        ),
        "shares": Described(
            "By group, how its points are divided among its criteria; only proportions count.", "equally"
        ),
        "say": Described(
            "Statements on weights, such as `quiet>=cost`: one text, or a list; points must fit them.",
            "nothing is said",
        ),
        "reason": Described("Why these weights.", "none is shown"),
        "cites": _CITES,
    },
    Party: {
        "name": Described("What the party is called.", "its id in words"),
        "profile": Described(
            "The id of the profile that stands for its weights.",
            "that of the party's own id, or else the study's",
        ),
        "scores": Described(
            "What it scores otherwise than the study: by option and criterion, as options have their scores.",
            "the scores of the options are its own too",
        ),
        "note": _NOTE,
    },
    Words: {
        "option": Described("What one option is called, without an article: `route`.", "option"),
        "options": Described("What several are called.", "the plural by the common rules of English"),
        "one": Described("One with its article: `a route`.", "a or an, by its first letter"),
        "baseline": Described(
            "What the baseline is called where its name is not shown: `doing nothing`. That is beside options that are "
            "called so (`3 options besides doing nothing`) and in a notebook's drawings of gains; all else names it.",
            "the baseline",
        ),
    },
    Screen: {
        "criterion": Described("The id of the criterion that it looks at."),
        "minimum": Described(
            "The lowest score that passes, in the unit if there is a scale.", "there is a `maximum`"
        ),
        "maximum": Described(
            "The highest score that passes, in the unit if there is a scale.", "there is a `minimum`"
        ),
        "reason": Described("Why less, or more, would not do.", "none is shown"),
        "cites": _CITES,
    },
    Claim: {
        "kind": Described("`stated` where the source says so, `reading` where it is how you read it."),
        "says": Described("What is claimed, in your own words."),
        "cites": _CITES,
        "tests": Described("What must be true of the scores if the claim is: a list, each with its `test`."),
    },
    ClaimTest: {
        "test": Described("What is tested; it says which of the other keys there must be."),
        "option": Described("The id of an option.", "as the test wants it"),
        "options": Described(
            "The ids of options; where there are two, the lower first.", "as the test wants it"
        ),
        "criteria": Described("The ids of criteria.", "as the test wants it"),
        "limit": Described(
            "The score that `below` looks at, in the unit if there is a scale.", "as the test wants it"
        ),
        "screens": Described("The ids of screens.", "as the test wants it"),
        "obligations": Described("The ids of obligations.", "as the test wants it"),
    },
}

# What the test of a claim, by its name, asks of the best scores.
TESTS = {
    "lowest": "the option scores strictly less than every other on each of the criteria, the baseline aside",
    "highest": "it scores strictly more than every other on each of them, the baseline aside",
    "below": "it scores strictly less than the limit, on each of them",
    "increases": "the second of two options scores strictly more than the first, on each of the criteria",
    "fails": "the option fails each of the screens",
    "exactly-pass": "just these options pass all of the screens, the baseline aside",
    "enter-by": "the option carries each of the obligations",
    "packages-pass": "every package between the two options passes each of the screens",
}
