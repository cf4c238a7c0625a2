"""The safety plan's questions, with a fake in the place of storage/."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions import safety_plan
from actions.counter import Tools
from actions.turn import Turn
from care.safety_plan import STEPS
from tests.actions.turns import turn

ALL: dict[str, Any] = {f"plan_{step}": f"prv_{step}" for step in STEPS}


@dataclass
class FakePlans:
    """Knows every token; `expired` is a step whose answer is gone."""

    kept: dict[str, str] = field(default_factory=dict)
    expired: str | None = None
    discarded: list[str] = field(default_factory=list)

    def is_kept(self, officer: str) -> bool:
        return bool(self.kept)

    def length_of(self, officer: str, token: str) -> int | None:
        return 20 if token.startswith("prv_") else None

    def keep(self, officer: str, tokens: Mapping[str, str]) -> str | None:
        if self.expired is None:
            self.kept = dict(tokens)
        return self.expired

    def discard(self, tokens: Mapping[str, str]) -> None:
        self.discarded += tokens.values()

    def drop(self, officer: str) -> None:
        self.kept = {}


def tools(plans: FakePlans | None = None) -> Tools:
    fake: Any = plans or FakePlans()
    return Tools(fake, jurisdiction=fake, plans=fake, notebook=fake)


def said(answer: Turn) -> list[str]:
    return [str(message.get("response")) for message in answer.dispatcher.messages]


def test_each_answer_is_a_token_in_its_step() -> None:
    answer = turn("", "private_answer", {"token": "prv_1"}, "safety_plan_form", requested_slot="plan_people")
    safety_plan.validate(answer, tools())
    assert answer.slot("plan_people") == "prv_1"


def test_one_step_back_opens_the_step_before() -> None:
    answer = turn("", "plan_back", form="safety_plan_form", requested_slot="plan_places", **ALL)
    safety_plan.validate(answer, tools())
    assert (answer.slot("requested_slot"), answer.slot("plan_alone")) == ("plan_alone", None)


def test_what_was_left_out_is_not_kept() -> None:
    plans = FakePlans()
    slots = ALL | {"plan_alone": "-", "requested_slot": "plan_keep"}
    answer = turn("", "plan_keep", form="safety_plan_form", **slots)
    safety_plan.validate(answer, tools(plans))
    assert set(plans.kept) == set(STEPS) - {"alone"}
    assert said(answer) == ["utter_plan_kept"]


def test_an_expired_answer_is_asked_for_again_and_the_others_stay() -> None:
    answer = turn("", "plan_keep", form="safety_plan_form", **(ALL | {"requested_slot": "plan_keep"}))
    safety_plan.validate(answer, tools(FakePlans(expired="places")))
    assert (answer.slot("requested_slot"), answer.slot("plan_signs")) == ("plan_places", "prv_signs")


def test_leaving_discards_every_answer() -> None:
    plans = FakePlans()
    safety_plan.leave(turn("", "leave", form="safety_plan_form", **ALL), tools(plans))
    assert len(plans.discarded) == len(STEPS)


def test_the_draft_goes_to_the_gateway_as_tokens() -> None:
    answer = turn("", "plan_skip", form="safety_plan_form", **(ALL | {"requested_slot": "plan_keep"}))
    safety_plan.ask_keep(answer, tools())
    (custom,) = [message["custom"] for message in answer.dispatcher.messages if message.get("custom")]
    assert custom["document"] == {"kind": "plan_draft"} | {step: f"prv_{step}" for step in STEPS}
    assert custom["personal"] is True


def test_a_visitor_is_asked_nothing() -> None:
    answer = turn("", "plan_begin", form="safety_plan_form", officer=None)
    safety_plan.validate(answer, tools())
    assert said(answer)[0] == "utter_plan_visitor"
    assert answer.slot("requested_slot") is None
