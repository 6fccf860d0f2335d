"""How the words of bash, zsh and fish are read for completion, and completed, where click misreads an equals sign."""

from __future__ import annotations

import os
from collections.abc import Callable

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)


def register() -> None:
    """Let click complete by these from now on."""
    for each in (_Bash, _Zsh, _Fish):
        add_completion_class(each)


class _Bash(BashComplete):
    """Bash breaks words at equals signs unless told otherwise, and replaces what stands behind the last one."""

    _before = ""  # what was broken off the word that is typed

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is typed, and that one, put together again."""
        words = split_arg_string(os.environ["COMP_WORDS"])
        current = int(os.environ["COMP_CWORD"])
        if current >= len(words):  # a blank was typed last
            return _joined(words)[1:], ""
        *args, incomplete = _joined(words[: current + 1])
        typed = "" if words[current] == "=" else words[current]
        self._before = incomplete[: len(incomplete) - len(typed)]
        return args[1:], incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What the part of the word that bash replaces may become."""
        found = _whole(super().get_completions(args, incomplete), incomplete)
        return _changed(found, lambda value: value.removeprefix(self._before))


class _Zsh(ZshComplete):
    """Zsh replaces the whole word."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What the word that is typed may become."""
        return _whole(super().get_completions(args, incomplete), incomplete)


class _Fish(FishComplete):
    """Fish replaces the whole word."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What the word that is typed may become."""
        return _whole(super().get_completions(args, incomplete), incomplete)


def _whole(found: list[CompletionItem], incomplete: str) -> list[CompletionItem]:
    """Whole words: what may stand behind `--option=` comes with it."""
    option, _ = _split(incomplete)
    return _changed(found, lambda value: f"{option}{value}")


def _split(word: str) -> tuple[str, str]:
    """`--option=` and what stands behind it; nothing and the word where it is no such option."""
    option, equals, value = word.partition("=")
    return (f"{option}=", value) if equals and option.startswith("--") else ("", word)


def _changed(found: list[CompletionItem], change: Callable[[str], str]) -> list[CompletionItem]:
    """The same with other values, but for what asks the shell to complete files."""
    return [
        CompletionItem(change(each.value), help=each.help) if each.type == "plain" else each for each in found
    ]


def _joined(words: list[str]) -> list[str]:
    """Words with those put together that bash broke at an equals sign."""
    found: list[str] = []
    for word in words:
        if found and (word == "=" or found[-1].endswith("=")):
            found[-1] += word
        else:
            found.append(word)
    return found
