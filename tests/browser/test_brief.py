"""The brief in Chromium: it opens silently, re-ranks by the engine's rules, and stays inert and in shape."""

from __future__ import annotations

import base64
import random
import re
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from browser.conftest import Open
from conftest import PAPER
from studies import Plan
from test_unknown import study_of
from treatyopt import Study, load, rank
from treatyopt.brief.content import Length, brief
from treatyopt.brief.page import to_html
from treatyopt.documents import sentences
from treatyopt.documents.unknown import unknown
from treatyopt.ranking.ranking import Ranking

HOSTILE = "<script>pwned=1</script></script><img src=x onerror=pwned=2>\"'><svg onload=pwned=3>"


@pytest.fixture(scope="module")
def paper() -> Study:
    """The study of the paper."""
    return load(PAPER)


def page(ranking: Ranking, length: Length = "brief") -> str:
    """A ranking's brief as HTML."""
    return to_html(brief(ranking, length))


def shown(browser: Any) -> list[tuple[str, str, float]]:
    """The rows of the ranking as they stand on the page: option, rank, value."""
    script = """
        return [...document.querySelectorAll("#ranking tbody tr")].map(
            (row) => [row.dataset.id, row.dataset.rank, row.dataset.value]);
    """
    return [(id, place, float(value)) for id, place, value in browser.execute_script(script)]


def expected(ranking: Ranking) -> list[tuple[str, str, float]]:
    """The same from the engine."""
    return [(s.id, "" if s.rank is None else str(s.rank), s.value) for s in ranking.standings]


def agrees(browser: Any, ranking: Ranking) -> None:
    """The page shows the engine's order, ranks and values, to 1e-9."""
    for (id, place, value), (own, own_place, own_value) in zip(
        shown(browser), expected(ranking), strict=True
    ):
        assert (id, place) == (own, own_place)
        assert value == pytest.approx(own_value, abs=1e-9)


def type_points(browser: Any, points: list[float]) -> None:
    """Types points into the number fields, as a user would."""
    browser.execute_script(
        """
        arguments[0].forEach((each, i) => {
            const field = document.getElementById(`points-${i}`);
            field.value = String(each);
            field.dispatchEvent(new Event("input", {bubbles: true}));
        });
        """,
        points,
    )


def move(browser: Any, points: dict[str, float]) -> None:
    """Types points into number fields by their ids, as a user would."""
    browser.execute_script(
        """
        for (const [id, each] of Object.entries(arguments[0])) {
            const field = document.getElementById(id);
            field.value = String(each);
            field.dispatchEvent(new Event("input", {bubbles: true}));
        }
        """,
        points,
    )


def wait(done: Callable[[], bool]) -> None:
    """Waits until the page has caught up."""
    for _ in range(100):
        if done():
            return
        time.sleep(0.02)
    raise AssertionError("the page did not follow")


def test_it_opens_without_a_word_on_the_console(opened: Open, paper: Study) -> None:
    """The page opens with no message on the console, asks for nothing else, and shows the engine's ranking."""
    browser = opened(page(rank(paper)))
    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert browser.find_element("id", "said").text == sentences.verdict(rank(paper))
    agrees(browser, rank(paper))


@pytest.mark.parametrize("screens", [None, []])
def test_values_equal_the_engines_at_many_weights(
    opened: Open, paper: Study, screens: list[str] | None
) -> None:
    """At 60 random weightings, zeros and ties among them, order, ranks and values are the engine's."""
    browser = opened(page(rank(paper, screens=screens)))
    source = random.Random(7)
    groups = [group.id for group in paper.groups]
    for _ in range(60):
        points = [source.choice([0.0, 20.0, source.uniform(0, 100)]) for _ in groups]
        points[source.randrange(len(points))] += 1.0
        type_points(browser, points)
        agrees(browser, rank(paper, dict(zip(groups, points, strict=True)), screens=screens))


def test_the_sentence_is_the_engines_at_many_weights(opened: Open, paper: Study) -> None:
    """At 60 weightings the sentence below the ranking is the engine's: what screens set aside, ties and leads."""
    browser = opened(page(rank(paper)))
    source = random.Random(11)
    groups = [group.id for group in paper.groups]
    told = []
    for _ in range(60):
        points = [source.choice([0.0, 20.0, source.uniform(0, 100)]) for _ in groups]
        points[source.randrange(len(points))] += 1.0
        type_points(browser, points)
        said = browser.find_element("id", "said").text
        found = sentences.verdict(rank(paper, dict(zip(groups, points, strict=True))))
        told.append((found[: len(said)], said))
    assert [engine for engine, _ in told] == [said for _, said in told]
    assert sum("is set aside by the screen realistic" in said for _, said in told) > 5
    assert sum("set aside" not in said for _, said in told) > 5


def test_ties_and_halves_are_told_as_the_engine_tells_them(opened: Open) -> None:
    """A tie of what passes, an equal value behind a screen, and a figure just halfway between two digits."""
    scores = (((0, 60, 60), (0, 64.5, 90)), ((0, 60, 60), (0, 64.5, 90)), ((0, 64.5, 90), (0, 60, 60)))
    study = Study.model_validate(Plan((1, 1), (50, 50), scores, screens=((1, 62),)).data())
    found = rank(study)
    browser = opened(page(found))
    said = browser.find_element("id", "said").text
    assert said == sentences.verdict(found)
    assert "has the same value as Option-0 and Option-1, 62.2," in said
    assert said.endswith("Of what passes, Option-0 and Option-1 are tied at 62.2 points.")
    assert browser.find_element("css selector", "#option-0 .value").text == "62.2"


def test_what_is_not_known_is_told_at_moved_weights_too(opened: Open) -> None:
    """All that the engine says but for whether it matters, which is said not to have been worked out."""
    rows: dict[str, list[float | str]] = {"a": ["unknown", 60], "b": [60, 50], "c": [50, 90]}
    study = study_of(rows, {"s": {"criterion": "c0", "minimum": 45}})
    browser = opened(page(rank(study)))
    assert browser.find_element("id", "said").text == sentences.verdict(rank(study))
    type_points(browser, [90.0, 10.0])
    known = list(unknown(rank(study)))[:-1]
    rest = "Whether it could, once known, change who leads was not worked out for these weights."
    assert browser.find_element("id", "said").text == " ".join(["B leads C by 5.0 points.", *known, rest])


def test_of_a_single_group_the_criteria_can_be_moved(opened: Open) -> None:
    """Where one group has all of the weight no slider pretends to move it; those of its criteria stand open."""
    made = Plan((2,), (100,), (((0, 10, 20), (0, 80, 90)), ((0, 60, 70), (0, 30, 40))))
    study = Study.model_validate(made.data())
    browser = opened(page(rank(study)))
    assert (
        browser.execute_script("return document.querySelectorAll('#weights input[type=range]').length") == 2
    )
    assert browser.find_element("id", "slider-0-0").is_displayed()
    agrees(browser, rank(study))
    move(browser, {"points-0-0": 90, "points-0-1": 10})
    agrees(browser, rank(study, {"criterion-0": 90, "criterion-1": 10}))


def test_a_single_criterion_has_nothing_to_move(opened: Open) -> None:
    """Where one criterion has all of the weight the page has no slider."""
    study = Study.model_validate(Plan((1,), (100,), (((0, 1, 2),), ((0, 2, 3),))).data())
    browser = opened(page(rank(study)))
    assert not browser.find_element("id", "weights").is_displayed()


def test_criteria_move_within_their_group(opened: Open, paper: Study) -> None:
    """At 30 weightings of criteria inside moved groups values are the engine's, and the link carries them."""
    text = page(rank(paper))
    browser = opened(text)
    source = random.Random(5)
    for _ in range(30):
        points = {group.id: source.uniform(1, 100) for group in paper.groups}
        group = source.choice(paper.groups)
        inside = [source.choice([0.0, source.uniform(0, 100)]) for _ in group.criteria]
        inside[source.randrange(len(inside))] += 1.0
        g = paper.groups.index(group)
        fields = {f"points-{i}": each for i, each in enumerate(points.values())}
        browser.find_element("id", "reset").click()
        move(browser, fields | {f"points-{g}-{c}": each for c, each in enumerate(inside)})
        own = {
            criterion.id: points[group.id] * each / sum(inside)
            for criterion, each in zip(group.criteria, inside, strict=True)
        }
        wanted = rank(paper, {**{id: each for id, each in points.items() if id != group.id}, **own})
        agrees(browser, wanted)
    link = "#" + browser.find_element("id", "link").get_attribute("href").partition("#")[2]
    agrees(opened(text, link=link), wanted)


def test_a_group_whose_criteria_are_all_at_zero_is_named(opened: Open, paper: Study) -> None:
    """With every criterion of a group at zero the page names the group, and ranks again once one has points."""
    browser = opened(page(rank(paper)))
    move(browser, {"points-3-0": 0, "points-3-1": 0})
    assert "All criteria of realism are at zero" in browser.find_element("id", "said").text
    move(browser, {"points-3": 0})
    agrees(browser, rank(paper, {"realism": 0}))


def test_the_bars_are_what_each_group_adds(opened: Open, paper: Study) -> None:
    """Moved weights redraw the bars: each part as wide as its group's contribution, the figure in it where it fits."""
    browser = opened(page(rank(paper)))
    type_points(browser, [10, 20, 30, 40, 0])
    wanted = rank(paper, dict(zip([g.id for g in paper.groups], [10, 20, 30, 40, 0], strict=True)))
    script = """
        return [...document.querySelectorAll("#ranking tbody tr")].map((row) =>
            [...row.querySelectorAll("rect")].map((each) => parseFloat(each.getAttribute("width"))));
    """
    parts = [[part for _, part in each.groups] for each in wanted.standings]
    assert browser.execute_script(script) == [pytest.approx(each, abs=1e-9) for each in parts]


def test_the_scorecards_weights_follow(opened: Open, paper: Study) -> None:
    """Moved weights stand in the last column of the scorecard, and reset brings back those it was written with."""
    script = """
        return [...document.querySelectorAll(".of-scorecard tbody tr")].map((row) => row.lastElementChild.textContent);
    """
    browser = opened(page(rank(paper)))
    before = browser.execute_script(script)
    move(browser, {"points-3": 60, "points-3-0": 75, "points-3-1": 25})
    wanted = rank(paper, {"realism": 60, "readiness": 45}).weights
    rows = [each.id for group in paper.groups for each in (group, *group.criteria)]
    assert browser.execute_script(script) == [f"{100 * wanted.of(id):.1f}%" for id in rows]
    browser.find_element("id", "reset").click()
    assert browser.execute_script(script) == before


def test_the_scorecards_weights_follow_where_criteria_stand_in_no_group(opened: Open) -> None:
    """Beside groups they stand below a line without a weight, and alone without any such line."""
    scores = {"jobs": 10, "shops": 20, "noise": 40, "air": 50}
    beside: dict[str, Any] = {
        "groups": {"people": {"criteria": {"jobs": None, "shops": None}}},
        "criteria": {"noise": None, "air": None},
        "options": {"bridge": {"scores": scores}, "tunnel": {"scores": dict.fromkeys(scores, 45)}},
    }
    alone = {"criteria": dict.fromkeys(scores), "options": beside["options"]}
    script = """
        return [...document.querySelectorAll(".of-scorecard tbody tr")].map((row) => row.lastElementChild.textContent);
    """
    browser = opened(page(rank(Study.model_validate(beside))))
    move(browser, {"points-0": 60, "points-1": 30, "points-2": 10})
    assert browser.execute_script(script) == ["60.0%", "30.0%", "30.0%", "", "30.0%", "10.0%"]
    browser = opened(page(rank(Study.model_validate(alone))))
    move(browser, {"points-0": 40, "points-1": 30, "points-2": 20, "points-3": 10})
    assert browser.execute_script(script) == ["40.0%", "30.0%", "20.0%", "10.0%"]


def test_a_link_to_a_place_leaves_the_weights_in_the_address(opened: Open, paper: Study) -> None:
    """Contents and passages are shown, unfolded where need be, and the address still carries the weights moved."""
    browser = opened(page(rank(paper)))
    type_points(browser, [1.5, 0, 30, 99.25, 7])
    wait(lambda: "#w=security:1.5" in browser.current_url)
    address = browser.current_url
    for place in ("package", "passage-compromise-6"):
        browser.execute_script(f"document.querySelector('a[href=\"#{place}\"]').click()")
        top = f"return document.getElementById('{place}').getBoundingClientRect().top"
        assert -1 < browser.execute_script(top) < 900
        assert browser.current_url == address
    browser.find_element("id", "reset").click()
    wait(lambda: "#w=" not in browser.current_url)
    browser.execute_script("document.querySelector('nav a[href=\"#package\"]').click()")
    assert browser.current_url.endswith("#package")


def test_moving_a_slider_ranks_anew(opened: Open, paper: Study) -> None:
    """With the keyboard on the realism slider the order turns, the text says so, and the note appears."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser = opened(page(rank(paper)))
    slider = browser.find_element(By.ID, "slider-3")
    slider.send_keys(Keys.END)
    points = float(slider.get_attribute("value"))
    assert points == 100
    agrees(browser, rank(paper, {"realism": points}))
    assert browser.find_element(By.ID, "said").text.startswith("Cooperation leads Mutual Security")
    assert browser.find_element(By.ID, "moved").is_displayed()
    assert browser.find_element(By.ID, "moved-above").is_displayed()
    type_points(browser, [20, 20, 20, 40, 20])
    assert browser.find_element(By.ID, "said").text.startswith("Mutual Security leads Cooperation")


def test_reset_and_link(opened: Open, paper: Study) -> None:
    """The address carries the weights to another page, and reset brings back those it was written with."""
    from selenium.webdriver.common.by import By

    text = page(rank(paper))
    browser = opened(text)
    type_points(browser, [1.5, 0, 30, 99.25, 7])
    wait(lambda: "#w=" in browser.current_url)
    link = "#" + browser.current_url.partition("#")[2]
    assert link == browser.find_element(By.ID, "link").get_attribute("href").partition("brief.html")[2]
    again = opened(text, link=link)
    wanted = dict(zip([g.id for g in paper.groups], [1.5, 0, 30, 99.25, 7], strict=True))
    agrees(again, rank(paper, wanted))
    again.find_element(By.ID, "reset").click()
    agrees(again, rank(paper))
    wait(lambda: "#" not in again.current_url)
    assert not again.find_element(By.ID, "moved").is_displayed()


@pytest.mark.parametrize(
    "link", ["#w=nonsense:3", "#w=security:-1", "#w=security:abc", "#w=", "#w=security:1e999"]
)
def test_a_bad_link_is_told(opened: Open, paper: Study, link: str) -> None:
    """Weights in a link that cannot be read are told, and the brief's own are shown, whatever was shown before."""
    from selenium.webdriver.common.by import By

    browser = opened(page(rank(paper)), link=link)
    assert browser.find_element(By.ID, "unread").is_displayed()
    agrees(browser, rank(paper))
    browser.execute_script("location.hash = '#w=realism%3A90%2Ceurope%3A5'")
    wait(lambda: not browser.find_element(By.ID, "unread").is_displayed())
    agrees(browser, rank(paper, {"realism": 90, "europe": 5}))
    browser.execute_script("location.hash = arguments[0]", link)
    wait(lambda: browser.find_element(By.ID, "unread").is_displayed())
    agrees(browser, rank(paper))


def test_all_weights_at_zero_are_told(opened: Open, paper: Study) -> None:
    """With every group at zero nothing is ranked, and the page says why."""
    from selenium.webdriver.common.by import By

    browser = opened(page(rank(paper)))
    type_points(browser, [0, 0, 0, 0, 0])
    assert "All weights are zero" in browser.find_element(By.ID, "said").text
    assert not browser.find_element(By.ID, "ranking").is_displayed()


def hostile(raw: dict[str, Any]) -> Study:
    """A study whose every text tries to be something else."""
    raw = {
        **raw,
        "title": f"{HOSTILE} {raw['title']}",
        "question": f"\u05d0\u05d1\u05d2 {HOSTILE} \u202b"[:-1],
    }
    raw["options"]["cooperation"]["name"] = HOSTILE
    raw["options"]["cooperation"]["gist"] = "]]></style><style>body{display:none}</style>" + HOSTILE
    raw["options"]["mutual-security"]["name"] = "x" * 100
    raw["groups"]["security"]["name"] = f"\u0645\u0631\u062d\u0628\u0627 {HOSTILE}"
    raw["source"]["locators"]["compromise/6"] = HOSTILE
    raw["obligations"]["cfe-2"]["says"] = HOSTILE
    raw["parties"]["russia"]["name"] = HOSTILE
    raw["profiles"]["balanced"]["reason"] = HOSTILE
    return Study.model_validate(raw)


def test_a_hostile_study_stays_inert(opened: Open, raw: dict[str, Any]) -> None:
    """Script tags, handlers, closing tags and CSS in a study's texts are shown as text and do nothing."""
    study = hostile(raw)
    browser = opened(page(rank(study)))
    assert browser.execute_script("return window.pwned ?? null") is None
    assert browser.get_log("browser") == []
    assert browser.execute_script("return document.scripts.length") == 2
    assert browser.execute_script("return document.images.length") == 0
    assert browser.execute_script("return getComputedStyle(document.body).display") == "block"
    assert browser.execute_script("return document.querySelector('h1').textContent") == study.question
    agrees(browser, rank(study))


@pytest.mark.parametrize("width", [320, 360, 768])
@pytest.mark.parametrize("bad", [False, True])
def test_no_page_is_wider_than_its_screen(opened: Open, raw: dict[str, Any], width: int, bad: bool) -> None:
    """On a phone the page does not scroll sideways, long words or not, with every part unfolded."""
    study = hostile(raw) if bad else Study.model_validate(raw)
    browser = opened(page(rank(study), "annex"), width=width)
    browser.execute_script("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 390])
def test_no_table_of_the_paper_runs_over_a_phone(opened: Open, paper: Study, width: int) -> None:
    """The scorecard of four types stands there whole, with its weights, and figures of bars inside their parts."""
    browser = opened(
        page(rank(paper)), width=width + 15
    )  # the scroll bar of a desktop, which lies over a phone's page
    over = (
        "return [...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > e.clientWidth).length"
    )
    assert browser.execute_script(over) == 0
    script = """
        return [...document.querySelectorAll("#ranking svg")].flatMap((svg) => {
            const [rects, texts] = [svg.querySelectorAll("rect"), svg.querySelectorAll("text")];
            return [...texts].map((text, i) => rects[i].getBoundingClientRect().width - text.getBBox().width);
        });
    """
    assert min(browser.execute_script(script)) >= 0


@pytest.mark.parametrize("bad", [False, True])
def test_print_fits_a4(opened: Open, raw: dict[str, Any], bad: bool) -> None:
    """Printed, nothing runs over the width of A4 less its margins, parts are unfolded, and no control is shown."""
    study = hostile(raw) if bad else Study.model_validate(raw)
    browser = opened(page(rank(study), "annex"), width=657)  # 210 mm less 2 x 18 mm, at 96 dots per inch
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        browser.execute_script("dispatchEvent(new Event('beforeprint'))")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 657
        assert browser.execute_script("return [...document.querySelectorAll('details')].every((d) => d.open)")
        assert not browser.execute_script("return document.querySelector('nav').offsetHeight")
        assert not browser.execute_script("return document.getElementById('weights').offsetHeight")
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pdf = base64.b64decode(printed["data"])
    assert pdf.startswith(b"%PDF")
    boxes = {tuple(map(float, found)) for found in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)}
    assert boxes
    for wide, high in boxes:
        assert (wide, high) == (pytest.approx(595.3, abs=1), pytest.approx(841.9, abs=1))


def pages(text: str, opened: Open) -> int:
    """How many pages a brief takes on paper."""
    printed = opened(text).execute_cdp_cmd(
        "Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True}
    )
    return len(re.findall(rb"/Type /Page\b", base64.b64decode(printed["data"])))


@pytest.mark.parametrize(("length", "most"), [("memo", 1), ("brief", 6)])
def test_it_is_brief_on_paper(browser: Any, opened: Open, paper: Study, length: Length, most: int) -> None:
    """Page one alone takes one page of A4 at 11 points, and the whole brief six at most."""
    assert pages(page(rank(paper), length), opened) <= most
    size = "return getComputedStyle(document.querySelector('.memo li')).fontSize"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    printed = browser.execute_script(size)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert float(printed.removesuffix("px")) == pytest.approx(11 * 96 / 72, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["brief", "annex", "hostile"])
def test_axe_finds_nothing(opened: Open, raw: dict[str, Any], axe: str, kind: str, theme: str) -> None:
    """The checker axe-core finds no violation of any weight, in both themes, with every part unfolded."""
    study = hostile(raw) if kind == "hostile" else Study.model_validate(raw)
    browser = opened(page(rank(study), "annex" if kind != "brief" else "brief"))
    features = [{"name": "prefers-color-scheme", "value": theme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        browser.execute_script(
            "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
        )
        browser.execute_script(axe)
        found = browser.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations.map("
            "(v) => [v.id, v.impact, v.nodes.length, v.nodes[0].html.slice(0, 200), v.nodes[0].failureSummary])))"
        )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert found == []


def test_the_keyboard_alone_moves_every_slider(opened: Open, paper: Study) -> None:
    """Tabbing through the page reaches every slider, opening what is folded, and the arrow keys move it."""
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser = opened(page(rank(paper)))
    moved = set()
    for _ in range(220):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        focused = browser.switch_to.active_element
        id = focused.get_attribute("id")
        if focused.tag_name == "summary" and focused.get_attribute("textContent").startswith("Criteria of"):
            ActionChains(browser).send_keys(Keys.ENTER).perform()
        elif id and id.startswith("slider-"):
            before = focused.get_attribute("value")
            ActionChains(browser).send_keys(Keys.ARROW_RIGHT).perform()
            if focused.get_attribute("value") != before:
                moved.add(id)
    wanted = {f"slider-{g}" for g in range(len(paper.groups))}
    wanted |= {f"slider-{g}-{c}" for g, group in enumerate(paper.groups) for c in range(len(group.criteria))}
    assert moved == wanted


def test_every_control_has_a_name(opened: Open, paper: Study) -> None:
    """Each input, button and link has an accessible name, headings come in order, and ids are unique."""
    browser = opened(page(rank(paper)))
    tree = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    named = [
        node["name"]["value"]
        for node in tree
        if node.get("role", {}).get("value")
        in ("slider", "spinbutton", "button", "link", "DisclosureTriangle")
        and not node["ignored"]
    ]
    assert len(named) > 20
    assert all(named)
    levels = [int(tag[1]) for tag in browser.execute_script(
        "return [...document.querySelectorAll('h1,h2,h3,h4')].map((each) => each.tagName)"
    )]  # fmt: skip
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = browser.execute_script("return [...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))
    broken = browser.execute_script(
        "return [...document.querySelectorAll('a[href^=\"#\"]')].filter("
        "(a) => !document.getElementById(a.hash.slice(1))).map((a) => a.hash)"
    )
    assert broken == []
