"""What screens ask, what fails them and by how much, and what they would have to give way by."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.documents.units import distance, known, limit, reach, why
from treatyopt.documents.words import citing, listed
from treatyopt.ranking.evaluation import Screening, Standing
from treatyopt.ranking.intervals import ThresholdInterval
from treatyopt.study.model import Study, find
from treatyopt.study.records import Assessment, Criterion, Option
from treatyopt.study.scales import in_unit
from treatyopt.study.screens import Screen


def screened(study: Study, option: str, met: Screening) -> str:
    """An option's score on a screen's criterion, and what the screen needs."""
    screen = find("screen", met.screen, study.screens)
    judged = study.option(option).on(met.criterion)
    had = known(study.criterion(met.criterion), judged, *(each.limit for each in screen.bounds))
    return f"{study.criterion(met.criterion).name} {had}, needs {screen.asks}"


def answered(study: Study, option: Option, met: Screening) -> str:
    """Whether an option passes a screen, whether it does so across its range, and of a failure both reasons."""
    judged = option.on(met.criterion)
    criterion, screen = study.criterion(met.criterion), find("screen", met.screen, study.screens)
    range_ = f"its range {reach(criterion, judged.low, judged.high)}"
    doubt = f"but not across {range_}" if met.passes else f"though {reaching(met, range_)}"
    doubt = f", at every score in {range_}" if met.throughout else f", {doubt}"
    if judged.low == judged.high and judged.basis != "set":
        doubt = ""
    outcome = f"{'passes' if met.passes else 'fails'}: {screened(study, option.id, met)}{doubt}."
    return outcome if met.passes else " ".join((outcome, *_reasons(criterion, judged, screen)))


def _reasons(criterion: Criterion, judged: Assessment, screen: Screen) -> Iterator[str]:
    """Why a score is what it is, and why a screen asks what it asks, each said to be that."""
    if reason := citing(judged.reason, judged.cites):
        yield why(criterion, judged, reason)
    if reason := citing(screen.reason, screen.cites):
        yield f"Why {screen.asks}: {reason}"


def reaching(met: Screening, its: str = "its range", what: str = "that") -> str:
    """That a range goes as far as a screen which the score in it fails, or no further than to its very limit."""
    return f"{its} reaches {what}" if met.passing else f"{its} meets {what} at one point only"


def whatever(option: Option, met: Screening, what: str = "that") -> str:
    """Whether a screen is failed at every score in a range, or what else; nothing of a score without a range."""
    judged = option.on(met.criterion)
    if judged.low == judged.high and judged.basis != "set":
        return ""
    return f", {'at every score in its range' if met.throughout else f'though {reaching(met, what=what)}'}"


def missing(study: Study, met: Screening) -> str:
    """How far a score is from what a screen asks, in the unit of its criterion; nothing where it has none."""
    criterion, bound = study.criterion(met.criterion), missed(met)
    if criterion.scale is None:
        return ""
    far = abs(criterion.scale.value(met.score) - criterion.scale.value(bound))
    return distance(criterion.scale, far)


def missed(met: Screening) -> float:
    """The limit (0-100) that a score which fails a screen is outside of."""
    low = met.minimum is not None and met.score < met.minimum
    found = met.minimum if low else met.maximum
    assert found is not None
    return found


def too_low(study: Study, met: Screening) -> bool:
    """Whether a score that fails a screen is below what it asks, as it is written: in the unit, if it has one."""
    scale = study.criterion(met.criterion).scale
    return (missed(met) > met.score) != (scale is not None and scale.falling)


def moving(study: Study, each: ThresholdInterval) -> tuple[str, str]:
    """A threshold, and those that change nothing: the end that keeps an option out is not one of them."""
    criterion = study.criterion(find("screen", each.screen, study.screens).criterion)
    low = None if each.low is None else limit(criterion, each.low, each.threshold, down=False)
    high = None if each.high is None else limit(criterion, each.high, each.threshold, down=True)
    least = each.end == "minimum"
    if criterion.scale is not None and criterion.scale.falling:
        low, high, least = high, low, not least
    now = f"at {'least' if least else 'most'} {_threshold(criterion, each.threshold)}"
    if least:
        return now, f"up to {high}" if low is None else f"above {low}, up to {high}"
    return now, f"from {low}" if high is None else f"from {low}, below {high}"


def _threshold(criterion: Criterion, worth: float) -> str:
    """A threshold as it was written."""
    if criterion.scale is None:
        return f"{worth:.10g}"
    return in_unit(float(f"{criterion.scale.value(worth):.10g}"), criterion.scale)


def barred(study: Study, standing: Standing) -> str:
    """By which screens an option is set aside, and at which thresholds it would return."""
    failed = [each for each in standing.screens if not each.passes]
    by = f"by the screen{'s' if len(failed) > 1 else ''} {listed([each.screen for each in failed])}"
    return f"{by}; {returning(study, standing)}"


def returning(study: Study, standing: Standing) -> str:
    """By how much the thresholds of the failed screens, those on one criterion together, would have to give way.

    Of a score that is not known, what it would have to be; or that nothing passes, whatever it is.
    """
    failed = [each for each in standing.screens if not each.passes]
    unsure = list(dict.fromkeys(each.criterion for each in failed if each.by_middle))
    closed = next((each for each in unsure if standing.let_pass(each) is None), None)
    if closed is not None:
        names = listed([each.screen for each in standing.screens if each.criterion == closed])
        what = f"its {study.criterion(closed).name}, which is not known,"
        return f"it would not return whatever {what} turns out to be, as nothing passes {names} together"
    met: dict[tuple[str, bool], list[float]] = {}
    for each in failed:
        if not each.by_middle:
            met.setdefault((each.criterion, too_low(study, each)), []).append(each.score)
    gives = [_known_to_pass(study, standing, each) for each in unsure]
    gives += [_giving_way(study, *where, scores) for where, scores in met.items()]
    return f"it would return if {listed(gives)}"


def _known_to_pass(study: Study, standing: Standing, criterion: str) -> str:
    """What a score that is not known would have to be for the screens on its criterion."""
    met = [each for each in standing.screens if each.criterion == criterion and each.by_middle]
    asked = listed([find("screen", each.screen, study.screens).asks for each in met])
    return f"its {study.criterion(criterion).name}, which is not known, were {asked}"


def _giving_way(study: Study, criterion: str, low: bool, scores: list[float]) -> str:
    """To where the limits of screens on one criterion would have to move."""
    several = "s" if len(scores) > 1 else ""
    measured = study.criterion(criterion)
    down = low != (measured.scale is not None and measured.scale.falling)
    way = f"{'fell' if low else 'rose'} to {limit(measured, scores[0], down=down)}"
    bar = f"bar{several} for" if low else f"limit{several} on"
    return f"the {bar} {study.criterion(criterion).name} {way}"
