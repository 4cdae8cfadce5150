from collections.abc import Iterator

import pytest
from channels.layers import channel_layers

from events import sequencer
from tests.productions.live.test_socket import Studio
from tests.support.making import context, production
from tests.support.sockets import account


@pytest.fixture
def studio(live_database: str) -> Iterator[Studio]:
    user, token = account()
    by = context(user.person)
    log = production(by)
    while sequencer.step():
        pass
    yield Studio(log, user, by, token)
    channel_layers.backends.clear()
