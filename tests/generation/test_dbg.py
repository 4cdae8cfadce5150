import time, pytest, cProfile, pstats
import uuid6
from productions import commands, queries
from productions.commands import Target
from tests.generation.filming import *
from generation import planner, queries as made
from generation.models import Job
pytestmark = pytest.mark.django_db
@pytest.mark.parametrize("n",[100,1000])
def test_x(n):
    by = context(); log = production(by, script=None)
    scene = commands.add_scene(by, log, uuid6.uuid7(), "EXT. QUAY - DAWN").value
    ref = commands.add_reference(by, log, uuid6.uuid7(), "character", "Mara").value
    shots=[]
    t=time.time()
    text = "Title: x\n\n" + "".join(f"INT. ROOM {i} - DAY\n\nMARA walks to the door number {i}.\n\n" for i in range(n))
    commands.import_script(by, log, text)
    print("import", time.time()-t)
    at = queries.moment(log); shots = list(queries.ordered_shots(at))
    print(len(shots))
    t=time.time()
    pr=cProfile.Profile()
    order = __import__("generation.commands").commands.place_order(by, log, shots).value
    print("place", time.time()-t)
    t=time.time(); done = pretend_all(); print("work", time.time()-t, len(done))
    for _ in range(2):
        t=time.time(); p=planner.plan(log); print("plan none", time.time()-t, len(p.plan.lines))
    commands.change_shot(by, log, shots[5], {"camera":"push-in"})
    t=time.time(); p=planner.plan(log); print("plan one", time.time()-t, len(p.plan.lines))
    t=time.time(); p=planner.plan(log,[shots[5]]); print("plan one shot", time.time()-t, len(p.plan.lines))
    t=time.time(); b=made.board(log); print("board", time.time()-t)
    t=time.time(); b=made.takes(log,shots[3]); print("takes", time.time()-t)
    t=time.time(); b=made.order(order); print("order", time.time()-t)
    pr.enable(); planner.plan(log); pr.disable()
    pstats.Stats(pr).sort_stats("cumtime").print_stats(22)
    if n==1000:
        t=time.time()
        order = __import__("generation.commands").commands.place_order(by, log, shots).value
        print("place reused", time.time()-t)
