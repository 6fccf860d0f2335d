"""What the bargaining solutions pick from a frontier, in sentences: the illustration, the others, and their ties."""

from __future__ import annotations

from collections.abc import Iterator

from treatyopt.bargaining.frontier import Frontier, Nondominated
from treatyopt.documents import sentences
from treatyopt.documents.blocks import Prose
from treatyopt.documents.concession import assumed
from treatyopt.documents.words import capital, listed, plural
from treatyopt.methods.solutions import NAMES, SOLUTIONS, Choice
from treatyopt.study.records import Package


def picked(found: Frontier, made: Package) -> str:
    """The illustration: by what it was chosen, what it adds, and how many tie with it.

    From the baseline, which obliges to nothing, what it adds is all that it holds.
    """
    lower, offered = sentences.name(found.study, found.lower), len(found.offered)
    adds = (
        f"{len(made.adds)} of the {plural(offered, 'obligation')}" if made.adds else "none of the obligations"
    )
    if len(made.adds) == offered > 1:
        adds = f"all {offered} obligations"
    what = f"It holds {adds}" if from_nothing(found) else f"It adds {adds} to {lower}"
    return f"{_chosen(found)} {what}{_which(found)}.{_level(found)}"


def from_nothing(found: Frontier) -> bool:
    """Whether packages start from the baseline, which is no type and obliges to nothing."""
    return found.lower == found.study.baseline


def _chosen(found: Frontier) -> str:
    """By what the illustration was chosen, and what that assumes."""
    name, choice = capital(NAMES[found.solution]), _choice(found)
    if choice.decides:
        return f"An illustration, what {name} picks: {assumed(found, found.solution)}."
    goes_by = SOLUTIONS[found.solution].goes_by
    return (
        f"An illustration. No package of the frontier gives both sides a gain, so the {goes_by} that {name} goes by "
        "is 0 for all that both accept, and there is nothing to choose by; what no other betters and adds least is "
        "shown."
    )


def _choice(found: Frontier) -> Choice:
    """What the chosen solution picks; only asked where something is acceptable."""
    return next(each for kind, each in found.solutions if kind == found.solution and each is not None)


def _tied(found: Frontier, choice: Choice) -> int:
    """How many packages a choice falls among, those of the same gains included."""
    return sum(found.packages[i].ties for i in choice.picks)


def _level(found: Frontier) -> str:
    """How many other packages tie with the illustration, after a blank."""
    choice = _choice(found)
    tied = _tied(found, choice)
    if tied == 1 or not choice.decides:
        return ""
    same = found.packages[found.choice or 0].ties
    alike = f", {same} of them with the same gains" if 1 < same < tied else ""
    alike = ", all with the same gains" if same == tied else alike
    return f" {tied} packages tie for this choice{alike}; the one that adds least is shown."


def _which(found: Frontier) -> str:
    """What it adds, by class: the core is in every package of the frontier."""
    core, required = len(found.adding("core")), len(found.adding("required"))
    opened = [each.obligation.id for each in found.adding("open") if each.held]
    parts = [f"{required} required"] if required else []
    parts += [f"the core of {core}"] if core else []
    parts += [f"of the open {listed(opened)}"] if opened else []
    return f": {listed(parts)}" if parts else ""


def between(found: Frontier, made: Package) -> bool:
    """Whether a package lies between the two types; at either end it is that type."""
    return 0 < len(made.adds) < len(found.offered)


def others(found: Frontier) -> Iterator[Prose]:
    """What the other solutions would pick, as differences to the illustration, their ties told."""
    same, parts, idle = [], [], []
    for kind, choice in found.solutions:
        if kind == found.solution or choice is None:
            continue
        name = capital(NAMES[kind])
        if not choice.decides:
            idle.append(name)
        elif set(choice.picks) == set(_choice(found).picks):
            same.append(name)
        else:
            parts.append(f"{name}: {_pick(found, choice)}")
    if same:
        tied = _tied(found, _choice(found)) > 1
        verb = (
            ("ties between" if tied else "picks") if len(same) == 1 else ("tie between" if tied else "pick")
        )
        parts.insert(0, f"{listed(same)} {verb} the same")
    if idle:
        have = "has" if len(idle) == 1 else "have"
        parts.append(
            f"{listed(idle)} {have} nothing to choose by, as no package of the frontier gives both sides a gain"
        )
    if parts:
        yield Prose(f"{'; '.join(parts)}.")


def _pick(found: Frontier, choice: Choice) -> str:
    """What another solution picks, set against the illustration, and with how many it ties."""
    tied = _tied(found, choice)
    if found.choice in choice.picks:
        return f"the same, level with {plural(tied - 1, 'other package')}" if tied > 1 else "the same"
    own = set(found.packages[found.choice or 0].adds)
    theirs = set(_sparest(found, choice).adds)
    text = difference(found, theirs - own, own - theirs)
    return f"{text} (level with {plural(tied - 1, 'other package')})" if tied > 1 else text


def _sparest(found: Frontier, choice: Choice) -> Nondominated:
    """Of the packages that a solution ties between the one that it would show: the one that adds least."""
    places = {each.obligation.id: i for i, each in enumerate(found.offered)}
    points = [found.packages[i] for i in choice.picks]
    return min(points, key=lambda each: (len(each.adds), sum(1 << places[id] for id in each.adds)))


def difference(found: Frontier, enters: set[str], leaves: set[str]) -> str:
    """What sets a package apart from another: what it adds, and what it leaves out."""
    order = [each.obligation.id for each in found.offered]
    parts = []
    if enters:
        parts.append(f"with {listed([id for id in order if id in enters])}")
    if leaves:
        parts.append(f"without {listed([id for id in order if id in leaves])}")
    return ", ".join(parts)
