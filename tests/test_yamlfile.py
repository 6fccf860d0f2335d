"""The strict YAML reader: what it takes as what, what it refuses and where, and that nothing crashes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treatyopt import FileProblem, Problem
from treatyopt.study.yamlfile import MAX_BYTES, MAX_DEPTH, locate, parse, read


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    """Writes bytes to a file and returns its path."""

    def file(content: bytes) -> Path:
        path = tmp_path / "some.yaml"
        path.write_bytes(content)
        return path

    return file


def problems(text: str) -> tuple[Problem, ...]:
    """The problems that parsing a text raises."""
    with pytest.raises(FileProblem) as caught:
        parse(text, "f.yaml")
    assert all("\n" not in str(problem) for problem in caught.value.problems)
    return caught.value.problems


def problem(text: str) -> str:
    """The single problem that parsing a text raises."""
    (only,) = problems(text)
    return str(only)


def refused(path: Path) -> str:
    """The single problem that reading a file raises; it names the file."""
    with pytest.raises(FileProblem) as caught:
        read(path)
    (only,) = caught.value.problems
    assert str(only).startswith(str(path))
    assert "\n" not in str(only)
    return str(only).removeprefix(str(path))


@pytest.mark.parametrize(
    ("plain", "value"),
    [
        *(
            (word, word)
            for word in ("no", "No", "NO", "yes", "on", "off", "y", "n", "tRUE", "nULL", "=", "<<")
        ),
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        *(
            ("010", 10),
            ("0", 0),
            ("-7", -7),
            ("+7", 7),
            ("007", 7),
            ("123456789012345678", 123456789012345678),
        ),
        *(("1.5", 1.5), (".5", 0.5), ("-.5", -0.5), ("1.", 1.0), ("1e3", 1000.0), ("-1.5E-2", -0.015)),
        *((text, text) for text in ("1_000", "12:30", "0b11", "2020-01-01", "1.2.3", "1e", "e5", ".", "--1")),
        *((text, text) for text in ("inf", "nan", "Infinity", ".Nan", "1,5")),
    ],
)
def test_plain_scalars_follow_the_core_rules_of_yaml_1_2(plain: str, value: object) -> None:
    """A plain scalar is null, a boolean or a number only as YAML 1.2 says; all else is text."""
    found = parse(f"key: {plain}", "f")["key"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("word", ["no", "true", "null", "~", "10", "1.5", ".inf", ".nan", "1e999", ""])
@pytest.mark.parametrize("mark", ["'", '"'])
def test_a_quoted_scalar_is_text(word: str, mark: str) -> None:
    """What stands in quotes is text, whatever it looks like."""
    assert parse(f"key: {mark}{word}{mark}", "f") == {"key": word}


@pytest.mark.parametrize("text", ["key: |\n  5\n", "key: >\n  5\n"])
def test_a_block_scalar_is_text(text: str) -> None:
    """What stands in a block is text, even a number."""
    assert parse(text, "f") == {"key": "5\n"}


@pytest.mark.parametrize(
    "number", [".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN", ".NAN", "1e999", "-1e999"]
)
def test_numbers_that_are_not_finite_are_refused(number: str) -> None:
    """Infinities, NaN and floats that overflow are refused with their line and key."""
    assert problem(f"a: 1\nkey: {number}") == f"f.yaml:2: key: {number} is not a finite number"


def test_a_huge_whole_number_is_refused_or_a_finite_number() -> None:
    """Ten thousand digits neither crash the reader nor take it long."""
    assert "is not a finite number" in problem(f"key: {'9' * 10_000}")


def test_both_lines_of_a_duplicate_key_are_named() -> None:
    """A key given twice is refused with the lines of both."""
    assert problem("a: 1\nb: 2\na: 3") == "f.yaml:3: duplicate key a; first on line 1"


def test_a_key_that_differs_only_in_quotes_is_a_duplicate() -> None:
    """Quotes do not make another key."""
    assert problem("a: 1\n'a': 3") == "f.yaml:2: duplicate key a; first on line 1"


def test_every_duplicate_key_is_reported_at_once() -> None:
    """All duplicates come together, in the order of the file."""
    found = problems("a: 1\na: 2\nb:\n  c: 1\n  c: 2\na: 3")
    assert [each.line for each in found] == [2, 5, 6]


def test_a_problem_deep_in_the_file_is_reported_with_its_whole_path() -> None:
    """The path of a fault runs from the top of the document."""
    (found,) = problems("options:\n  cooperation:\n    score: .nan\n")
    assert (found.line, found.path) == (3, "options.cooperation.score")


@pytest.mark.parametrize("key", ["true", "null", "~"])
def test_a_key_that_is_not_text_is_refused(key: str) -> None:
    """A boolean or null as a key is refused, with the way out."""
    assert problem(f"a: 1\n{key}: x") == f"f.yaml:2: the key {key} is not text; put it in quotes"


@pytest.mark.parametrize("key", ["1", "1.50", "-3", "0755", "2002"])
def test_a_number_as_a_key_is_taken_as_it_is_written(key: str) -> None:
    """Keys are text here, so that a number is judged as the id it is meant to be, in one step."""
    assert parse(f"a: 1\n{key}: x", "f") == {"a": 1, key: "x"}


@pytest.mark.parametrize("text", ["? [a, b]\n: 1", "{a: 1}: 2", "? {a: 1}\n: 2", "[a]: 1"])
def test_a_key_that_is_a_list_or_mapping_is_refused(text: str) -> None:
    """A list or a mapping as a key is refused with its line."""
    assert problem(text).startswith("f.yaml:1: ")
    assert "key must be text" in problem(text)


def test_a_quoted_number_may_be_a_key() -> None:
    """The way out that the message names works."""
    assert parse('"1": x', "f") == {"1": "x"}


def test_an_alias_is_refused_with_its_name_and_line() -> None:
    """Aliases are not expanded but refused."""
    found = problem("a: &one [1]\nb: *one")
    assert found.startswith("f.yaml:2: b: ")
    assert "*one" in found
    assert "write the value out" in found


def test_a_bomb_of_anchors_is_refused_at_its_first_alias() -> None:
    """Nine levels of nine aliases each are refused at once, not expanded to 400 million entries."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    assert problem("\n".join(levels)).startswith("f.yaml:2: ")


@pytest.mark.parametrize(
    "tagged",
    ["!!str 1", "!mine x", "!!python/object/apply:os.system [ls]", "!!int '3'", "!!map {b: 1}", "!<x> y"],
)
def test_a_tag_is_refused_with_its_line(tagged: str) -> None:
    """No tag is taken, least of all one that builds Python objects."""
    found = problem(f"x: 1\na: {tagged}")
    assert found.startswith("f.yaml:2: a: ")
    assert "tags (" in found


def test_an_anchor_is_no_silent_loss_of_the_beginning_of_a_text() -> None:
    """YAML takes `&co` off the front of a text; that is said and not done."""
    assert problem("a: 1\nb: &co text") == (
        "f.yaml:2: b: a text cannot begin with &co; put the text in quotes"
    )


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a: {score: 70,5, range: [70, 71]}", "a.score", "70,5 is not a number; write it with a point: 70.5"),
        ("a: {x: 1, score: -7,25}", "a.score", "-7,25 is not a number; write it with a point: -7.25"),
    ],
)
def test_a_decimal_comma_inside_brackets_is_named(text: str, place: str, said: str) -> None:
    """YAML reads it as a number and a key without value; the message says what was meant."""
    assert problem(text) == f"f.yaml:1: {place}: {said}"


def test_a_key_without_a_value_after_a_number_is_no_decimal_comma() -> None:
    """Only digits on the same line are taken for decimals."""
    assert parse("{a: 1, b, c: 2}", "f") == {"a": 1, "b": None, "c": 2}


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "--- a\n--- b\n", "a: 1\n...\n---\n"])
def test_a_second_document_is_refused(text: str) -> None:
    """A file holds one document."""
    assert "more than one document" in problem(text)


def test_the_marks_of_a_single_document_are_accepted() -> None:
    """The start and end marks of one document change nothing."""
    assert parse("%YAML 1.2\n---\na: 1\n...\n", "f") == {"a": 1}


def test_indentation_by_tabs_is_refused_with_its_line() -> None:
    """A tab where indentation belongs is refused, and the message speaks of a tab."""
    found = problem("a:\n\tb: 1\n")
    assert found.startswith("f.yaml:2: not valid YAML")
    assert "tab" in found


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1, 2\n", 2), ("a: 'x\n", 1), ("a: 1\n b: 2\n", 2), ("a: b: c\n", 1), ("x: }\n", 1)],
)
def test_broken_syntax_is_refused_with_its_line(text: str, line: int) -> None:
    """What is not YAML is refused in one line that says where."""
    assert problem(text).startswith(f"f.yaml:{line}: not valid YAML: ")


@pytest.mark.parametrize("text", ["a: 1\nb: 2\nc: \x1b[31mred\n", "a: 1\nb: 2\nc: '\x07'\n"])
def test_a_raw_control_character_is_refused_with_its_line(text: str) -> None:
    """A terminal escape in the file is refused where it stands and not passed on."""
    found = problem(text)
    assert found.isprintable()
    assert found.startswith("f.yaml:3: ")


DEEP = {"sequences": "[", "block sequences": "- ", "mappings": "{a: ", "keys": "? ", "mixed": "[{a: "}


@pytest.mark.parametrize("opening", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused(opening: str) -> None:
    """A hundred thousand open brackets are refused like any fault, with the line."""
    assert problem(opening * 100_000).startswith("f.yaml:1: ")


def test_deep_nesting_does_not_crash_the_interpreter(tmp_path: Path) -> None:
    """A process of its own reads every kind of deep nesting and lives to tell."""
    code = (
        "import json, sys\n"
        "from treatyopt import FileProblem\n"
        "from treatyopt.study.yamlfile import parse\n"
        "for opening in json.loads(sys.argv[1]):\n"
        "    try:\n"
        "        parse(opening * 100_000, 'f')\n"
        "    except FileProblem:\n"
        "        print('refused')\n"
    )
    kinds = json.dumps(list(DEEP.values()))
    done = subprocess.run(
        [sys.executable, "-c", code, kinds],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["refused"] * len(DEEP), "")


def test_nesting_is_accepted_up_to_the_limit_only() -> None:
    """The limit itself is fine and one level more is not."""
    found = parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f")
    for _ in range(MAX_DEPTH - 1):
        (found,) = found
    assert found == []
    assert f"{MAX_DEPTH} deep" in problem("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


@pytest.mark.parametrize("content", [b"a: \0", b"\x7fELF\x02\x01\x01\0\0\0", b"PK\x03\x04\0\0"])
def test_a_binary_file_is_refused(file: Callable[[bytes], Path], content: bytes) -> None:
    """A file with NUL bytes is said to be no text file."""
    assert refused(file(content)) == ": is not a text file (it holds NUL bytes)"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_another_unicode_encoding_is_refused(file: Callable[[bytes], Path], encoding: str) -> None:
    """UTF-16 and UTF-32, in either byte order and with or without a mark, are refused in one line."""
    assert refused(file("title: Traité\n".encode(encoding))).startswith(": is ")


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf_16_is_named_with_the_way_out(file: Callable[[bytes], Path], mark: bytes) -> None:
    """UTF-16 of both byte orders is recognised by its mark, and the message says what to do."""
    encoding = "utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"
    assert refused(file(mark + "a: é".encode(encoding))) == ": is UTF-16; save it as UTF-8"


def test_invalid_utf_8_is_refused_with_its_line(file: Callable[[bytes], Path]) -> None:
    """A byte that is not UTF-8 is found by its line."""
    assert refused(file("a: 1\nb: 2\nc: é\n".encode("latin-1"))) == ":3: is not UTF-8; save it as UTF-8"


def test_a_byte_order_mark_of_utf_8_is_accepted(file: Callable[[bytes], Path]) -> None:
    """The mark that some editors put first belongs to no key."""
    assert read(file(b"\xef\xbb\xbfa: \xc3\xa9\n")) == {"a": "é"}


def test_windows_line_ends_are_accepted(file: Callable[[bytes], Path]) -> None:
    """Carriage returns are no part of a value, and lines count once."""
    document = read(file(b"a: 1\r\nb: two\r\n"))
    assert document == {"a": 1, "b": "two"}
    assert document.lines == {"a": 1, "b": 2}


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    """A file beyond the limit is refused by its size."""
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: 1\n")
    os.truncate(path, 50_000_000)
    assert refused(path).startswith(": larger than 6 MB")


def test_a_file_is_accepted_up_to_the_limit_only(file: Callable[[bytes], Path]) -> None:
    """The limit itself is fine and one byte more is not."""
    start = b"a: 1\n#"
    assert read(file(start + b"x" * (MAX_BYTES - len(start)))) == {"a": 1}
    assert "larger than" in refused(file(start + b"x" * (MAX_BYTES - len(start) + 1)))


def test_an_endless_file_is_refused() -> None:
    """A device that never ends is read no further than the limit."""
    assert refused(Path("/dev/zero")).startswith(": larger than")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"# only a remark\n", b"---\n", b"\xef\xbb\xbf"])
def test_an_empty_file_holds_nothing(file: Callable[[bytes], Path], content: bytes) -> None:
    """A file without content is the document None."""
    assert read(file(content)) is None


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder is said to be one."""
    assert refused(tmp_path) == ": is a folder, not a file"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is said to be missing."""
    assert refused(tmp_path / "nowhere.yaml") == ": no such file"


def test_a_path_through_a_file_is_refused(file: Callable[[bytes], Path]) -> None:
    """A file is no folder to look in."""
    assert refused(file(b"a: 1") / "inner.yaml").startswith(": cannot be read")


def test_an_unreadable_file_is_refused(
    file: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file without permission to read is refused with the system's reason."""
    path = file(b"a: 1")

    def denied(self: Path, *_args: Any, **_more: Any) -> Any:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", denied)
    assert refused(path) == ": cannot be read: Permission denied"


def test_the_name_of_a_file_is_shown_without_its_escapes() -> None:
    """A terminal escape in a file's name does not reach the message."""
    with pytest.raises(FileProblem) as caught:
        read(Path("\x1b[31mred.yaml"))
    assert str(caught.value) == "\\x1b[31mred.yaml: no such file"


# What JSON and YAML both allow unescaped: no controls, surrogates, non-characters, marks or odd line ends.
PRINTED = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=30
)
# What JSON can escape in a way that YAML reads alike: all of the basic plane but surrogates.
ESCAPED = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=("Cs",)), max_size=30)


def values(text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Nested data with text keys, as JSON has them."""
    whole = st.integers(-(10**16), 10**16)
    leaves = st.none() | st.booleans() | whole | st.floats(allow_nan=False, allow_infinity=False) | text
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
        max_leaves=12,
    )


@settings(max_examples=150, deadline=None)
@given(values(PRINTED), st.sampled_from([None, 1]))
def test_json_reads_as_what_was_written(data: Any, indent: int | None) -> None:
    """Any JSON, being YAML, is read as the same values of the same types."""
    assert repr(parse(json.dumps(data, ensure_ascii=False, indent=indent), "f")) == repr(data)


@settings(max_examples=100, deadline=None)
@given(values(ESCAPED))
def test_json_with_escapes_reads_as_what_was_written(data: Any) -> None:
    """Characters that JSON escapes come back as they were."""
    assert repr(parse(json.dumps(data, ensure_ascii=True), "f")) == repr(data)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab1:-?[]{},&*!|>'\"%@# \n\t.~<="), max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the text, it is read or refused by a FileProblem of one-line problems; nothing else happens."""
    found: tuple[Problem, ...] | None = None
    try:
        parse(text, "f.yaml")
    except FileProblem as refusal:
        found = refusal.problems
    assert found is None or len(found) > 0
    assert all(str(each).startswith("f.yaml") and "\n" not in str(each) for each in found or ())


DOCUMENT = """\
# a remark
title: x
options:
  one: {score: 1, range: [0, 2]}

  two:
    score: 2
    range:
      - 1
      - 3
"""


@pytest.mark.parametrize(
    ("place", "path", "line"),
    [
        ((), "", 2),
        (("title",), "title", 2),
        (("options",), "options", 3),
        (("options", "one", "range", 1), "options.one.range.2", 4),
        (("options", "two"), "options.two", 6),
        (("options", "two", "score"), "options.two.score", 7),
        (("options", "two", "range"), "options.two.range", 8),
        (("options", "two", "range", 1), "options.two.range.2", 10),
        (("options", 1, "range", 0), "options.two.range.1", 9),
        (("options", "two", "missing"), "options.two", 6),
        (("options", "three", "score"), "options", 3),
        (("options", "two", "range", 7), "options.two.range", 8),
        (("title", "inner"), "title", 2),
    ],
)
def test_locate_gives_the_path_and_line(place: tuple[str | int, ...], path: str, line: int) -> None:
    """A place has a dotted path and a line; a place that is not there has those of the nearest above it."""
    assert locate(parse(DOCUMENT, "f"), place) == (path, line)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(PRINTED, st.lists(st.integers(0, 9), max_size=5), min_size=1, max_size=8))
def test_locate_counts_the_lines_of_any_document(data: dict[str, list[int]]) -> None:
    """With every key and item on a line of its own, locate counts those lines."""
    text = "".join(
        f"{json.dumps(key, ensure_ascii=False)}:\n" + "".join(f"- {i}\n" for i in data[key]) for key in data
    )
    document, line = parse(text, "f"), 0
    assert len(document) == len(data) > 0
    for key, items in data.items():
        line += 1
        assert locate(document, (key,))[1] == line
        for i in range(len(items)):
            line += 1
            assert locate(document, (key, i))[1] == line


def test_a_fault_in_a_list_is_placed_by_its_number() -> None:
    """The first item of a list is its item 1, and so on."""
    assert problem("a:\n- b: 1\n- b: 1\n  b: 2") == "f.yaml:4: a.2: duplicate key b; first on line 3"
    assert problem("a:\n- b: 1\n  b: 2") == "f.yaml:3: a.1: duplicate key b; first on line 2"
