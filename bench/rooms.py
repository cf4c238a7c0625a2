"""What single rooms cost, as rows of what, aim, ours; stock Rasa has nothing like them."""

from collections.abc import Callable

from bench import checkins, console, directory, hiding, reports, screening, sealing

Row = list[str]


def measure() -> list[Row]:
    """Measure every room; returns what, aim, ours, stock."""
    rooms: list[Callable[[], list[Row]]] = [
        _screening,
        _checkins,
        _console,
        directory.measure,
        reports.measure,
        sealing.measure,
        hiding.measure,
    ]
    return [[*row, "no such thing"][:4] for room in rooms for row in room()]


def _screening() -> list[Row]:
    found = screening.measure()
    reading = f"{found['p50_ms']} / {found['p99_ms']} ms ({found['cpu_p99_ms']} ms of the processor)"
    return [
        ["the screen reads a message, one core: p50 / p99", "p99 under 20 ms", reading],
        ["the screen reads 4,096 characters, the slowest of 20 texts", "", f"{found['long_text_ms']} ms"],
        ["the screen's memory", "", f"{found['memory_mb']} MB"],
    ]


def _checkins() -> list[Row]:
    found = checkins.measure()
    speed = f"{found['reminders_a_second']:.0f} a second"
    memory = f"{found['memory_mb_early']:.0f} MB early, {found['memory_mb_late']:.0f} MB late"
    return [
        ["100,000 due reminders into the outbox", "1,000 a second, memory flat", f"{speed}; {memory}"],
        ["ten years of weekly checks drawn", "under 500 ms", f"{found['drawn_ms']:.0f} ms"],
    ]


def _console() -> list[Row]:
    found = console.measure()
    return [
        ["console: a page of 20 among 5,000 services", "under 30 ms", f"{found['list_page']:.0f} ms"],
        ["console: a search among them", "under 50 ms", f"{found['search']:.0f} ms"],
    ]
