"""/delay, /move, /cancel, /room, /link, /record, for organizers only: to others they are unknown commands.

What an organizer has said of a change is a stored draft, so that a press, or the next text, goes on with it
after a restart as well. The same change can be begun from an event's card.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.domain.amendment import Amending, Amendment, nearest
from bot.domain.model import Event
from bot.formats.amending import split, value_of
from bot.formats.proposal import RefusedError
from bot.handlers.ask import said
from bot.handlers.desk import AnyHandler, Desk, Step
from bot.handlers.fallback import refresh
from bot.handlers.visit import Visit
from bot.storage import AmendmentDraft, AmendmentState
from bot.storage.amending import OutdatedError
from bot.views import amend as views
from bot.views import amended
from bot.views.event import gone
from bot.views.viewer import Viewer

__all__ = ["handlers"]

Act = Callable[[Desk, Visit, AmendmentDraft], Awaitable[None]]


def handlers(desk: Desk) -> Sequence[AnyHandler]:
    def of_draft(act: Act, at: int) -> Step:
        """A step on the draft whose id is argument `at`."""

        async def step(visit: Visit) -> None:
            draft = await visit.storage.amendments.get(visit.number(at))
            if draft is None:
                return await visit.show(amended.gone(visit.viewer))
            await act(desk, visit, draft)

        return for_organizers(step)

    async def act(desk: Desk, visit: Visit, draft: AmendmentDraft) -> None:
        """``amend:<act>:<draft>[:<value>]``"""
        await ACTS.get(visit.argument(0), show)(desk, visit, draft)

    async def typed(visit: Visit) -> None:
        """A text that answers what was asked last."""
        await visit.change(awaiting=None)
        await of_draft(answer, 0)(visit)

    desk.answers["amend"] = typed
    return [
        *(desk.command(kind.value, ordering(desk, kind), organizers=True) for kind in Amending),
        *(desk.press(kind.value, for_organizers(beginning(desk, kind))) for kind in Amending),
        desk.press("edit", for_organizers(edit)),
        desk.press("amend", of_draft(act, 1)),
        desk.press("on", of_draft(choose, 0)),
    ]


def for_organizers(step: Step) -> Step:
    """A step that anyone else, and any group, gets an outdated button's answer instead of."""

    async def checked(visit: Visit) -> None:
        await (step if visit.viewer.organizer else refresh)(visit)

    return checked


async def edit(visit: Visit) -> None:
    """``edit:<event>``"""
    event = visit.event(0)
    await visit.show(views.menu(visit.viewer, event) if event else gone(visit.viewer))


def ordering(desk: Desk, kind: Amending) -> Step:
    """The command: its words name the event, and what that gets."""

    async def order(visit: Visit) -> None:
        named, rest = split(kind, visit.arguments, visit.schedule)
        draft = await visit.storage.amendments.begin(visit.chat.id, kind, visit.now, said=rest)
        await find(desk, visit, draft, named)

    return order


def beginning(desk: Desk, kind: Amending) -> Step:
    """``<command>:<event>``, a button of the event's menu."""

    async def begin(visit: Visit) -> None:
        event = visit.event(0)
        if event is None:
            return await visit.show(gone(visit.viewer))
        draft = await visit.storage.amendments.begin(visit.chat.id, kind, visit.now)
        await take(desk, visit, draft, event)

    return begin


async def answer(desk: Desk, visit: Visit, draft: AmendmentDraft) -> None:
    """The next text, about the event or about what it gets."""
    text = said(visit)
    if draft.state in ENDED:
        return await show(desk, visit, draft)
    if draft.event_id not in visit.schedule.events:
        return await find(desk, visit, draft, text)
    await get(desk, visit, draft, text)


async def find(desk: Desk, visit: Visit, draft: AmendmentDraft, words: str) -> None:
    """The event that the words name; where it is not clear, they are asked about."""
    shown = await listed(visit, draft)
    if words.isdecimal() and 0 < int(words) <= len(shown):
        return await take(desk, visit, draft, shown[int(words) - 1])
    if event := visit.schedule.events.get(words.casefold()):
        return await take(desk, visit, draft, event)
    draft = await visit.storage.amendments.change(draft.id, words=words)
    if words and len(hits := await found(visit, words)) == 1:
        return await take(desk, visit, draft, hits[0])
    await ask_which(visit, draft)


async def found(visit: Visit, words: str) -> Sequence[Event]:
    """What the search finds; only the one that is called just so, or that all others are talks of."""
    hits = (await visit.published.answering()).search(words)
    called = [event for event in hits if words.casefold() in map(str.casefold, event.title.all())]
    if len(called) == 1:
        return called
    return hits[:1] if all(event.forum == hits[0].id for event in hits[1:]) else hits


async def listed(visit: Visit, draft: AmendmentDraft) -> Sequence[Event]:
    """The events to choose among, as they were shown."""
    hits = await found(visit, draft.words) if draft.words else ()
    return hits or nearest(visit.schedule, draft.kind, visit.now)


async def ask_which(visit: Visit, draft: AmendmentDraft) -> None:
    await visit.change(awaiting=f"amend:{draft.id}")
    count = len(await found(visit, draft.words)) if draft.words else 0
    events = await listed(visit, draft)
    await visit.show(views.which(visit.viewer, draft.id, draft.kind, events, words=draft.words, found=count))


async def choose(desk: Desk, visit: Visit, draft: AmendmentDraft) -> None:
    """``on:<draft>:<event>``: the longest id of an event leaves no room for more words."""
    event = visit.event(1)
    if event is None:
        return await visit.show(gone(visit.viewer))
    if draft.state in ENDED:
        return await show(desk, visit, draft)
    await take(desk, visit, draft, event)


async def take(desk: Desk, visit: Visit, draft: AmendmentDraft, event: Event) -> None:
    """The draft is about that event."""
    draft = await visit.storage.amendments.change(draft.id, event_id=event.id)
    if draft.said or draft.kind is Amending.CANCEL:
        return await get(desk, visit, draft, draft.said)
    await show(desk, visit, draft)


async def get(desk: Desk, visit: Visit, draft: AmendmentDraft, text: str) -> None:
    """The event gets what the text says."""
    event = visit.schedule.events[draft.event_id or ""]
    value = value_of(draft.kind, text, visit.schedule, event)
    await give(desk, visit, draft, value, wrong=text if value is None else "")


async def give(
    desk: Desk, visit: Visit, draft: AmendmentDraft, value: str | None, *, wrong: str = ""
) -> None:
    """The draft has that value; what was seen or written of another one does not count any more."""
    draft = await visit.storage.amendments.change(
        draft.id, value=value, preview=None, state=AmendmentState.DRAFT, undo=None
    )
    await show(desk, visit, draft, wrong=wrong)


async def show(desk: Desk, visit: Visit, draft: AmendmentDraft, *, wrong: str = "") -> None:
    """Where the change stands: the next question, the preview, or what came of it."""
    event = visit.schedule.events.get(draft.event_id or "")
    amendment = draft.amendment
    if amendment and draft.state is AmendmentState.DONE:
        await visit.show(amended.done(visit.viewer, draft.id, amendment))
    elif amendment and draft.state is AmendmentState.UNDONE:
        await visit.show(amended.undone(visit.viewer, amendment))
    elif event is None:
        await ask_which(visit, draft)
    elif amendment is None:
        await visit.change(awaiting=f"amend:{draft.id}")
        await visit.show(views.what(visit.viewer, draft.id, draft.kind, event, wrong=wrong))
    else:
        await preview(desk, visit, draft, amendment)


async def preview(
    desk: Desk, visit: Visit, draft: AmendmentDraft, amendment: Amendment, *, outdated: bool = False
) -> None:
    """What would change; it is kept in mind as what the organizer saw."""
    try:
        found = await desk.amender.preview(amendment)
    except (RefusedError, OSError) as error:
        return await visit.show(amended.refused(visit.viewer, amendment.event_id, error))
    await visit.storage.amendments.change(draft.id, preview=found.mark)
    await visit.show(amended.preview(visit.viewer, draft.id, amendment, found, outdated=outdated))


async def choice(desk: Desk, visit: Visit, draft: AmendmentDraft) -> None:
    """``amend:to:<draft>:<value>``: the minutes of a delay, or the id of a room."""
    chosen, value = visit.argument(2), None
    if draft.kind is Amending.ROOM:
        value = chosen if chosen in visit.schedule.rooms else None
    elif draft.kind is Amending.DELAY:
        value = value_of(draft.kind, chosen, visit.schedule)
    if value is None or draft.state in ENDED:
        return await show(desk, visit, draft)
    await give(desk, visit, draft, value)


async def publish(desk: Desk, visit: Visit, draft: AmendmentDraft) -> None:
    """``amend:publish:<draft>``: what was shown is written into the file and published, or shown anew."""
    amendment = draft.amendment
    if amendment is None or draft.state in ENDED:
        return await show(desk, visit, draft)
    try:
        await desk.amender.publish(draft, amendment, visit.now)
    except OutdatedError:
        return await preview(desk, visit, draft, amendment, outdated=True)
    except (RefusedError, OSError) as error:
        return await visit.show(amended.refused(visit.viewer, amendment.event_id, error))
    await visit.show(amended.done(current(visit), draft.id, amendment))


async def undo(desk: Desk, visit: Visit, draft: AmendmentDraft) -> None:
    """``amend:undo:<draft>``"""
    amendment = draft.amendment
    if amendment is None or draft.state is not AmendmentState.DONE:
        return await show(desk, visit, draft)
    try:
        await desk.amender.undo(draft, amendment, visit.now)
    except OutdatedError:
        return await visit.show(amended.changed_since(visit.viewer, amendment))
    except OSError as error:
        return await visit.show(amended.refused(visit.viewer, amendment.event_id, error))
    await visit.show(amended.undone(current(visit), amendment))


def current(visit: Visit) -> Viewer:
    """The reader in front of what is published by now."""
    return replace(visit.viewer, schedule=visit.published.schedule)


ENDED = frozenset({AmendmentState.DONE, AmendmentState.UNDONE})
ACTS: dict[str, Act] = {"show": show, "to": choice, "publish": publish, "undo": undo}
