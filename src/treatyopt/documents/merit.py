"""What options are worth once they are had, and what chance would justify trying for another, in words.

Chances are rounded to the safe side: up where one must exceed them, and where one above them cannot be exceeded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from treatyopt.documents.sentences import name
from treatyopt.documents.unknown import standing_in
from treatyopt.documents.words import apart, capital, figure, listed, whose
from treatyopt.methods.stability import TIE
from treatyopt.ranking.merit import Chance, Merit, worth_most
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.model import Study


def in_short(ranking: Ranking) -> str:
    """One sentence: what is worth most once it is had, and at what chance it, or the next, is worth trying for."""
    options = [each for each in ranking.merits if each.id != ranking.study.baseline]
    led = next((each for each in options if each.id in ranking.verdict.leaders), None)
    if led is None or len(ranking.verdict.leaders) > 1 or len(options) < 2:
        return ""
    best = [each for each in worth_most(options) if each.id != led.id and each.merit > led.merit + TIE]
    study = ranking.study
    if best:
        names = listed([name(study, each.id) for each in best])
        amount = "merit {}, against {}".format(*apart(best[0].merit, led.merit))
        which = "it" if len(best) == 1 else name(study, best[0].id)
        verb = "is" if len(best) == 1 else "are"
        return f"{names} {verb} worth most once had at these weights ({amount}): {_trying(ranking, best[0], which)}."
    rival = next((each for each in options if each.id == ranking.verdict.runner_up), None)
    if rival is None:
        return f"{name(study, led.id)} is also worth most once it is had (merit {figure(led.merit)})."
    own, other = apart(led.merit, rival.merit)
    amount = f"merit {own}, {name(study, rival.id)} {other}"
    which = name(study, rival.id)
    return f"Nothing is worth more once had at these weights ({amount}): {_trying(ranking, rival, which)}."


def plainly(ranking: Ranking) -> str:
    """One plain sentence on what is worth more than the leader once it is had; nothing where the leader is."""
    study = ranking.study
    options = [each for each in ranking.merits if each.id != study.baseline]
    led = next((each for each in options if each.id in ranking.verdict.leaders), None)
    if led is None or len(ranking.verdict.leaders) > 1:
        return ""
    best = next((each for each in worth_most(options) if each.merit > led.merit + TIE), None)
    if best is None or best.chance is None:
        return ""
    more, less = apart(best.merit, led.merit)
    needed, unsure = _needed(study, best.chance, "it"), standing_in(study, best.id, led.id)
    return (
        f"Could it be had, {name(study, best.id)} would be worth more ({more} against {less}, feasibility apart): "
        f"{needed}, if failure costs nothing{f' ({unsure})' if unsure else ''}."
    )


def _trying(ranking: Ranking, each: Merit, which: str) -> str:
    """What an option's chance must be for trying for it to be better than trying for the leader, and on what terms."""
    assert each.chance is not None
    asides = [*_extremes(ranking, each.chance), terms(ranking.study)]
    asides += filter(None, [standing_in(ranking.study, each.id, *ranking.verdict.leaders)])
    return f"{_needed(ranking.study, each.chance, which)} ({'; '.join(asides)})"


def _extremes(ranking: Ranking, chance: Chance) -> Iterator[str]:
    """The least and the greatest ratio over the weight set, if it has them."""
    if chance.ratio is None or chance.low is None or chance.high is None or chance.high - chance.low <= TIE:
        return
    low, high = _lowered(chance.low, 2), _raised(chance.high, 2)
    percent = chance.ratio <= 1 + TIE
    ends = f"{100 * low:.10g}% to {100 * high:.10g}%" if percent else f"{low:.2f} to {high:.2f} times"
    yield f"{ends} over {'what fits' if ranking.verdict.said else 'all weightings'}"


def terms(study: Study) -> str:
    """The four things that are assumed of trying."""
    return f"neutral to risk, one attempt, and a failure costs nothing and leaves {_baseline(study)}"


def _baseline(study: Study) -> str:
    return name(study, study.baseline or "")


def _needed(study: Study, chance: Chance, which: str) -> str:
    """The chance that one option needs, against that of another."""
    ratio, rival = chance.ratio, name(study, chance.of)
    if ratio is None:
        return f"{which} is not worth trying for, since {_baseline(study)} is worth no less"
    if ratio <= TIE:
        return f"any chance of {which} is enough to try for that rather than for {rival}"
    if ratio <= 1 + TIE:
        return f"trying for {which} instead takes at least {_percent(ratio, 0)} of {whose(rival)} chance"
    return (
        f"trying for {which} instead takes a chance at least {_raised(ratio, 2):.2f} times {whose(rival)}, impossible "
        f"if that is above {_percent(1 / ratio, 0)}"
    )


def _percent(ratio: float, digits: int) -> str:
    """A ratio as a percentage, rounded up; with more decimals where that would make it a whole that it is not."""
    more = next(each for each in (digits, 2, 4, 12) if _raised(ratio, each + 2) < 1 or ratio >= 1 - TIE)
    return f"{100 * _raised(ratio, more + 2):.10g}%"


def _raised(ratio: float, digits: int) -> float:
    return math.ceil((ratio - TIE) * 10.0**digits) / 10.0**digits


def _lowered(ratio: float, digits: int) -> float:
    return math.floor((ratio + TIE) * 10.0**digits) / 10.0**digits


def case(ranking: Ranking, option: str) -> Iterator[str]:
    """What one option is worth once it is had, and what its chance, or that of others against it, would have to be."""
    found, study = ranking.merit(option), ranking.study
    if found is None or option == study.baseline:
        return
    left_out = listed([each.name for each in study.criteria if each.feasibility])
    base = ranking.merit(study.baseline or "")
    yield (
        f"Once it is had it is worth {figure(found.merit)} (its merit: the value with {left_out} left out, the other "
        f"weights in proportion; {_baseline(study)} {figure(base.merit if base else 0.0)})."
    )
    against = [found] if found.chance else [each for each in ranking.merits if each.chance]
    if found.chance is None and option not in ranking.verdict.leaders:
        return
    said = [_against(ranking, each) for each in against]
    if said:
        yield f"{' '.join(said)} All that is {terms(study)}."


def _against(ranking: Ranking, each: Merit) -> str:
    chance, study = each.chance, ranking.study
    assert chance is not None
    over = "".join(f" ({each})" for each in _extremes(ranking, chance))
    return f"{capital(_needed(study, chance, name(study, each.id)))}{over}."
