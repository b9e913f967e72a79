"""What organizers are told of the channels in the settings."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from markupsafe import Markup

from bot.domain.channel import Trouble, Why
from bot.texts import Texts
from bot.views.lines import lines
from bot.views.message import Message, label

__all__ = ["troubles"]

MOST_TROUBLES = 10
MOST_TRACKS = 20
LONGEST_TRACKS = 160


def troubles(t: Texts, found: Sequence[Trouble], tracks: Collection[str]) -> Message:
    """What is wrong with which channel, and what to do; `tracks` are the ids that the programme has."""
    shown, rest = found[:MOST_TROUBLES], len(found) - MOST_TROUBLES
    return Message(
        lines(
            Markup("<b>{}</b>").format(t("⚠️ Channels in BOT_CHANNELS")),
            *(Markup("\n<b>{}</b>\n{}").format(one.channel, remedy(t, one, tracks)) for one in shown),
            t.n("… and {n} more.", "… and {n} more.", rest) if rest > 0 else None,
        )
    )


def remedy(t: Texts, trouble: Trouble, tracks: Collection[str]) -> str:
    match trouble.why:
        case Why.UNKNOWN:
            return t(
                "I find no channel of this name or number. Check how it is written; "
                "in a private channel, make me an administrator first."
            )
        case Why.NO_CHANNEL:
            return t("This is not a channel, but a group or a person. Name a channel.")
        case Why.NO_RIGHT:
            return t(
                "I may not post there. Make me an administrator of the channel, "
                "with the right to post messages."
            )
        case Why.SAME:
            return t("This is the same channel as {other}. Only the first entry counts.", other=trouble.what)
    there = label(", ".join(sorted(tracks)[:MOST_TRACKS]), LONGEST_TRACKS)
    if not there:
        return t("The programme has no tracks, so nothing is posted there. Write * for all of it.")
    return t(
        "The programme has no track {track}; it has {tracks}. Nothing is posted until that is right.",
        track=trouble.what,
        tracks=there,
    )
