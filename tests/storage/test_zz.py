from hypothesis import settings, HealthCheck
from hypothesis.stateful import run_state_machine_as_test
import storage.database as d
from storage.desk import StoredOffice
from tests.storage.test_desk_like_the_fake import Desks, OFFICERS
orig=d._name
def loud(error):
    open("/tmp/pgerr.txt","a").write(repr(error.orig)+"\n"+str(error.statement)+"\n")
    return orig(error)
d._name=loud
def test_x(database, keys, clock):
    if database.engine.dialect.name=="sqlite": return
    for officer in OFFICERS: keys.officers.make(officer)
    Desks.database, Desks.office = database, StoredOffice(database, keys, clock)
    run_state_machine_as_test(Desks, settings=settings(max_examples=120, stateful_step_count=40, deadline=None, database=None, suppress_health_check=list(HealthCheck)))
