"""Rows made anew equal the live ones, and a row that was tampered with is found and mended."""

import pytest

from events.rebuild import rebuild
from productions import commands
from productions.models import ReferenceRow, ShotRow
from tests.support.making import context, production

pytestmark = pytest.mark.django_db


def test_live_rows_say_what_their_history_says() -> None:
    by = context()
    log = production(by)
    shot = ShotRow.objects.order_by("code").values_list("id", flat=True)[0]
    commands.change_shot(by, log, shot, {"camera": "push-in", "frames": 48})
    commands.remove_shot(by, log, shot)
    assert rebuild(check=True) == []


def test_drift_is_named_by_row_and_column_and_mended() -> None:
    production(context())
    changed, gone = ShotRow.objects.order_by("code").values_list("id", flat=True)[:2]
    ShotRow.objects.filter(id=changed).update(code="SC999_0010")
    ShotRow.objects.filter(id=gone).delete()
    drifts = {(drift.stream, drift.what, drift.fields) for drift in rebuild(check=True)}
    assert drifts == {(changed, "differs", ("code",)), (gone, "missing", ())}
    assert len(rebuild()) == 2
    assert rebuild(check=True) == []


def test_a_row_without_history_is_removed() -> None:
    log = production(context(), script=None)
    stray = context().ids()
    ReferenceRow.objects.create(
        id=stray, log=log, version=1, state="{}", causes="{}", kind="prop", folded_name="x", removed=False
    )
    assert [(drift.stream, drift.what) for drift in rebuild()] == [(stray, "has no history")]
    assert not ReferenceRow.objects.filter(id=stray).exists()
