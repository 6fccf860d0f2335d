"""What sides could settle on, in sentences: who accepts what, what the solutions pick, what values leave out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from treatyopt.bargaining.negotiate import Negotiation
from treatyopt.bargaining.outcomes import Outcome
from treatyopt.documents import sentences
from treatyopt.documents.blocks import Prose
from treatyopt.documents.nouns import settled
from treatyopt.documents.shortening import few
from treatyopt.documents.words import capital, listed
from treatyopt.methods.solutions import NAMES, agreeable
from treatyopt.methods.stability import TIE
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study, find


def refusals(found: Negotiation) -> Iterator[Prose]:
    """What everybody accepts, who would refuse the rest, and what the solutions pick."""
    able = [each.id for each in found.outcomes if each.possible]
    if not found.outcomes:
        yield Prose(
            f"The study has no {_noun(found)} besides {_baseline(found)}, so there is nothing to settle on."
        )
    elif said := level(found):
        yield Prose(said)
    elif able:
        yield Prose(_accepted(found, able))
        yield _answer(found, able)
    else:
        yield _stays(found)


def level(found: Negotiation) -> str:
    """That every option gives every party just what the baseline does, if so: then no yes and no pick says anything."""
    gains = [party.gain for each in found.outcomes for party in each.parties]
    if not gains or any(abs(gain) > TIE for gain in gains) or any(each.bettered for each in found.outcomes):
        return ""
    unknown = not found.disagreements and all(
        judged.basis == UNKNOWN
        for id in [*(each.id for each in found.outcomes), found.study.baseline or ""]
        for judged in found.study.option(id).scores
    )
    counts = f"every {_noun(found)} counts the same as {_baseline(found)} for {everybody(found)}"
    same = f"{counts}: there is nothing to choose by"
    if unknown:
        return f"No gain is told, as no score is known. With the middle of the scale for each, {same}."
    return f"No gain is told, as by the weights, scores and burdens assumed here {same}."


def _noun(found: Negotiation) -> str:
    return settled(found).option


def _baseline(found: Negotiation) -> str:
    return sentences.name(found.study, found.study.baseline or "")


def _stays(found: Negotiation) -> Prose:
    """That nothing can be settled on, and whether packages can."""
    passes = "passes the screens and " if found.screens else ""
    text = f"No {_noun(found)} {passes}is acceptable to {everybody(found)}, so of these {_baseline(found)} stays."
    if any(map(agreeable, found.between.gains)):
        return Prose(
            f"{text} But some package of obligations is acceptable to both.", hint="See treatyopt design."
        )
    return Prose(text)


def everybody(found: Negotiation) -> str:
    """The parties by name, if they are few."""
    parties = [side.name for side in found.sides]
    return {1: parties[0], 2: f"both {listed(parties)}"}.get(len(parties), "every party")


def _accepted(found: Negotiation, able: Sequence[str]) -> str:
    """What everybody accepts, and who would refuse what else passes the screens."""
    refused = [each for each in found.outcomes if each.refused and not each.fails]
    rest = f"no side would rather have {_baseline(found)}"
    if refused:
        by_side: dict[str, list[str]] = {}
        for each in refused:
            by_side.setdefault(refusers(found, each), []).append(each.name)
        rest = "; ".join(f"{who} would refuse {few(names)}" for who, names in by_side.items())
    opening = "Of what passes the screens, by" if found.screens else "By"
    figures = "weights, scores" if found.disagreements else "weights"
    return (
        f"{opening} the {figures} and burdens assumed here, {sentences.names(found.study, tuple(able))} "
        f"{'is' if len(able) == 1 else 'are'} acceptable to {everybody(found)}; {rest}."
    )


def refusers(found: Negotiation, outcome: Outcome) -> str:
    """The parties that would refuse an option, by name."""
    return listed([side.name for side in found.sides if side.id in outcome.refused])


def _answer(found: Negotiation, able: Sequence[str]) -> Prose:
    """What the solutions pick, in a sentence, and whether a package would do better."""
    answer = _choices(found, able)
    picked = {id for each in found.settlements if each.decides or len(able) == 1 for id in each.options}
    bettered = tuple(each.id for each in found.outcomes if each.id in picked and each.bettered)
    unseen = [each.id for each in found.outcomes if each.id in picked and each.bettered is None]
    hints = ["See treatyopt design."] if bettered else []
    if bettered:
        answer += f" {_bettered(found, bettered)}"
    if unseen and found.between.upper:
        text, hint = _unseen(found, unseen)
        answer += f" {text}"
        hints.append(hint)
    return Prose(answer, hint=" ".join(hints))


def _bettered(found: Negotiation, options: tuple[str, ...]) -> str:
    names = sentences.names(found.study, options)
    package = "a package of obligations (valued additively, by assumption)"
    if len(options) > 1:
        return f"But for each of {names} {package} gives one side or both more, and neither less."
    return f"But {package} gives one side or both more than {names}, and neither less."


def _choices(found: Negotiation, able: Sequence[str]) -> str:
    """What each solution picks: those that agree together, ties as ties, and one that cannot tell apart as such."""
    study = found.study
    if len(found.sides) == 1:
        best = found.settlements[0].options  # of one party's gains every solution picks the largest
        tie = "" if len(best) == 1 else ", which tie"
        return f"The largest gain for {found.sides[0].name} alone: {sentences.names(study, best)}{tie}."
    if len(able) == 1:
        only = sentences.names(study, tuple(able))
        return f"Nothing else can be settled on, so every bargaining solution picks {only}."
    by_pick: dict[tuple[str, ...], list[str]] = {}
    for each in found.settlements:
        by_pick.setdefault(each.options if each.decides else (), []).append(capital(NAMES[each.solution]))
    idle = by_pick.pop((), [])
    parts = [f"{listed(kinds)}: {_tie(study, options)}" for options, kinds in by_pick.items()]
    if len(by_pick) == 1 and not idle:
        (options,) = by_pick
        parts = [f"Every bargaining solution used here picks {sentences.names(study, options)}"]
        if len(options) > 1:
            parts = [f"Under every bargaining solution used here {_tie(study, options)}"]
    if idle:
        have = "has" if len(idle) == 1 else "have"
        parts.append(
            f"{listed(idle)} {have} nothing to choose by, as no {_noun(found)} gives every party a gain"
        )
    return f"{'; '.join(parts)}."


def _tie(study: Study, options: tuple[str, ...]) -> str:
    """One option by name, or several as the tie they are."""
    return sentences.names(study, options) + (" tie" if len(options) > 1 else "")


def _unseen(found: Negotiation, unseen: Sequence[str]) -> tuple[str, str]:
    """That packages towards, or on from, what is picked were not looked at, and the command that does."""
    study, types = found.study, [each.id for each in found.study.ladder]
    low = study.option(found.between.lower or "").degree
    below = [id for id in unseen if study.option(id).degree < low]
    above = [id for id in unseen if id not in below]
    parts = [f"towards {sentences.names(study, tuple(above))}"] if above else []
    parts += [f"from {sentences.names(study, tuple(below))} on"] if below else []
    ends = [f"--to {id}" for id in above[-1:] if id in types] + [
        f"--from {id}" for id in below[:1] if id in types
    ]
    hint = f"Try treatyopt design {' '.join(ends)}." if ends else ""
    return f"Packages {listed(parts)} were not looked at.", hint


def feasibility(study: Study, screens: Sequence[str], beyond: str = "") -> Iterator[Prose]:
    """What party values leave out, and which of these screens see to it instead.

    `beyond` is a sentence more on what such a screen does.
    """
    left = [each for each in study.criteria if each.feasibility]
    if not left:
        return
    used = [find("screen", id, study.screens) for id in screens]
    text = f"Left out of party values, as it asks what can be had and not what it is worth: {left[0].name}."
    if len(left) > 1:
        names = listed([each.name for each in left])
        text = f"Left out of party values, as they ask what can be had and not what it is worth: {names}."
    unseen = [each.name for each in left if each.id not in {screen.criterion for screen in used}]
    for screen in used:
        if screen.criterion in {each.id for each in left}:
            name = capital(sentences.criterion_name(study, screen.criterion))
            text += f" {name}: {screen.asks} is asked for by the screen {screen.id} instead."
    if unseen:
        text += f" No screen in use sees to {listed(unseen, 'or')}."
    yield Prose(" ".join(part for part in (text, beyond) if part), faint=True)


def set_aside(found: Negotiation) -> str:
    """That burdens do not stand in for feasibility, where an option that only its screens set aside shows it."""
    doubted = {each.id for each in found.study.criteria if each.feasibility}
    about = {each.id: each.criterion for each in found.study.screens}
    able = [each for each in found.outcomes if each.possible]
    better = [
        each.name
        for each in found.outcomes
        if each.fails and all(about[id] in doubted for id in each.fails)
        and able and not each.refused and all(_more(each, other) for other in able)
    ]  # fmt: skip
    if not better:
        return ""
    verb = "gives" if len(better) == 1 else "give"
    return (
        f"Burdens do not say the same: with them counted, {few(better)} {verb} {everybody(found)} more than any "
        f"{_noun(found)} that can be settled on."
    )


def _more(one: Outcome, other: Outcome) -> bool:
    return all(a.gain > b.gain + TIE for a, b in zip(one.parties, other.parties, strict=True))
