"""Contexts, accounts and a small production for tests."""

from uuid import UUID

import uuid6

from events.execution import Context
from productions import commands

SCRIPT = """Title: The Ferry

EXT. QUAY - DAWN

Fog on the water. MARA, tall, waits under a lamp.

CUT TO:

MARA
Is it late?

CLOSE ON her hands around a ticket.

INT. FERRY CABIN - DAY

The engine shakes the cups. IVO pours tea.

CUT TO:

IVO
It is always late.

MARA
(smiling)
Then so am I.
"""


def context(actor: UUID | None = None) -> Context:
    """Return a context of a person, by default a new one."""
    return Context(actor=actor or uuid6.uuid7(), ids=uuid6.uuid7)


def production(by: Context, script: str | None = SCRIPT, name: str = "The Ferry") -> UUID:
    """Create a production, with a script unless None, and return its id."""
    log = commands.create_production(by, name, uuid6.uuid7()).value
    if script is not None:
        commands.import_script(by, log, script)
    return log
