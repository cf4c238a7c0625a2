"""What officers are told about a service: worded in one place, for the chat and for the console's preview of it."""

from care.directory import Modality, Service, Text
from words import Words


def slot_parts(words: Words, locale: str, when: str, service: Service, modality: Modality) -> dict[str, object]:
    """Return what responses say of a slot: `when`, `service`, `organisation`, `modality`."""
    return {
        "when": when,
        "service": service.name.say(locale),
        "organisation": service.organisation.name,
        "modality": words.text(f"word_{modality.value}", locale),
    }


def terms(words: Words, locale: str, service: Service) -> dict[str, object]:
    """Return what `utter_terms` says before anybody books: who pays, what is reported, who is told."""
    return {
        "pays": _said(words, locale, service.fees_description),
        "reports": _said(words, locale, service.must_report),
        "informs": _informs(words, locale, service),
    }


def service_parts(service: Service, locale: str) -> dict[str, object]:
    """Return what a row with the number to call says of a service."""
    phone = service.phone or service.organisation.phone
    return {"service": service.name.say(locale), "organisation": service.organisation.name, "phone": phone}


def _said(words: Words, locale: str, text: Text) -> str:
    return text.say(locale) or words.text("unknown", locale)


def _informs(words: Words, locale: str, service: Service) -> str:
    said = words.text(f"informs_{service.informs_department.value}", locale)
    return f"{said} {words.text('informs_examines', locale)}" if service.fitness_evaluations else said
