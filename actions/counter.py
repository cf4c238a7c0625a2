"""What the actions ask of care/ and storage/, each in a transaction of its own; tests hand in a fake."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Protocol

from actions.jurisdiction import Jurisdiction
from actions.notebook import Notebook
from actions.plans import Plans
from care.bookings import Booked, Cancelled
from care.contact import Kind
from care.desk import Booking, Refusal
from care.directory import Article, ProviderKind, Service
from care.names import BookingReference, InboxId, OfficerId, ServiceId, SessionPseudonym, SlotId
from care.search import Found, Offer, Wanted
from care.slots import Held


class Counter(Protocol):
    """Everything the dialogue may look up or change."""

    def officer_of(self, session: SessionPseudonym) -> OfficerId | None:
        """Return whose session it is; None for a visitor."""
        ...

    def services(self) -> tuple[Service, ...]:
        """Return every service that may be shown."""
        ...

    def articles(self, locale: str) -> tuple[Article, ...]:
        """Return the articles in a language."""
        ...

    def find(self, wanted: Wanted, without: Container[SlotId], classes: bool = False) -> Found:
        """Return free slots of those one can talk to, or seats in classes; the best first."""
        ...

    def instead(self, wanted: Wanted, lost: SlotId) -> Found:
        """Return the next best slots when somebody else took one."""
        ...

    def next_free(self, kinds: Container[ProviderKind] | None = None, classes: bool = False) -> Offer | None:
        """Return the next free slot of these kinds of helper, or of any; of those one can talk to, or classes."""
        ...

    def others(self, service: ServiceId, wanted: Wanted, without: Container[SlotId]) -> Found:
        """Return free slots of one service, the best first."""
        ...

    def offer(self, slot: SlotId) -> Offer | None:
        """Return a slot with its service, whether free or not."""
        ...

    def hold(self, officer: OfficerId, slot: SlotId, inbox: InboxId) -> Held | Refusal:
        """Hold a slot for the officer, or start the ten minutes anew."""
        ...

    def let_go(self, officer: OfficerId) -> None:
        """Free what the officer holds."""
        ...

    def answer_of(self, officer: OfficerId, token: str) -> str | None:
        """Return a private answer that the gateway sealed."""
        ...

    def book(self, officer: OfficerId, slot: SlotId, contact: str | None, inbox: InboxId) -> Booked | Refusal:
        """Book a slot; a hold that ran out meanwhile is renewed when the slot is still free."""
        ...

    def bookings(self, officer: OfficerId) -> tuple[Booking, ...]:
        """Return the officer's open bookings, the next first."""
        ...

    def left_for(self, officer: OfficerId, booking: Booking) -> Kind | None:
        """Return what kind of contact the officer left for a booking; itself it is the partner's to read."""
        ...

    def move(self, officer: OfficerId, reference: BookingReference, slot: SlotId, inbox: InboxId) -> Booked | Refusal:
        """Move a booking, in one step."""
        ...

    def cancel(self, officer: OfficerId, reference: BookingReference, inbox: InboxId) -> Cancelled | Refusal:
        """Cancel an open booking."""
        ...

    def forget(self, officer: OfficerId) -> None:
        """Destroy the officer's key and rows; open bookings are cancelled. Twice is harmless."""
        ...


@dataclass(frozen=True)
class Tools:
    """What an action is handed besides its turn."""

    counter: Counter
    jurisdiction: Jurisdiction
    plans: Plans
    notebook: Notebook
