"""The process that closes periods of the anonymous totals: `python -m bot.closing`."""
