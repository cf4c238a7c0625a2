"""Lists, drafts and publishing on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from care.directory import Text
from storage import directory, editing, history
from storage.database import Database
from storage.editing import EditedMeanwhile
from storage.listing import Asked, entries
from tests.cast import COUNSELLING, NGO_A, NGO_B, ROOMS, a_service
from tests.databases import NOON

TODAY = date(2026, 11, 16)


def _fill(database: Database) -> None:
    with database.write() as connection:
        peer = replace(a_service("peer", organisation=NGO_B), name=Text("Peers", "Compañeros"))
        directory.put(connection, [NGO_A, NGO_B, ROOMS, COUNSELLING, peer])


def test_a_search_finds_every_word_and_counts_what_it_found(database: Database) -> None:
    _fill(database)
    with database.read() as connection:
        for words, found in (("", 2), ("compañeros", 1), ("HOUSE counsel", 1), ("100%", 0), ("a_b", 0)):
            page = entries(connection, Asked(words=words), TODAY, "en")
            assert (page.count, len(page.rows)) == (found, found), words
        for kind, count in (("organisation", 2), ("location", 1), ("article", 0)):
            assert entries(connection, Asked(kind=kind), TODAY, "es").count == count
        assert entries(connection, Asked(page=9), TODAY, "en").rows == []


def test_a_draft_is_published_only_over_what_its_editor_saw(database: Database) -> None:
    _fill(database)
    with database.write() as connection:
        saw = editing.seen(connection, "service", COUNSELLING.id)
        content = (editing.published(connection, "service", COUNSELLING.id) or {}) | {"owner": "mine"}
        editing.save(connection, "service", COUNSELLING.id, content, saw, "maria", NOON)
        directory.put(connection, [replace(COUNSELLING, owner="imported")])
    with pytest.raises(EditedMeanwhile), database.write() as connection:
        editing.publish_draft(connection, "service", COUNSELLING.id, editing.fingerprint(content), "maria", NOON)
    with database.write() as connection:
        editing.publish(connection, "service", COUNSELLING.id, content, "published", "maria", NOON)
        acts = [each.act for each in history.steps(connection, "service", COUNSELLING.id)]
    assert acts == ["published", "found"]
