"""What the bot counts, in Prometheus' form: one `Metrics` for each application, and nothing global.

No label has a chat, a person, a text, an address or a secret in it: each is one of a few words.
"""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest

__all__ = ["KINDS", "OUTCOMES", "REFUSED", "Metrics"]

KINDS = ("message", "callback_query", "inline_query", "my_chat_member", "other")
"""Of updates."""
OUTCOMES = ("sent", "blocked", "refused", "throttled", "failed", "not_sent", "unknown")
"""Of messages: `blocked` by who was to get it, `failed` with a 5xx, `not_sent` for want of a connection."""
REFUSED = ("method", "secret", "content_type", "size", "body", "malformed")
"""Why an update was not taken; `malformed` is one that Telegram sent and nobody can read."""
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
COUNTED = {
    "updates": ("Updates taken from Telegram, by kind.", "kind", KINDS),
    "updates_refused": ("What came as an update and was not taken.", "why", REFUSED),
    "sends": ("Messages sent or edited, by what became of them.", "outcome", OUTCOMES),
}
"""Counters: what each is, its label, and that label's values."""
SHOWN = {
    "updates_in_work": "Updates taken and not finished.",
    "outbox_due": "Messages that are due and wait to be sent.",
    "outbox_sending": "Messages that are being sent, by all processes.",
    "outbox_late_seconds": "How long the oldest message that is due has waited.",
    "people": "People that the bot can write to.",
    "schedule_number": "The number of the published version of the schedule.",
    "database_up": "Whether the database answered just now.",
}
"""Gauges, and what each is."""


class Metrics:
    """Counters that others move, and gauges that are set when somebody reads them."""

    def __init__(self) -> None:
        registry = self.registry = CollectorRegistry()
        self._counters: dict[str, dict[str, Counter]] = {}
        for name, (what, label, values) in COUNTED.items():
            counter = Counter(f"confbot_{name}", what, [label], registry=registry)
            self._counters[name] = {value: counter.labels(value) for value in values}
        self._gauges = {
            name: Gauge(f"confbot_{name}", what, registry=registry) for name, what in SHOWN.items()
        }
        handling = "From the start of an update's handler to its end."
        handler = Histogram("confbot_handler_seconds", handling, ["kind"], buckets=SECONDS, registry=registry)
        self._handling = {kind: handler.labels(kind) for kind in KINDS}
        throttled = "Calls that Telegram answered with 429."
        self._throttled = Counter("confbot_throttled", throttled, registry=registry)
        self._schedule = Info("confbot_schedule", "The published version of the schedule.", registry=registry)

    def taken(self, kind: str) -> None:
        """An update of one of `KINDS` was taken."""
        self._counters["updates"][kind].inc()

    def refused(self, why: str) -> None:
        """Something was not taken, for one of the reasons in `REFUSED`."""
        self._counters["updates_refused"][why].inc()

    def handled(self, kind: str, seconds: float) -> None:
        """The handler of an update of one of `KINDS` ended."""
        self._handling[kind].observe(seconds)

    def sent(self, outcome: str) -> None:
        """What became of a message: one of `OUTCOMES`."""
        self._counters["sends"][outcome].inc()

    def throttled(self) -> None:
        """Telegram said 429."""
        self._throttled.inc()

    def watch_work(self, in_work: Callable[[], int]) -> None:
        """Where to ask how many updates are in work."""
        self._gauges["updates_in_work"].set_function(in_work)

    def show(self, **values: float) -> None:
        """Set gauges of `SHOWN`, by their names."""
        for name, value in values.items():
            self._gauges[name].set(value)

    def published(self, number: int, version: str) -> None:
        """What attendees see."""
        self.show(schedule_number=number)
        self._schedule.info({"version": version})

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)
