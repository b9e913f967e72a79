"""What the bot offers one person, on one chat page, for the ``@bot words`` they type there."""

from __future__ import annotations

from bot.sandbox.accounts import Json

__all__ = ["Offers"]


class Offers:
    """The newest inline query of a page, and what was offered for it; answers to older ones are dropped."""

    def __init__(self) -> None:
        self._asked = {"query_id": "", "query": "", "offset": ""}
        self._results: dict[str, Json] = {}

    def ask(self, query_id: str, query: str, offset: str) -> None:
        """The page asks anew, or with an `offset` for more of the same."""
        if not offset:
            self._results.clear()
        self._asked = {"query_id": query_id, "query": query, "offset": offset}

    def taken(self, answer: Json) -> Json | None:
        """What the page is told of an ``inline_answer``: titles and what stands under them."""
        if answer["query_id"] != self._asked["query_id"]:
            return None
        self._results |= {result["id"]: result for result in answer["results"]}
        shown = [
            {"id": result["id"], "title": result["title"], "description": result.get("description", "")}
            for result in answer["results"]
        ]
        more = {"next_offset": answer["next_offset"], "button": answer["button"]}
        return {"type": "inline_answer", **self._asked, "results": shown, **more}

    def result(self, result_id: str) -> Json:
        """The result that the person picks. ValueError for one that was not offered."""
        if result_id not in self._results:
            raise ValueError(f"no such result: {result_id}")
        return self._results[result_id]
