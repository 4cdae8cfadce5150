"""What stands in the way of the film, and what a person lets pass with a reason."""

from collections import Counter
from typing import Any

import pytest

from events import sequencer
from productions import commands, queries
from productions.commands import Target
from productions.domain.cut_edits import TrimEdit
from productions.models import User
from tests.generation.captioning import captioned_film
from tests.generation.filming import Film
from tests.support.web import Api, code, crew, data

pytestmark = pytest.mark.django_db
MEANT = "It is meant so."


@pytest.fixture
def ferry() -> Film:
    return captioned_film()


@pytest.fixture
def jo(ferry: Film) -> Api:
    """The producer of the film with captions."""
    return Api(User.objects.create_user("jo", first_name="Jo", person=ferry.by.actor))


def checks(by: Api, film: Film) -> Any:
    return by.get(f"productions/{film.log}/cut/checks/")


def by_check(told: Any) -> Counter[str]:
    return Counter(each["check"] for each in told["found"])


def waive(by: Api, film: Film, *about: str, reason: str = MEANT) -> Any:
    return by.send("POST", f"productions/{film.log}/cut/waivers/", {"about": list(about), "reason": reason})


def test_a_film_without_takes_lacks_each_of_them(jo: Api, ferry: Film) -> None:
    told = checks(jo, ferry)
    assert by_check(told) == {"no-take": 4} and (told["blocking"], told["waived"]) == (4, 0)
    assert [each["shot"] for each in told["found"]] == [str(shot) for shot in ferry.shots.values()]


def test_what_is_made_is_approved_or_stands_in_the_way(jo: Api, ferry: Film) -> None:
    ferry.make()
    told = checks(jo, ferry)
    assert by_check(told) == {"unapproved": 4, "captions-unreadable": 1}
    for name in ferry.shots:
        (take,) = queries.takes_of([ferry.shots[name]])
        commands.approve_take(ferry.by, ferry.log, take)
    assert by_check(checks(jo, ferry)) == {"captions-unreadable": 1}


def test_what_moved_since_is_out_of_date(jo: Api, ferry: Film) -> None:
    ferry.make()
    commands.set_parameter(ferry.by, ferry.log, Target("shot", ferry.shots["one"]), "weather", "rain")
    (found,) = (each for each in checks(jo, ferry)["found"] if each["check"] == "out-of-date")
    assert (found["shot"], found["frame"]) == (str(ferry.shots["one"]), 0)


def test_a_cut_that_does_not_hold_as_it_was_said_is_found(jo: Api, ferry: Film) -> None:
    ferry.make()
    commands.edit_cut(ferry.by, ferry.log, [TrimEdit(ferry.shots["two"], 40, 40)])
    found = [each for each in checks(jo, ferry)["found"] if each["check"] == "cut"]
    assert [(each["matter"], each["shot"]) for each in found] == [("too-short", str(ferry.shots["two"]))]


def test_a_person_lets_something_pass_with_a_reason_and_takes_it_back(jo: Api, ferry: Film) -> None:
    ferry.make()
    first = checks(jo, ferry)["found"][0]
    told = data(waive(jo, ferry, first["about"]))
    assert (told["blocking"], told["waived"]) == (4, 1)
    assert told["found"][-1]["about"] == first["about"], "what is let pass comes last"
    waiver = told["found"][-1]["waiver"]
    assert (waiver["by"]["name"], waiver["reason"], waiver["reason_erased"]) == ("Jo", MEANT, False)
    assert data(waive(jo, ferry, first["about"], reason="Again."))["waived"] == 1, "it is let pass once"
    after = jo.post(f"waivers/{waiver['id']}/withdraw/", version=waiver["version"])
    assert (after["blocking"], after["waived"]) == (5, 0)
    sequencer.step()
    history = jo.get(f"productions/{ferry.log}/events/?type=waiver.given,waiver.withdrawn")["results"]
    assert [each["type"] for each in history] == ["waiver.given", "waiver.withdrawn"]
    assert "was waived for " in str(history[0]) and "was withdrawn" in str(history[1])


def test_a_waiver_holds_for_what_was_found_of_these_contents_alone(jo: Api, ferry: Film) -> None:
    ferry.make()
    mine = str(ferry.shots["one"])
    first = next(each for each in checks(jo, ferry)["found"] if each["shot"] == mine)
    waive(jo, ferry, first["about"])
    commands.set_parameter(ferry.by, ferry.log, Target("shot", ferry.shots["one"]), "weather", "rain")
    held = [each for each in checks(jo, ferry)["found"] if each["shot"] == mine]
    assert {each["check"]: bool(each["waiver"]) for each in held} == {"unapproved": True, "out-of-date": False}
    ferry.make("one")
    (again,) = (each for each in checks(jo, ferry)["found"] if each["shot"] == mine)
    assert (again["check"], again["waiver"]) == ("unapproved", None), "another take is not what was let pass"


def test_what_is_not_found_now_cannot_be_let_pass(jo: Api, ferry: Film) -> None:
    assert code(waive(jo, ferry, f"sha256:{'0' * 64}")) == "found-otherwise"
    about = checks(jo, ferry)["found"][0]["about"]
    assert waive(jo, ferry, about, reason="  ").status_code in (409, 422)
    assert checks(jo, ferry)["waived"] == 0


def test_producers_alone_let_pass(jo: Api, ferry: Film) -> None:
    about = checks(jo, ferry)["found"][0]["about"]
    members = crew(jo, str(ferry.log))
    for role, by in members.items():
        told = checks(by, ferry)
        assert (told["can"]["waive"]["allowed"]) is (role == "producer")
        assert waive(by, ferry, about).status_code == (200 if role == "producer" else 403)
