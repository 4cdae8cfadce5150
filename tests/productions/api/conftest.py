import pytest

from tests.support.making import SCRIPT
from tests.support.web import Api, someone


@pytest.fixture
def ida(db: None) -> Api:
    """A producer to be."""
    return someone("ida")


@pytest.fixture
def film(ida: Api) -> str:
    """The address of a production with a script, whose producer is Ida."""
    made = ida.post("productions/", name="The Ferry")
    address = f"productions/{made['id']}/"
    ida.put(f"{address}script/", text=SCRIPT)
    return address
