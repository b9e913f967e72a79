"""The segments of a question that may say a time or end one, in a row."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.questions.tagging import Segment

__all__ = ["Line"]

TIME = (
    "day",
    "part",
    "half",
    "clock",
    "zone",
    "within",
    "ahead",
    "number",
    "ordinal",
    "between",
    "before",
    "after",
)
"""The categories of what a time is made of."""


class Line:
    """Words that only fill are left out, so that what belongs together stands side by side."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = [
            segment for segment in segments if not segment.idle or any(segment.says(kind) for kind in TIME)
        ]

    def __len__(self) -> int:
        return len(self._segments)

    def __getitem__(self, at: int) -> Segment:
        return self._segments[at]

    def get(self, at: int) -> Segment | None:
        """The segment there; None before the first and behind the last."""
        return self._segments[at] if 0 <= at < len(self._segments) else None

    def says(self, at: int, category: str, key: str | None = None) -> bool:
        segment = self.get(at)
        return segment is not None and segment.says(category, key)

    def joins(self, at: int) -> bool:
        """Whether the words there may stand between two times: ``to``, ``and``."""
        return self.says(at, "between")

    def behind(self, at: int, *marks: str) -> str | None:
        """What the words there make of the time before them: ``以后``; one of `marks`, where given."""
        segment = self.get(at)
        keys = (match.meaning.key for match in segment.of("after")) if segment else ()
        return next((key for key in keys if not marks or key in marks), None)
