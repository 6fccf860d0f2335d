"""What is said of a text that is no YAML: the thing that is wrong and the way out, on the line where it stands."""

from __future__ import annotations

import pytest
import yaml

from treatyopt import FileProblem
from treatyopt.study import yamlfile

COLON = "a colon followed by a blank inside unquoted text; put the text in quotes"
RUNS_ON = "a key where the text begun above goes on: check the indentation and the blank after each colon"
BACKSLASH = "a backslash inside double quotes; write it twice, or use single quotes"

FAULTS = {
    "colon in a sentence": ("gist: Foo: bar\n", 1, COLON),
    "colon in a sentence in brackets": ("a: 1\nb: {gist: Foo: bar}\n", 2, COLON),
    "no blank after a colon": ("a:b\nc: d\n", 2, RUNS_ON),
    "deeper than the text above": ("a: b\n  c: d\n", 2, RUNS_ON),
    "single quote not closed": ("a: 1\nb: 'x\nc: 2\n", 2, "the quote ' is opened here and never closed"),
    "double quote not closed": ('a: 1\nb: "x\nc: 2\n', 2, 'the quote " is opened here and never closed'),
    "apostrophe in single quotes": ("a: 'it's'\n", 1, "text after a closing quote '"),
    "text after quotes": ('a: "b" c\n', 1, 'text after a closing quote "; put the whole text in quotes'),
    "text after brackets": ("a: [b] c\n", 1, "text after a closing bracket ]; put the text in quotes"),
    "tab as indentation": ("a:\n\tb: 1\n", 2, "a tab; indent by blanks"),
    "tab before a second key": ("a: 1\n\tb: 2\n", 2, "a tab; indent by blanks"),
    "at sign": ("a: @x\n", 1, "a text cannot begin with @; put the text in quotes"),
    "backtick": ("a: `x`\n", 1, "a text cannot begin with `; put the text in quotes"),
    "per cent": ("a: %x\n", 1, "a text cannot begin with %; put the text in quotes"),
    "ampersand": ("a: & b\n", 1, "a text cannot begin with &; put the text in quotes"),
    "asterisks": ("a: **b** c\n", 1, "a text cannot begin with *; put the text in quotes"),
    "bar": ("a: | b\n", 1, "a text cannot begin with |; put the text in quotes"),
    "greater than": ("a: >b\n", 1, "a text cannot begin with >; put the text in quotes"),
    "question mark": ("a: ? b\n", 1, "a text cannot begin with ?; put the text in quotes"),
    "comma": ("a: , b\n", 1, "a text cannot begin with ,; put the text in quotes"),
    "hyphen": (
        "a: - b\n",
        1,
        "a - after a key: begin a list on a new line; if it is a text, put the text in",
    ),
    "shallower than before": ("a:\n  b: 1\n c: 2\n", 3, "this line is indented like none above it"),
    "key in a list": ("a:\n  - b\n  c: 1\n", 3, "a key among the items of a list; check the indentation"),
    "item among keys": ("a:\n  c: 1\n  - b\n", 3, "an item of a list among keys; check the indentation"),
    "line without a colon": ("a: 1\nfoo\nb: 2\n", 2, "neither a key nor part of a text"),
    "brace not closed": ("a: {b: 1\nc: 2\n", 2, "the bracket { opened on line 1 is not closed"),
    "bracket not closed": ("a: [b, c\nd: 2\n", 2, "the bracket [ opened on line 1 is not closed"),
    "bracket at the end": ("a: [\n", 2, "a bracket is not closed"),
    "path with backslashes": ('a: "C:\\dir"\n', 1, BACKSLASH),
    "control character": ("a: \x07\n", 1, "the character U+0007 is not allowed; remove it"),
}


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "pure"])
@pytest.mark.parametrize("name", FAULTS)
def test_broken_yaml_is_told_by_what_is_wrong_and_how_to_mend_it(
    name: str, loader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both parsers of PyYAML lead to the same words, on the line that has to be mended."""
    text, line, said = FAULTS[name]
    monkeypatch.setattr(yamlfile, "_LOADER", loader)
    with pytest.raises(FileProblem) as caught:
        yamlfile.parse(text, "f")
    (problem,) = caught.value.problems
    assert problem.line == line
    assert problem.message.startswith(f"not valid YAML: {said}")
