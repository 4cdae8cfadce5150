"""What a check says of shots: in words and numbers on the board and beside the player; plans tell of its report."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenAs
from tests.e2e.film import Film


def test_a_check_tells_what_it_measured(open_as: OpenAs, unmade: Film) -> None:
    templates = {each["name"]: each for each in unmade.producer.get("templates/")["results"]}
    graph = templates["checked"]
    unmade.producer.put(f"{unmade.path}pipeline/", nodes=graph["nodes"], outputs=graph["outputs"])
    unmade.producer.post(f"{unmade.path}pipeline/publish/")
    shot = unmade.shots()[1]
    unmade.producer.put(f"shots/{shot['id']}/parameters/grade/", value="noir")
    unmade.generate()
    screen = open_as("producer", f"/p/{unmade.id}/board")
    expect(screen.page.get_by_role("gridcell").filter(has_text="within limits").first).to_be_visible()
    expect(screen.page.get_by_role("gridcell").filter(has_text="finding").first).to_be_visible()
    screen.picture("board-check")
    screen.accessible()
    screen = open_as("producer", f"/p/{unmade.id}/shots/{shot['id']}")
    told = screen.page.get_by_role("region", name="Check")
    expect(told).to_contain_text("the shot before")
    expect(told).to_contain_text("flicker")
    screen.picture("shot-check")
    screen.accessible()
    unmade.producer.put(f"shots/{shot['id']}/parameters/grade/", value="cold")
    screen.button(re.compile("^Generate")).click()
    plan = screen.page.get_by_role("dialog")
    expect(plan).to_contain_text("picture would change; report may change")
    expect(plan.get_by_role("row").filter(has_text="grade changed")).to_contain_text("Will run")
    screen.picture("plan-parts")
    screen.accessible()
