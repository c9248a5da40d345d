"""What is wrong with the settings, collected until everything was looked at, then told in one message.

A problem names the place and says what to do. It never repeats a value that the operator wrote: a password typed into the
wrong field must not end up in a log or in a request's note.
"""

from __future__ import annotations

from dataclasses import dataclass, field


class SettingsError(Exception):
    """The settings cannot be used; the text names every problem, one per line, and no value.

    `problems` holds the same sentences one by one, each beginning with its place, as in
    `CONNECTOR_ACCOUNTS[0].currency: is missing; …`.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join((f"The connector's settings have {count}:", *(f"- {problem}" for problem in problems))))
        self.problems = problems


@dataclass(frozen=True)
class Findings:
    """The problems found so far, and the place at which the reader now looks; `at` goes one step deeper, into the same list."""

    place: str = ""
    problems: list[str] = field(default_factory=list)

    def at(self, step: str) -> Findings:
        """Look at a variable, at an entry (`[0]`) or at a field (`.currency`) of the present place."""
        return Findings(self.place + step, self.problems)

    def add(self, sentence: str) -> None:
        """Note what is wrong at this place and what to do about it."""
        self.problems.append(f"{self.place}: {sentence}")

    def raise_if_any(self) -> None:
        """End the reading with one `SettingsError` when anything was wrong."""
        if self.problems:
            raise SettingsError(tuple(self.problems))
