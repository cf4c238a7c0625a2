"""The gateway's log: the one log of all our processes."""

from logs import allow, places, set_up

__all__ = ["allow", "places", "set_up"]
