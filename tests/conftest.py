"""Fixtures that every room's tests may use."""

from tests.databases import clock, database, database_url, keys, postgres_url, sqlite_database

__all__ = ["clock", "database", "database_url", "keys", "postgres_url", "sqlite_database"]
