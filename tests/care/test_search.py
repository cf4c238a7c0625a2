from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.directory import Audience, Informs, Modality, ProviderKind, Service, Slot, Tag
from care.names import SlotId
from care.search import Found, Offer, Wanted, Wish, instead_of, lacks, search, services_for
from care.windows import Window
from tests.cast import COUNSELLING, NGO_B, a_service, a_slot
from tests.databases import NOON

DAY = timedelta(days=1)
PEER = a_service("peer", provider_kind=ProviderKind.PEER_SUPPORTER, tags=(Tag.EX_OFFICER,), organisation=NGO_B)
LAWYER = a_service("law", provider_kind=ProviderKind.LEGAL)
SPANISH = a_service("spanish", languages=("es",), tags=(Tag.WOMAN, Tag.SHIFT_WORK))
SERVICES = [COUNSELLING, PEER, LAWYER, SPANISH]
SLOTS = [
    a_slot(f"{service.id} {day}", NOON + day * DAY, service.id, modality)
    for service in SERVICES
    for day, modality in ((1, Modality.PHONE), (2, Modality.VIDEO), (3, Modality.IN_PERSON))
]


def ids(found: Found) -> list[SlotId]:
    return [offer.slot.id for offer in found.offers]


def test_a_slot_by_phone_or_video_meets_either_wish() -> None:
    slot = a_slot("either", NOON + DAY, SERVICES[0].id, Modality.EITHER)
    assert search(Wanted(modality=Modality.VIDEO), SERVICES, [slot]).gave_up == ()
    assert search(Wanted(modality=Modality.PHONE), SERVICES, [slot]).gave_up == ()
    assert search(Wanted(modality=Modality.IN_PERSON), SERVICES, [slot]).gave_up == (Wish.MODALITY,)


def test_all_wishes_met_gives_up_none() -> None:
    wanted = Wanted((ProviderKind.PEER_SUPPORTER,), Modality.VIDEO, ex_officer=True)
    assert (ids(search(wanted, SERVICES, SLOTS)), search(wanted, SERVICES, SLOTS).gave_up) == (["peer 2"], ())


def test_each_service_shows_its_next_slot_before_any_shows_a_second() -> None:
    found = search(Wanted(), SERVICES, SLOTS)
    assert {offer.service.id for offer in found.offers[:4]} == {service.id for service in SERVICES}
    assert [slot.rsplit(" ")[-1] for slot in ids(found)] == sorted(["1", "2", "3"] * 4)


@pytest.mark.parametrize(
    ("wanted", "gave_up"),
    [
        (Wanted(language="es", ex_officer=True), {Wish.EX_OFFICER}),
        (Wanted((ProviderKind.SLEEP_SPECIALIST,)), {Wish.PROVIDER_KIND}),
        (Wanted((ProviderKind.LEGAL,), shift_work=True), {Wish.SHIFT_WORK}),
        (Wanted(windows=(Window(NOON + 9 * DAY, NOON + 10 * DAY),)), {Wish.WINDOW}),
        (Wanted(modality=Modality.IN_PERSON, place="Elsewhere"), {Wish.PLACE}),
    ],
)
def test_when_nothing_fits_the_nearest_says_which_wish_was_given_up(wanted: Wanted, gave_up: set[Wish]) -> None:
    found = search(wanted, SERVICES, SLOTS)
    assert (set(found.gave_up), bool(found.offers)) == (gave_up, True)


def test_another_time_is_nearer_than_another_way_to_meet() -> None:
    window = Window(NOON + DAY, NOON + 2 * DAY)
    found = search(Wanted(modality=Modality.VIDEO, windows=(window,)), SERVICES, SLOTS)
    assert found.gave_up == (Wish.WINDOW,)


def test_the_slot_nearest_to_the_wished_time_comes_first() -> None:
    target = NOON + 2 * DAY + timedelta(minutes=10)
    window = Window(target - timedelta(minutes=30), target + timedelta(minutes=30), target)
    slots = [a_slot("early", target - timedelta(minutes=25)), a_slot("near", target + timedelta(minutes=10))]
    assert ids(search(Wanted(windows=(window,)), SERVICES, slots)) == ["near", "early"]


def test_nobody_stands_in_for_a_lawyer() -> None:
    assert search(Wanted((ProviderKind.LEGAL,)), [COUNSELLING, PEER], SLOTS) == Found(())


def test_whom_a_service_is_for_is_never_given_up() -> None:
    only_family = a_service("family", audience=(Audience.FAMILY,))
    assert search(Wanted(), [only_family], [a_slot("x", NOON + DAY, "family")]) == Found(())
    assert search(Wanted(audience=Audience.RETIRED), SERVICES, SLOTS) == Found(())


def test_a_place_matters_only_for_meeting_in_person() -> None:
    found = search(Wanted(modality=Modality.PHONE, place="Elsewhere"), SERVICES, SLOTS)
    assert found.gave_up == ()
    assert search(Wanted(modality=Modality.IN_PERSON, place="riverside"), SERVICES, SLOTS).gave_up == ()


def test_who_tells_the_department_or_judges_fitness_comes_after_the_others() -> None:
    telling = a_service("a telling", informs_department=Informs.ALWAYS)
    judging = a_service("a judging", fitness_evaluations=True)
    slots = [a_slot(str(n), NOON + DAY, each.id) for n, each in enumerate((telling, judging, COUNSELLING))]
    found = search(Wanted(), [telling, judging, COUNSELLING], slots)
    assert found.offers[0].service == COUNSELLING


def test_when_somebody_else_took_it_the_same_service_about_the_same_time_comes_first() -> None:
    slots = [*SLOTS, a_slot("counselling 1b", NOON + DAY + timedelta(hours=1))]
    lost = Offer(COUNSELLING, SLOTS[0])
    found = instead_of(Wanted(), lost, SERVICES, slots)
    assert ids(found)[:2] == ["counselling 1b", "counselling 2"]
    assert lost.slot.id not in ids(found)


def test_without_any_slot_there_are_still_services_to_call() -> None:
    wanted = Wanted((ProviderKind.PEER_SUPPORTER,))
    assert [service.id for service in services_for(wanted, SERVICES)] == ["peer", "counselling", "spanish"]


WANTED = st.builds(
    Wanted,
    provider_kinds=st.lists(st.sampled_from(ProviderKind), max_size=2).map(tuple),
    modality=st.none() | st.sampled_from(Modality),
    language=st.none() | st.sampled_from(["en", "es", "fr"]),
    woman=st.booleans(),
    ex_officer=st.booleans(),
    shift_work=st.booleans(),
    place=st.none() | st.sampled_from(["port halden", "elsewhere"]),
)


@given(wanted=WANTED, order=st.permutations(SLOTS), services=st.permutations(SERVICES))
def test_an_offer_lacks_exactly_what_is_said_and_the_order_never_varies(
    wanted: Wanted, order: list[Slot], services: list[Service]
) -> None:
    found = search(wanted, services, order)
    assert found == search(wanted, SERVICES, SLOTS)
    for offer in found.offers:
        assert lacks(wanted, offer) == set(found.gave_up)
        assert wanted.audience in offer.service.audience


def test_what_was_seen_already_is_left_out() -> None:
    seen = set(ids(search(Wanted(), SERVICES, SLOTS))[:4])
    assert not seen & set(ids(search(Wanted(), SERVICES, SLOTS, seen)))


def test_an_entry_verified_long_ago_is_stale() -> None:
    today = NOON.date()
    fresh = replace(COUNSELLING, assured_date=today - timedelta(days=90))
    assert not fresh.is_stale(today)
    assert replace(fresh, assured_date=today - timedelta(days=91)).is_stale(today)
