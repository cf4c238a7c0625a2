from tests.bot.conftest import engine

__all__ = ["engine"]
