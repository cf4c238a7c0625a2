"""Fixtures that every room's tests may use."""

from hypothesis import settings

from tests.databases import clock, database, database_url, keys, postgres_url, sqlite_database

__all__ = ["clock", "database", "database_url", "keys", "postgres_url", "sqlite_database"]

settings.register_profile("code4", deadline=None)  # speed is measured by `make bench`, never by a test
settings.load_profile("code4")
