"""One call of an action: what was said, what is known, and what to answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from care.names import InboxId, OfficerId, SessionPseudonym
from words import Button, Words

ASKED = "requested_slot"
TRIES = 2  # misunderstandings in a row, after which a person is offered


@dataclass
class Turn:
    """What an action reads and writes; it never holds more than this turn needs."""

    words: Words
    session: SessionPseudonym
    officer: OfficerId | None
    inbox: InboxId
    locale: str
    now: datetime
    timezone: ZoneInfo
    risk: str
    intent: str
    confidence: float
    text: str = field(repr=False)
    entities: Sequence[Mapping[str, Any]] = field(repr=False)
    ranking: Sequence[Mapping[str, Any]] = field(repr=False)
    slots: dict[str, Any] = field(repr=False)
    form: str | None
    dispatcher: CollectingDispatcher = field(repr=False)
    events: list[EventType] = field(default_factory=list, repr=False)

    @property
    def asked(self) -> str | None:
        """The slot that the open form asks for."""
        return self.slots.get(ASKED) if self.form else None

    @property
    def today(self) -> date:
        """The day where the officer is."""
        return self.now.astimezone(self.timezone).date()

    @property
    def is_typed(self) -> bool:
        """Whether words were typed; a button's payload begins with a slash."""
        return not self.text.startswith("/")

    @property
    def is_visitor(self) -> bool:
        """Whether Start was not pressed yet: nothing may be stored."""
        return self.officer is None

    def given(self, entity: str) -> Any:
        """Return the value of the first entity of that name in this message, or None."""
        return next((each["value"] for each in self.entities if each.get("entity") == entity), None)

    def all_given(self, entity: str) -> list[Any]:
        """Return the values of all entities of that name in this message."""
        return [each["value"] for each in self.entities if each.get("entity") == entity]

    def slot(self, name: str) -> Any:
        """Return what a slot holds, this action's own changes included."""
        return self.slots.get(name)

    def set(self, **values: Any) -> None:
        """Set slots, at once for this action and by events for Rasa."""
        for name, value in values.items():
            self.slots[name] = value
            self.events.append(SlotSet(name, value))

    def has_set(self, name: str) -> bool:
        """Tell whether this action set a slot, be it to what it held before."""
        return any(event.get("event") == "slot" and event.get("name") == name for event in self.events)

    def clear(self, *names: str) -> None:
        """Empty those of the slots that hold something."""
        self.set(**{name: None for name in names if self.slots.get(name) is not None})

    def close_form(self) -> None:
        """End the open form: nothing further is asked.

        Rasa takes a message for an answer only when some other slot is set with it.
        """
        self.set(**{"asked_last": None, ASKED: None})

    def say(
        self,
        name: str,
        buttons: Sequence[Button] = (),
        values: Mapping[str, object] | None = None,
        document: Mapping[str, str] | None = None,
        personal: bool = False,
    ) -> None:
        """Answer with a response of domain.yml; `buttons` come after the response's own."""
        wanted = self.words.response(name, self.locale).variables()
        known = {
            key: value
            for key, value in self.words.standing(self.locale, self.now.astimezone(self.timezone)).items()
            if key in wanted
        }
        extra: dict[str, Any] = {"document": dict(document)} if document else {}
        extra |= {"personal": True} if personal else {}
        self.dispatcher.utter_message(
            response=name,
            buttons=[vars(button) for button in buttons],
            json_message=extra or None,
            **(known | {key: str(value) for key, value in (values or {}).items()}),
        )

    def ask(self, name: str, buttons: Sequence[Button], values: Mapping[str, object] | None = None) -> None:
        """Ask a form's question; who was misunderstood twice is offered a person and the way out with it."""
        self.say(name, [*buttons, *self._ways_out({each.id for each in buttons})], values)

    def note_miss(self, missed: bool) -> None:
        """Count how often in a row a form's question got an answer that it could not use."""
        misses = int(self.slot("form_misses") or 0) + 1 if missed else None
        if misses != self.slot("form_misses"):
            self.set(form_misses=misses)

    def _ways_out(self, there: Collection[str]) -> list[Button]:
        if max(int(self.slot("misses") or 0), int(self.slot("form_misses") or 0)) < TRIES:
            return []
        ways = [self.button("human", "button_human", "/talk_to_human"), self.button("leave", "button_stop", "/leave")]
        return [way for way in ways if way.id not in there]

    def phrase(self, name: str, /, **values: object) -> str:
        """Return small words, such as a modality or a line of a list, in the officer's language."""
        return self.words.text(name, self.locale, **values)

    def button(self, id_: str, title: str, payload: str, /, **values: object) -> Button:
        """Return a button whose title is a response of domain.yml."""
        return Button(id_, self.phrase(title, **values), payload)

    def menu_button(self) -> list[Button]:
        """Return the one button that always leads on; none when a form that waits leads on by itself."""
        return [] if self.slot("paused") else [self.button("menu", "button_menu", "/help_menu")]

    def when(self, instant: datetime) -> str:
        """Say an instant in the officer's time zone and language."""
        local = instant.astimezone(self.timezone)
        return self.phrase(
            "when",
            weekday=self.phrase("word_weekdays").split()[local.weekday()],
            month=self.phrase("word_months").split()[local.month - 1],
            day=local.day,
            time=f"{local:%H:%M}",
        )

    def date(self, day: date) -> str:
        """Say a day in the officer's language."""
        month = self.phrase("word_months").split()[day.month - 1]
        return self.phrase("date", day=day.day, month=month, year=day.year)


def read_turn(words: Words, tracker: Tracker, officer: OfficerId | None, dispatcher: CollectingDispatcher) -> Turn:
    """Read a turn from what Rasa sends; the metadata is the gateway's and was signed."""
    message = tracker.latest_message or {}
    metadata = message.get("metadata") or {}
    intent = message.get("intent") or {}
    return Turn(
        words=words,
        session=SessionPseudonym(str(tracker.sender_id)),
        officer=officer,
        inbox=InboxId(str(metadata.get("inbox", ""))),
        locale=str(tracker.slots.get("locale") or metadata.get("locale") or "en"),
        now=datetime.fromisoformat(metadata["now"]),
        timezone=ZoneInfo(metadata["timezone"]),
        risk=str(metadata.get("risk", "none")),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        text=str(message.get("text") or ""),
        entities=[each for each in message.get("entities") or [] if isinstance(each, Mapping)],
        ranking=[each for each in message.get("intent_ranking") or [] if isinstance(each, Mapping)],
        slots=dict(tracker.slots),
        form=(tracker.active_loop or {}).get("name"),
        dispatcher=dispatcher,
    )
