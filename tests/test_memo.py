"""Page one of a brief: its sentences are true, bounded, in plain words, and few."""

from __future__ import annotations

import re
from typing import Any

import pytest

from studies import Plan, plan
from treatyopt import Study, rank
from treatyopt.brief.advice import called
from treatyopt.brief.findings import findings
from treatyopt.brief.memo import memo
from treatyopt.documents.blocks import Items, Prose
from treatyopt.documents.words import whose
from treatyopt.packages.package import package
from treatyopt.packages.stretch import stretch
from treatyopt.ranking.ranking import Ranking
from treatyopt.study.records import Package
from treatyopt.study.words import Words

LEADS = [
    "Recommendation.",
    "What it is.",
    "Why.",
    "What would overturn it.",
    "What both sides would make of it.",
    "What it rests on.",
]


def said(ranking: Ranking) -> dict[str, str]:
    """The paragraphs of a memo by their leads, lists joined to the paragraph above them."""
    found: dict[str, str] = {}
    lead = ""
    for block in memo(findings(ranking, 0)):
        if isinstance(block, Prose):
            lead = block.lead
            found[lead] = block.text
        elif isinstance(block, Items):
            found[lead] += "".join(f" {each.lead} {each.text}" for each in block.items)
    return found


@pytest.fixture(scope="module")
def paper_memo() -> dict[str, str]:
    """The memo on the paper's study under its own weights."""
    from treatyopt import load

    return said(rank(load()))


def of(made: Plan | Study, **more: Any) -> dict[str, str]:
    """The memo on a small study."""
    return said(rank(made.study() if isinstance(made, Plan) else made, **more))


def test_it_has_at_most_450_words(paper_memo: dict[str, str]) -> None:
    """The memo on the paper's study, its leads among them, has at most 450 words."""
    words = " ".join(f"{lead} {text}" for lead, text in paper_memo.items()).split()
    assert len(words) <= 450


def test_its_first_sentence_is_the_recommendation(paper_memo: dict[str, str]) -> None:
    """It opens with what to choose and what next, and its parts come in one order."""
    assert list(paper_memo) == LEADS
    assert paper_memo["Recommendation."] == (
        "Of the four types compared, choose a Mutual Security Treaty. Next best: a Treaty on Cooperation."
    )


def test_it_says_to_what_each_is_newly_obliged(paper_memo: dict[str, str]) -> None:
    """Each side alone, then both: how many, the heaviest with its passage, and what all of them suppose."""
    text = paper_memo["What it is."]
    assert "Beyond Cooperation's 21 obligations it obliges: Russia alone: nothing new." in text
    assert "NATO alone, six: the heaviest “No integrated-military activity in" in text
    assert "(guarantees/2); all only if NATO takes in new members." in text
    assert "Russia and NATO, 13: among the heaviest “A new treaty in place of CFE" in text


def test_its_reasons_have_their_passages_or_say_that_there_is_none(paper_memo: dict[str, str]) -> None:
    """The three groups that carry the lead stand with a criterion, both scores, the reason, and its passage if any."""
    text = paper_memo["Why."]
    assert (
        "is 67.7 (No Treaty 29.5), 13.9 points more than Cooperation. Of the groups only realism (-3.5)"
        in text
    )
    assert "Partnership (+6.0): common interests 80 against 45. Why 80: Shared" in text
    assert "advance and guard them (compromise/6)." in text
    assert "keeps the means for one (no passage says so)." in text
    assert re.findall(r"(\w+) \([+]", text) == ["Partnership", "Security", "Credibility"]


def test_it_says_what_would_overturn_it(paper_memo: dict[str, str]) -> None:
    """Weights, scores, screens, and what is worth more once had are each told with their limits."""
    text = paper_memo["What would overturn it."]
    assert "95.9% of all ways to weigh the five groups (61.3% without requirements), and" in text
    assert (
        "stays first unless realism counts for more than 55.4% (now 20%), the other groups in proportion"
        in text
    )
    assert "No single score within its range changes that at these weights." in text
    assert "Mutual Defense (readiness 10, needs at least 40; without screens first in 34.6% of ways)" in text
    assert (
        "Mutual Defense would be worth more (76.2 against 70.3, feasibility apart): trying for it instead takes"
        in text
    )
    assert text.endswith("if failure costs nothing.")


def test_what_would_overturn_it_is_a_list(paper: Study) -> None:
    """Below what weights do to it, doubt in scores, requirements and what is worth more are an item each."""
    blocks = memo(findings(rank(paper), 0))
    leads = [each.lead if isinstance(each, Prose) else "" for each in blocks]
    below = blocks[leads.index("What would overturn it.") + 1]
    assert isinstance(below, Items)
    assert [each.text.split()[0] for each in below.items] == ["With", "Set", "Could"]


def test_it_says_what_both_sides_make_of_it(paper_memo: dict[str, str]) -> None:
    """Gains, who refuses, what each loses most by, and the package in between."""
    text = paper_memo["What both sides would make of it."]
    assert "gains over No Treaty are Russia +35.5 and NATO +29.6; neither would refuse." in text
    assert (
        "Russia loses most by “Permanent commission on nuclear policy” (-0.7), NATO by its own obligation above (-0.9)."
        in text
    )
    assert (
        "twelve of 19 obligations would give both more (+37.0 and +34.3), but not if six come with Cooperation."
        in text
    )


def test_no_quotation_is_cut(raw: dict[str, Any]) -> None:
    """An obligation by which a party loses most is quoted in full if it stands above as one that binds others too."""
    raw["obligations"]["no-joint-activity-in-baltics"]["binds"] = ["russia", "nato"]
    text = of(Study.model_validate(raw))["What both sides would make of it."]
    assert "…" not in text
    assert "“No integrated-military activity in former Soviet republics or the Baltic states”" in text


def test_it_says_whose_judgements_it_rests_on(paper_memo: dict[str, str]) -> None:
    """Whose the scores and weights are, the weights as figures, and what a locator is."""
    text = paper_memo["What it rests on."]
    assert text.startswith("Scores and weights are judgements of the study's authors; of the 56 scores")
    assert "Weights: balanced (20% each for security, partnership, credibility, realism and Europe)." in text
    assert "Marks like compromise/3c name paragraphs of Rogov 1996." in text


def test_what_is_worth_more_but_set_aside_is_named_at_once(paper: Study) -> None:
    """An option of higher value that a screen sets aside stands in the recommendation, with where it would return."""
    found = of(paper, weights={"enlargement": 60, "arms-control": 0})
    assert (
        "Mutual Defense has a higher value (70.5 of 100, against 70.0) but is set aside"
        in found["Recommendation."]
    )
    assert "it would return if the bar for readiness fell to 10." in found["Recommendation."]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(60, 60), (50, 50)], "Of the two options compared, choose Option-0. Next best:"),
        (
            [(70, 40), (40, 55)],
            "Option-0 comes first at these weights, but in only 66.7% of all ways to weigh the",
        ),
        (
            [(90, 50), (50, 60)],
            "choose Option-0, though it comes first in only 80.0% of all ways to weigh the two",
        ),
        (
            [(50, 50), (50, 50)],
            "Option-0 and Option-1 come out level at the top: these figures do not choose",
        ),
        ([(50, 50)], "Option-0 is the only option compared, so there is nothing to choose between."),
    ],
)
def test_the_advice_is_as_firm_as_the_verdict(rows: list[tuple[int, int]], expected: str) -> None:
    """A settled lead is chosen outright, a leaning one with a doubt, a contested one is no advice, a tie is a tie."""
    assert expected in of(plan(*rows))["Recommendation."]


def test_where_nothing_passes_nothing_is_chosen() -> None:
    """With every option below a screen the advice is to choose none, and nothing is told of what leads."""
    found = of(plan((10, 60), (20, 50), screens=((0, 40),)))
    assert found["Recommendation."].startswith("Of the two options compared, choose none: none meets")
    assert "What it is." not in found
    assert (
        "Set aside by requirements (screens): Option-0 (Criterion-0 10, needs at least 40"
        in (found["What would overturn it."])
    )


def test_what_alone_passes_is_chosen_for_that() -> None:
    """One option that passes is chosen because no other does, and no weights can end that."""
    found = of(plan((60, 10), (20, 90), screens=((0, 40),)))
    assert "choose Option-0: no other meets the requirements that the study sets." in found["Recommendation."]
    assert found["What would overturn it."].startswith("No weights: nothing else that is compared meets")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (plan((60, 60), (50, 50), spread=1), "Nothing that was looked at: it comes first in all ways"),
        (plan((60, 60), (50, 50), spread=20), "No weights: at the best scores it comes first in all ways"),
        (plan((60, 60), (50, 50)), "The scores have no ranges, so doubt in them was not examined."),
        (plan((60,), (50,), spread=20), "No weights: there is only one weighting."),
        (plan((50, 50), (50, 50)), "Other weights can part what is level, unless it is level on everything"),
        (
            plan((60, 50), (50, 40), (40, 50)),
            "It is behind at no group weighting, and level with another only where",
        ),
    ],
)
def test_what_cannot_be_overturned_is_said_to_be_so(made: Plan, expected: str) -> None:
    """A necessary lead, one that no weights end, scores without ranges and a single weighting are told as such."""
    assert expected in of(made)["What would overturn it."]


def test_a_score_that_can_end_the_lead_is_named() -> None:
    """Where one score within its range puts another first, the memo names it."""
    found = of(plan((60, 60), (55, 62), spread=20))
    assert (
        "At these weights single scores within their ranges change that: Option-"
        in found["What would overturn it."]
    )


def test_without_parties_nothing_is_said_of_them() -> None:
    """A study without parties has no paragraph on what they would make of it."""
    assert [lead for lead in of(plan((60, 60), (50, 50))) if "make of it" in lead] == []


def test_a_party_that_would_refuse_is_named(raw: dict[str, Any]) -> None:
    """Where the recommendation leaves a party below no treaty, the memo says that it would refuse."""
    for each in raw["obligations"].values():
        each["burden"] = 3 if "nato" in each["binds"] else 0
    raw["profiles"]["nato"]["points"] = dict.fromkeys(raw["groups"], 0) | {"security": 50, "realism": 50}
    for score in ("reassurance", "stand-off"):
        raw["options"]["mutual-security"]["scores"][score] |= {"score": 60, "range": [40, 80]}
    raw["claims"] = {}
    found = of(Study.model_validate(raw))
    assert "NATO would refuse" in found["What both sides would make of it."]


def test_with_statements_its_share_is_of_what_fits(paper: Study) -> None:
    """What was said of weights bounds the share and stands among the weights."""
    found = of(paper, say=["security>=realism", "realism>=30%"])
    assert "that fit what was said (security >= realism; realism >= 30%)" in found["What would overturn it."]


def test_a_study_unlike_the_papers_has_its_memo(river: Study) -> None:
    """Three parties, feasibility in one group and no passages behind reasons: every sentence still holds."""
    found = of(river)
    assert (
        "choose Accord on a standing commission, though among the two that meet the requirements it comes first in only"
        in found["Recommendation."]
    )
    assert (
        "River Union has a higher value (59.0 of 100, against 53.8) but is set aside"
        in found["Recommendation."]
    )
    assert found["What the parties would make of it."].endswith("Lowland +30.3; none would refuse.")


def test_doubt_in_the_scores_softens_the_advice() -> None:
    """Where weights alone make the lead robust, and not so in some way of doubting the scores, the advice says so."""
    doubtful = of(plan((60, 60, 60), (52, 52, 61), spread=10))["Recommendation."]
    assert "choose Option-0, though doubt in the scores leaves room for another." in doubtful


def test_an_equal_value_that_is_set_aside_is_told_as_equal() -> None:
    """What fails a screen and is worth the same as the leader is said to be, and not to be worth more."""
    found = of(plan((60, 60), (90, 30), (10, 10), screens=((1, 40),)))
    assert "Option-1 has the same value (60.0 of 100) but is set aside" in found["Recommendation."]


def test_every_weight_that_can_end_the_lead_is_named(paper: Study) -> None:
    """Where several weights end the lead, none is left out, so that "unless" is true."""
    text = of(paper, weights={"realism": 99})["What would overturn it."]
    assert (
        "unless realism counts for more than 55.4% (now 55.3%) or partnership counts for less than 11.1%"
        in text
    )
    assert "security, credibility and Europe can end it too." in text


def test_advice_that_one_score_can_turn_says_so(paper: Study) -> None:
    """Where a single score within its range puts another first, the advice is softened and the lead is not hidden."""
    found = of(paper, weights={"realism": 99})
    assert (
        "it leads by 0.042 points of 100. A single score, within its range, can" in found["Recommendation."]
    )
    assert "0.042 points more than Cooperation." in found["Why."]


def test_a_range_that_reaches_a_screen_is_told_where_one_option_passes(raw: dict[str, Any]) -> None:
    """What alone passes is not said to be safe where the range of another reaches the screen."""
    raw["options"]["mutual-security"]["scores"]["readiness"] |= {"score": 35, "range": [30, 75]}
    raw["claims"] = {}
    text = of(Study.model_validate(raw))["What would overturn it."]
    assert "a single score within its range changes that: Mutual Security on readiness from 40 up." in text
    assert "Mutual Security (readiness 35, needs at least 40, which its range reaches" in text


def test_a_screen_that_was_left_out_is_named(paper: Study) -> None:
    """Where a requirement of the study is switched off for this run, the memo says which."""
    text = of(paper, screens=["sufficient"])["What would overturn it."]
    assert "Requirements of the study that were left out for this run: readiness at least 40." in text


def test_obligations_that_have_no_line_are_counted(river: Study) -> None:
    """With more kinds of bound parties than lines, the rest is counted and not dropped."""
    assert "And two more that bind others of them." in of(river)["What it is."]


def test_a_condition_of_the_heaviest_is_kept(raw: dict[str, Any]) -> None:
    """An obligation that supposes a condition is told with it, whether or not the others of its line do."""
    raw["obligations"]["no-bases-in-east"].pop("when")
    text = of(Study.model_validate(raw))["What it is."]
    assert "(guarantees/2); only if NATO takes in new members." in text


def test_a_group_that_only_one_criterion_speaks_through_is_not_all() -> None:
    """What speaks for the runner-up is said of groups as wholes, since a criterion inside one can speak for it too."""
    text = of(plan((90, 10, 50), (40, 40, 50), sizes=(2, 1), points=(50, 50)))["Why."]
    assert "No group as a whole speaks for Option-1." in text


def test_where_nothing_passes_refusal_and_screens_are_kept_apart(paper: Study) -> None:
    """Options that no party would refuse are not said to be unacceptable because they fail a screen."""
    scores = {"cooperation.readiness": 30, "mutual-security.readiness": 35}
    text = of(paper, scores=scores)["What both sides would make of it."]
    assert (
        "none would refuse Non-Aggression, Cooperation, Mutual Security and Mutual Defense, but no type"
        in text
    )


def test_without_a_mark_none_is_explained() -> None:
    """Where a memo cites no passage it does not say what marks mean."""
    assert "Marks like" not in of(plan((60, 60), (50, 50)))["What it rests on."]


@pytest.mark.parametrize(("low", "anew"), [(0, True), (45, False)])
def test_it_gives_the_share_with_screens_judged_anew_where_that_is_another(low: int, anew: bool) -> None:
    """Where half of a range fails a requirement the share at best scores alone would mislead."""
    scores = (((low, 60, 90), (50, 70, 90)), ((50, 55, 60), (40, 50, 85)))
    text = of(Plan((2,), (100,), scores, screens=((0, 45),)))["What would overturn it."]
    drawn = (
        r"of draws(, by how doubts combine)?; with the requirements judged anew on the scores drawn, in \d\d%"
    )
    assert "With scores drawn from their ranges too, first in" in text
    assert bool(re.search(drawn, text)) is anew
    assert ("judged anew" in text) is anew


def test_a_lead_at_every_score_is_bounded_where_a_requirement_could_be_failed() -> None:
    """The leader's own range goes beyond what is asked: a single score can end the lead, and both sentences say so."""
    scores = (((30, 40, 90), (80, 85, 90)), ((10, 10, 20), (10, 20, 30)))
    found = of(Plan((2,), (100,), scores, screens=((0, None, 60),)))
    assert "a single score, within its range, can change that" in found["Recommendation."]
    told = found["What would overturn it."]
    assert "at every score in its range, with the requirements judged on the best scores." in told
    assert "a single score within its range changes that" in told
    assert "Nothing that was looked at" not in told


def test_a_share_among_what_meets_the_requirements_is_told_as_such() -> None:
    """Where screens set options aside, how many are left stands beside the share, and the share among all."""
    found = of(plan((80, 40), (40, 70), (30, 90), points=(70, 30), screens=((0, 35),)))
    share = "57.1% of all ways to weigh the two groups (50.0% without requirements)"
    assert f"but among the two that meet the requirements in only {share}." in found["Recommendation."]
    assert found["What would overturn it."].startswith(f"It comes first in {share}, and stays first unless")


def test_it_speaks_in_the_words_of_the_study() -> None:
    """What a study calls its options is what its memo calls them, and what ends in s takes no second one."""
    study = plan((60, 60), (50, 50)).study().changed(words=Words(option="route"))
    assert of(study)["Recommendation."].startswith("Of the two routes compared")
    assert (whose("Shared patrols"), whose("Accord")) == ("Shared patrols'", "Accord's")


def test_a_lead_that_is_hardly_one_is_not_advised() -> None:
    """A lead of less than a point that doubts can end is nearly level; in how few draws it holds is told at once."""
    found = of(plan((70, 40), (40, 69.5), (54.5, 54.5), spread=20))
    assert (
        "Option-0 comes first at these weights, but is nearly level with Option-1" in found["Recommendation."]
    )
    assert "choose" not in found["Recommendation."]
    assert re.search(r", and with doubt in the scores in \d\d% to \d\d% of draws", found["Recommendation."])


@pytest.mark.parametrize(
    ("out", "name"),
    [
        pytest.param(
            1, "a Treaty on Cooperation with all that a Mutual Security Treaty adds but “", id="one-out"
        ),
        pytest.param(18, " of what a Mutual Security Treaty adds", id="one-in"),
        pytest.param(
            9, "with ten of the 19 obligations that a Mutual Security Treaty adds", id="many-of-each"
        ),
    ],
)
def test_a_package_is_named_by_what_it_leaves_out_or_adds(paper: Study, out: int, name: str) -> None:
    """Where that is little it is quoted; where both are much their number is told."""
    ranking = rank(paper.with_option(between(paper, out)))
    assert name in called(ranking, "package")


def test_of_much_that_a_package_leaves_out_the_first_is_told(paper: Study) -> None:
    """What has no room in a name stands in what it is."""
    package = between(paper, 9)
    text = of(paper.with_option(package), options=["package", "no-treaty"])["What it is."]
    assert re.search(r"It leaves out “[^”]+” and “[^”]+” and seven more\.", text)


def between(study: Study, out: int) -> Package:
    """A package from cooperation to mutual security that leaves out so many, nothing that another needs."""
    found = stretch(study, "cooperation", "mutual-security")
    adds = list(found.offered)
    for each in [*reversed(adds)]:
        if len(found.offered) - len(adds) < out and all(each.id not in other.needs for other in adds):
            adds.remove(each)
    return package(found, [each.id for each in adds])
