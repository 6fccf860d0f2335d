"""Whose study it is, in words: no figure of a user's own file is shown as those that come with treatyopt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from treatyopt.documents.words import listed, plural, sentence
from treatyopt.ranking.ranking import Ranking
from treatyopt.ranking.verdict import doubted
from treatyopt.ranking.weights import Weights
from treatyopt.study.filling import UNKNOWN
from treatyopt.study.model import Study
from treatyopt.study.records import Assessment, Package, Source

UNEXAMINED = "the scores have no ranges, so doubt in them was not examined"


def study_title(study: Study) -> str:
    """A study's title and source, behind the name of its file unless it is the one that comes with treatyopt."""
    return f"{own_file(study)}: {_sourced(study)}" if own_file(study) else _sourced(study)


def _sourced(study: Study) -> str:
    return f"{study.title} ({study.source.short})" if study.source else study.title


def source_beside(study: Study) -> str:
    """The remark beside a heading about what is in a study: its source, and a user's own file."""
    return beside(study, study.source.short if study.source else "")


def beside(study: Study, aside: str = "") -> str:
    """The remark beside a heading that is not the study's title, with the name of a user's own file added."""
    named = f"study: {own_file(study)}" if own_file(study) else ""
    return "; ".join(part for part in (aside, named) if part)


def study_beside(study: Study) -> str:
    """A study's title and source, with the name of a user's own file behind them."""
    return beside(study, _sourced(study))


def reference(study: Study) -> str:
    """The source of a study in one line."""
    source = study.source
    if source is None:
        return "The study names no source."
    return " ".join(sentence(part) for part in (titled(source), published(source)) if part)


def titled(source: Source) -> str:
    """The title of a source behind its author, if one is named."""
    return f"{source.author}, {source.title}" if source.author else source.title


def published(source: Source) -> str:
    """Where and when a source appeared, as far as it is said."""
    return ", ".join(filter(None, (source.publication, source.date)))


def own_file(study: Study) -> str:
    """The name of the file that a study was read from; empty for the one that comes with treatyopt."""
    return "" if study.origin.bundled else study.origin.file or ""


def has_passages(study: Study) -> bool:
    """Whether a study has passages to rest on, so that sentences may say what its source does."""
    return bool(study.passages)


def assessors(study: Study) -> str:
    """Who made the judgements of a study: who it says, or whoever wrote it; never the source."""
    if study.assessors:
        return study.assessors
    if study.origin.bundled:
        return "the study's authors"
    return f"whoever wrote {own_file(study) or 'this study'}"


def provenance(ranking: Ranking, *others: Ranking) -> str:
    """Whose judgements the figures are, and how many of the scores in use they call stated by a passage."""
    study = ranking.study
    apart = _apart(ranking, *others)
    judged = _judgements(ranking, *others)
    if not has_passages(study):
        return f"{judged} made by {assessors(study)}{apart}{_otherwise(ranking)}{_unexamined(ranking)}."
    return (
        f"{judged} on what the source says, made by {assessors(study)}"
        f"{apart}; {_stated(ranking)} of the source{_otherwise(ranking)}{_unexamined(ranking)}."
    )


def in_short(ranking: Ranking) -> str:
    """The same in fewer words."""
    judges = f"{assessors(ranking.study)}{_apart(ranking)}"
    stated = f"; {_stated(ranking)}" if has_passages(ranking.study) else ""
    return f"{_judgements(ranking)} of {judges}{stated}{_otherwise(ranking)}{_unexamined(ranking)}."


def _judgements(*rankings: Ranking) -> str:
    """What is a judgement: not the weights, where the study gives none."""
    if len(rankings[0].study.criteria) == 1:
        return "Scores are judgements"
    if not _assumed(*rankings):
        return "Scores and weights are judgements"
    given = _given([each.weights for each in rankings], rankings[0].study)
    if not given:
        return "The study gives no weights, so that all count the same; scores are judgements"
    rest = "" if all(_whole(each) for each in rankings) else ", else all count the same"
    return f"The study gives no weights: those used come from {listed(given)}{rest}; scores are judgements"


def _assumed(*rankings: Ranking) -> bool:
    """Whether nothing of the weights is the study's, which gives none."""
    assumed = {each.id for each in rankings[0].study.profiles if each.assumed}
    return all(each.weights.profile in assumed for each in rankings)


def _whole(ranking: Ranking) -> bool:
    """Whether points were given for all weights, or statements for which their centroid stands; so is any mean told."""
    weights, study = ranking.weights, ranking.study
    typed = {each.id for each in weights.typed}
    return (
        weights.stand_in
        or bool(weights.mean_of)
        or all(
            group.id in typed or typed.issuperset(each.id for each in group.criteria)
            for group in study.groups
        )
    )


def _judged(ranking: Ranking) -> list[Assessment]:
    return [each for s in ranking.standings for each in ranking.study.option(s.id).scores]


def _stated(ranking: Ranking) -> str:
    judged = _judged(ranking)
    stated = sum(each.basis == "stated" for each in judged)
    return f"of the {plural(len(judged), 'score')} used, they call {stated or 'none'} stated by a passage"


def _otherwise(ranking: Ranking) -> str:
    """What scores are neither stated nor inferred."""
    changed = sum(each.basis == "set" for each in _judged(ranking))
    also = f"; {changed} {'is' if changed == 1 else 'are'} set for this run" if changed else ""
    unknown = sum(each.basis == UNKNOWN for each in _judged(ranking))
    also += f"; {unknown} {'is' if unknown == 1 else 'are'} not known" if unknown else ""
    whose = origin(ranking.study, [each.id for each in ranking.standings])
    made = f"; a package's are worked out from those of {whose}" if whose else ""
    return f"{also}{made}"


def origin(study: Study, options: Iterable[str]) -> str:
    """What packages among these options take their scores from, in words; empty without packages."""
    packages = [each for each in map(study.option, options) if isinstance(each, Package)]
    if not packages:
        return ""
    types = f"its {study.words.options}"
    if all(each.lower != study.baseline for each in packages):
        return types
    return f"{types} and of {study.option(study.baseline or '').name}"


def _unexamined(ranking: Ranking) -> str:
    """That doubt in scores was not examined: in none, unless the verdict says so itself, or in those without ranges."""
    bare = sum(each.low == each.high and each.basis != "set" for each in _judged(ranking))
    if doubted(ranking.study, [each.id for each in ranking.standings]):
        has = "1 has" if bare == 1 else f"{bare} have"
        return (
            f"; {has} no range, so that no doubt in {'it' if bare == 1 else 'them'} was examined"
            if bare
            else ""
        )
    said = ranking.verdict.tier == "settled" or ranking.verdict.over == "single"
    return "" if said else f"; {UNEXAMINED}"


def _apart(*rankings: Ranking) -> str:
    """What of the weights is no judgement of the study, where it gives any."""
    parts = [] if _assumed(*rankings) else _given([each.weights for each in rankings], rankings[0].study)
    return f" ({listed(parts)} apart)" if parts else ""


def _given(weights: Sequence[Weights], study: Study) -> list[str]:
    """What weights come from beside the study: points that were given, and what was said beside a profile."""
    typed = ["the points given"] if any(each.typed for each in weights) else []
    own = {each.id: len(each.say) for each in study.profiles}
    more = any(len(each.weight_set.said) > own[each.profile] for each in weights)
    return [*typed, *(["what was said of weights"] if more else [])]
