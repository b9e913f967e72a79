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


class Metrics:
    """Counters that others move, and gauges that are set when somebody reads them."""

    def __init__(self) -> None:
        registry = self.registry = CollectorRegistry()
        updates = Counter(
            "confbot_updates", "Updates taken from Telegram, by kind.", ["kind"], registry=registry
        )
        self._updates = {kind: updates.labels(kind) for kind in KINDS}
        refused = Counter(
            "confbot_updates_refused", "What came as an update and was not taken.", ["why"], registry=registry
        )
        self._refused = {why: refused.labels(why) for why in REFUSED}
        handling = Histogram(
            "confbot_handler_seconds",
            "From the start of an update's handler to its end.",
            ["kind"],
            buckets=SECONDS,
            registry=registry,
        )
        self._handling = {kind: handling.labels(kind) for kind in KINDS}
        sends = Counter(
            "confbot_sends",
            "Messages sent or edited, by what became of them.",
            ["outcome"],
            registry=registry,
        )
        self._sends = {outcome: sends.labels(outcome) for outcome in OUTCOMES}
        self._throttled = Counter(
            "confbot_throttled", "Calls that Telegram answered with 429.", registry=registry
        )
        self._in_work = Gauge("confbot_updates_in_work", "Updates taken and not finished.", registry=registry)
        self.outbox_due = Gauge(
            "confbot_outbox_due", "Messages that are due and wait to be sent.", registry=registry
        )
        self.outbox_sending = Gauge(
            "confbot_outbox_sending", "Messages that are being sent, by all processes.", registry=registry
        )
        self.outbox_late_seconds = Gauge(
            "confbot_outbox_late_seconds",
            "How long the oldest message that is due has waited.",
            registry=registry,
        )
        self.people = Gauge("confbot_people", "People that the bot can write to.", registry=registry)
        self.schedule_number = Gauge(
            "confbot_schedule_number",
            "The number of the published version of the schedule.",
            registry=registry,
        )
        self._schedule = Info("confbot_schedule", "The published version of the schedule.", registry=registry)
        self.database_up = Gauge(
            "confbot_database_up", "Whether the database answered just now.", registry=registry
        )

    def taken(self, kind: str) -> None:
        """An update of one of `KINDS` was taken."""
        self._updates[kind].inc()

    def refused(self, why: str) -> None:
        """Something was not taken, for one of the reasons in `REFUSED`."""
        self._refused[why].inc()

    def handled(self, kind: str, seconds: float) -> None:
        """The handler of an update of one of `KINDS` ended."""
        self._handling[kind].observe(seconds)

    def sent(self, outcome: str) -> None:
        """What became of a message: one of `OUTCOMES`."""
        self._sends[outcome].inc()

    def throttled(self) -> None:
        """Telegram said 429."""
        self._throttled.inc()

    def watch_work(self, in_work: Callable[[], int]) -> None:
        """Where to ask how many updates are in work."""
        self._in_work.set_function(in_work)

    def published(self, number: int, version: str) -> None:
        """What attendees see."""
        self.schedule_number.set(number)
        self._schedule.info({"version": version})

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)
