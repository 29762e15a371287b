"""Patterns with hints: words of which every match holds one, so that a text without any is passed over without the pattern.

To look for a dozen words takes a third to a tenth of the time that a pattern of as many alternatives takes to find nothing.
"""

import re


class Hinted:
    """A pattern that is looked for in any case, and only where one of its hints stands."""

    def __init__(self, pattern: str, *hints: str) -> None:
        """Compile the pattern.

        Args:
            pattern: a regular expression.
            hints: in lower case.
        """
        self.pattern = re.compile(pattern, re.IGNORECASE)
        self.hints = hints
        self._ascii = tuple(hint for hint in hints if hint.isascii())

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Return the first match from `start` on."""
        lowered = text.lower()
        hinted = any(map(lowered.__contains__, self._ascii if lowered.isascii() else self.hints))
        return self.pattern.search(text, start) if hinted else None
