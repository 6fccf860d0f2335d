"""The example notebooks, as they lie in the repository: whole, without output, and true to the paper's study."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

import treatyopt
from conftest import ROOT
from treatyopt import Study

NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))
# What `pip install 'treatyopt[notebook]'` brings, and what runs any notebook.
INSTALLED = {"treatyopt", "pandas", "matplotlib", "IPython"}
MACHINE = re.compile(r"/(?:home|root|tmp|Users|work|mnt|var|opt|usr)/|\b[A-Za-z]:\\|\w+://|site-packages")

Notebook = dict[str, Any]


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.name)
def path(request: pytest.FixtureRequest) -> Path:
    """Each example notebook."""
    found = request.param
    assert isinstance(found, Path)
    return found


@pytest.fixture(scope="module")
def notebook(path: Path) -> Notebook:
    """An example notebook as data."""
    data = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def sources(notebook: Notebook, kind: str) -> list[str]:
    """The text of every cell of one kind."""
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == kind]


def test_there_is_an_example() -> None:
    """The analysis of the paper is among the examples."""
    assert "analysis.ipynb" in {each.name for each in NOTEBOOKS}


def test_a_notebook_has_the_form_of_version_4_5(notebook: Notebook) -> None:
    """Its parts are those of nbformat 4.5, every cell has an id of its own, and nothing names a machine's setup."""
    assert set(notebook) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert notebook["metadata"] == {"kernelspec": kernel, "language_info": {"name": "python"}}
    common = {"cell_type", "id", "metadata", "source"}
    more = {"code": {"execution_count", "outputs"}, "markdown": set()}
    for cell in notebook["cells"]:
        assert set(cell) == common | more[cell["cell_type"]]
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell["id"])
        assert cell["metadata"] == {}
        lines = cell["source"]
        assert all(isinstance(line, str) for line in lines)
        assert "".join(lines).splitlines(keepends=True) == lines
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(ids) == len(set(ids))


def test_a_notebook_holds_no_output(notebook: Notebook) -> None:
    """No cell has been run: what it shows is computed by whoever opens it."""
    shown = [(each["outputs"], each["execution_count"]) for each in notebook["cells"] if "outputs" in each]
    assert len(shown) == len(sources(notebook, "code")) > 0
    assert all(each == ([], None) for each in shown)


def test_a_notebook_names_no_machine_and_no_address(notebook: Notebook) -> None:
    """No path of a computer and no address is in any cell."""
    texts = [*sources(notebook, "code"), *sources(notebook, "markdown")]
    assert len(texts) == len(notebook["cells"]) > 0
    assert [text for text in texts if MACHINE.search(text)] == []


def test_the_code_of_a_notebook_compiles(notebook: Notebook) -> None:
    """Every code cell is plain Python, without magics, and is not empty."""
    code = sources(notebook, "code")
    assert code
    for i, source in enumerate(code):
        assert source.strip()
        compile(source, f"cell {i}", "exec")


def test_a_notebook_needs_the_extra_only(notebook: Notebook) -> None:
    """It imports what the extra `notebook` installs, and of treatyopt the public names alone."""
    tree = ast.parse("\n".join(sources(notebook, "code")))
    assert any(isinstance(node, ast.Import) for node in ast.walk(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {alias.name.partition(".")[0] for alias in node.names} <= INSTALLED
            assert not any(alias.name.startswith("treatyopt.") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert str(node.module).partition(".")[0] in INSTALLED - {"treatyopt"}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert node.value.id != "treatyopt" or node.attr in treatyopt.__all__


def test_a_notebook_cites_passages_that_exist(notebook: Notebook, paper: Study) -> None:
    """Every locator in the text is one of the paper's, and the text cites some."""
    sections = "|".join(re.escape(id) for id, _ in paper.source.sections)
    cited = re.findall(rf"\b(?:{sections})/\w+", "\n".join(sources(notebook, "markdown")))
    assert cited
    assert set(cited) <= {each.id for each in paper.source.locators}


def test_a_notebook_leaves_figures_to_the_code(notebook: Notebook) -> None:
    """No share or decimal stands in the text, where it could go stale; cells compute and show them."""
    texts = sources(notebook, "markdown")
    assert texts
    for text in texts:
        assert re.search(r"\d\s?%|\d[.,]\d", re.sub(r"`[^`]*`", "", text)) is None, text


def test_a_notebook_checks_its_conclusion(notebook: Notebook) -> None:
    """The last code cell holds what the conclusion says against the figures, so that running it tests the text."""
    assert "assert " in sources(notebook, "code")[-1]
    assert "# Conclusion" in sources(notebook, "markdown")[-1]
