"""What is broken about a service: it promises a way to meet for which something is missing."""

from collections.abc import Callable, Mapping

from care.directory import Modality, Service

_CHECKS: Mapping[str, Callable[[Service], bool]] = {
    "no_phone": lambda service: not (service.phone or service.organisation.phone),
    "no_link": lambda service: Modality.VIDEO in service.modalities and not service.url,
    "no_place": lambda service: Modality.IN_PERSON in service.modalities and service.location is None,
    "no_must_report": lambda service: not service.must_report.en,
    "no_fees": lambda service: not service.fees_description.en,
    "no_spanish": lambda service: "es" in service.languages and not service.name.es,
    "no_owner": lambda service: not service.owner,
}


def problems(service: Service) -> list[str]:
    """Return the names of what is broken; words/names.yml says each in full."""
    return [name for name, is_broken in _CHECKS.items() if is_broken(service)]
