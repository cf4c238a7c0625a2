"""The library's errors in the door's terms; a token stands in their texts, so none goes further."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.doors import Gone, Refused, Slowed, Unreachable

_NOBODY = ("chat not found", "user is deactivated", "bot can't initiate")


@contextmanager
def named_errors() -> Iterator[None]:
    """Raise Slowed, Gone, Refused or Unreachable for whatever the Bot API call raises."""
    try:
        yield
    except RetryAfter as error:
        raise Slowed(_seconds(error)) from None
    except Forbidden:
        raise Gone from None
    except BadRequest as error:  # a kind of NetworkError there, but no repeating mends it
        text = error.message.lower()
        raise (Gone if any(part in text for part in _NOBODY) else Refused) from None
    except NetworkError:
        raise Unreachable from None
    except TelegramError:
        raise Refused from None


def _seconds(error: RetryAfter) -> float:
    with warnings.catch_warnings():  # the library announces another type for it: both are read here
        warnings.simplefilter("ignore")
        given: int | timedelta = error.retry_after
    return given.total_seconds() if isinstance(given, timedelta) else float(given)
