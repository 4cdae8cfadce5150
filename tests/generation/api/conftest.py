import pytest

from productions.models import User
from tests.generation.filming import Film
from tests.support.web import Api


@pytest.fixture
def ida(film: Film) -> Api:
    """The producer of the film at the API."""
    return Api(User.objects.create_user("ida", first_name="Ida", person=film.by.actor))


@pytest.fixture
def address(film: Film) -> str:
    """The address of the film."""
    return f"productions/{film.log}/"
