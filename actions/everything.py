"""Which function answers which action of domain.yml, and how Rasa's call becomes a turn."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions import (
    asking,
    booking,
    bookings,
    cancelling,
    checkin,
    checkin_asking,
    coming_back,
    confidentiality,
    crisis,
    fallback,
    feedback,
    history,
    holding,
    human,
    incident,
    lists,
    menu,
    moving,
    reading,
    reminders,
    safety_plan,
    stored,
    unsure,
)
from actions.counter import Tools
from actions.turn import Turn, read_turn
from care.names import SessionPseudonym
from care.safety_plan import STEPS
from words import Words

# What holds only for the next message: what "yes" would mean, which card was shown.
LATEST = ("offer", "card")
Act = Callable[[Turn, Tools], None]

ACTIONS: Mapping[str, Act] = {
    "action_menu": menu.menu,
    "action_greet": menu.greet,
    "action_look_around": menu.look_around,
    "action_consented": menu.consented,
    "action_affirm": menu.affirm,
    "action_bot_challenge": menu.bot_challenge,
    "action_out_of_scope": fallback.out_of_scope,
    "action_switch_language": menu.switch_language,
    "action_switched": menu.switched,
    "action_leave": holding.leave,
    coming_back.ACTION: coming_back.back,
    "action_fallback": fallback.fallback,
    "action_default_fallback": fallback.fallback,
    "action_confidentiality": confidentiality.answer,
    "action_human": human.human,
    "action_articles": reading.articles,
    "action_read_article": reading.read_article,
    "action_sleep": reading.sleep,
    "action_stress": reading.stress,
    "action_workshops": reading.workshops,
    "action_bookings": bookings.show_bookings,
    "action_booking_details": bookings.show_booking,
    "action_stored": stored.stored,
    "action_export": stored.export,
    "action_crisis_path": crisis.crisis_path,
    "action_crisis_resume": crisis.resume,
    "action_safety_plan": safety_plan.safety_plan,
    "action_delete_plan": safety_plan.delete,
    "action_leave_plan": safety_plan.leave,
    "validate_safety_plan_form": safety_plan.validate,
    **{f"action_ask_plan_{step}": partial(safety_plan.ask_step, step=step) for step in STEPS},
    "action_ask_plan_keep": safety_plan.ask_keep,
    "validate_booking_form": booking.validate,
    "action_ask_slot_choice": lists.ask_slot_choice,
    "action_ask_contact": asking.ask_contact,
    "action_ask_contact_number": asking.ask_contact_number,
    "action_ask_contact_alias": asking.ask_contact_alias,
    "action_ask_confirmation": asking.ask_confirmation,
    "validate_move_form": moving.validate,
    "action_ask_booking_choice": bookings.ask_booking_choice,
    "action_ask_move_slot": moving.ask_move_slot,
    "action_ask_move_confirmation": moving.ask_move_confirmation,
    "validate_cancel_form": cancelling.validate,
    "action_ask_cancel_confirmation": cancelling.ask_cancel_confirmation,
    "validate_forget_form": stored.validate_forget,
    "action_ask_forget_confirmation": stored.ask_forget_confirmation,
    "action_leave_checkin": checkin.leave,
    "validate_checkin_form": checkin.validate,
    "action_ask_check_answer": checkin_asking.ask_check_answer,
    "action_ask_check_note": checkin_asking.ask_check_note,
    "action_history": history.show,
    "action_history_do": history.act,
    "action_leave_incident": incident.leave,
    "validate_incident_form": incident.validate,
    "action_ask_incident_answer": incident.ask_incident_answer,
    "action_follow_up": incident.follow_up,
    "action_leave_reminders": reminders.leave,
    "validate_reminder_form": reminders.validate,
    "action_ask_reminder_answer": reminders.ask_reminder_answer,
    "action_reminders": reminders.show,
    "action_stop_reminders": reminders.no_reminders,
    "action_silence": reminders.silence,
    "action_leave_feedback": feedback.leave,
    "validate_feedback_form": feedback.validate,
    "action_ask_feedback_answer": feedback.ask_feedback_answer,
    "action_ask_feedback_note": feedback.ask_feedback_note,
}


def create_executor(words: Words, tools: Tools) -> ActionExecutor:
    """Return rasa-sdk's executor with every action; each runs in a thread, as storage/ waits for disks."""
    executor = ActionExecutor()
    for name, act in ACTIONS.items():
        executor.register_function(name, _runner(name, act, words, tools))
    return executor


def _runner(action: str, act: Act, words: Words, tools: Tools) -> Callable[..., Any]:
    def run(tracker: Tracker, dispatcher: CollectingDispatcher) -> list[EventType]:
        officer = tools.counter.officer_of(SessionPseudonym(str(tracker.sender_id)))
        turn = read_turn(words, tracker, officer, dispatcher)
        before = {name: turn.slot(name) for name in LATEST}
        if not (crisis.is_waiting(turn, action) or coming_back.make_room(turn, tools, action)):
            (unsure.ask_again if unsure.is_unsure(turn, action) else act)(turn, tools)
        coming_back.lead_back(turn, tools, action)
        for name in LATEST:
            if before[name] and not turn.has_set(name):
                turn.set(**{name: None})
        return turn.events

    async def runner(dispatcher: CollectingDispatcher, tracker: Tracker, _domain: Mapping[str, Any]) -> list[EventType]:
        return await asyncio.to_thread(run, tracker, dispatcher)

    return runner
