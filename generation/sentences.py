"""The sentences of orders, queues and jobs, of the price list, of models, and of what was removed."""

from django.template.defaultfilters import filesizeformat

from events.registry import Json
from generation.domain.needs import spoken
from generation.domain.prices import ALWAYS
from productions.history.event_sentences import Told, because, edited, joins, listed, say, tells

joins("order", "made what was ordered out of date")
joins("job", "asked for this work")


@tells("order.placed")
def _placed(told: Told) -> str:
    codes = list(dict.fromkeys(told.names.of(each.get("shot")) for each in told.get("shots") or ()))
    held = " and waits to be released" if told.get("held") else ""
    return f"{listed(codes) or 'nothing'} {'was' if len(codes) == 1 else 'were'} ordered{held}"


@tells("order.released")
def _released(told: Told) -> str:
    return "an order was released"


@tells("order.priority_changed")
def _prioritised(told: Told) -> str:
    return f"an order became of {told.get('to')} priority instead of {told.get('from')}"


@tells("queue.paused")
def _paused(told: Told) -> str:
    return "the queue was paused" + because(told.get("reason"))


@tells("queue.resumed")
def _resumed(told: Told) -> str:
    return "the queue goes on"


@tells("order.cancelled")
def _cancelled(told: Told) -> str:
    return "an order was cancelled" + because(told.get("reason"))


@tells("order.finished")
def _finished(told: Told) -> str:
    ended = "ended with failures" if told.get("state") == "failed" else "is done"
    return f"an order {ended}" + _counts(told.get("counts") or {})


@tells("job.started")
def _started(told: Told) -> str:
    again = f", attempt {told.get('attempt')}" if (told.get("attempt") or 1) > 1 else ""
    return f"{_stage(told)} is being made{again}"


@tells("job.done")
def _done(told: Told) -> str:
    seconds = f" in {told.get('seconds')} s" if told.get("seconds") else ""
    return f"{_stage(told)} was made{seconds}"


@tells("job.wasted")
def _wasted(told: Told) -> str:
    seconds = f" after {told.get('seconds')} s" if told.get("seconds") else ""
    ended = {"failed": "failed", "refused": "was refused", "lost": "was lost", "cancelled": "was stopped"}
    return f"an attempt at {_stage(told)} {ended.get(str(told.get('outcome')), 'ended')}{seconds}"


@tells("job.reused")
def _reused(told: Told) -> str:
    return f"{_stage(told)} was there already"


@tells("job.failed")
def _failed(told: Told) -> str:
    return f"{_stage(told)} failed" + because(told.get("reason"))


@tells("job.skipped")
def _skipped(told: Told) -> str:
    return f"{_stage(told)} was skipped" + because(told.get("reason"))


@tells("job.cancelled")
def _job_cancelled(told: Told) -> str:
    return f"{_stage(told)} was cancelled" + because(told.get("reason"))


@tells("prices.changed")
def _prices(told: Told) -> str:
    field, after = str(told.get("field")), told.get("to")
    if field == "currency":
        return f"prices are in {after or 'another currency'} now"
    if ":" not in field:
        return "a price changed"
    _, device, day = field.split(":")
    since = "" if day == ALWAYS else f" from {day} on"
    if told.get("to") is None and told.get("from") is not None:
        return f"the price of {device}{since} was taken off the list"
    return f"an hour of {device} costs {after}{since}" if after is not None else f"the price of {device} changed"


@tells("collection.done")
def _collected(told: Told) -> str:
    artifacts = told.get("artifacts")
    freed = filesizeformat(told.get("size") or 0)
    if artifacts is None:
        return f"files that can be made again were removed to free {freed}"
    which = (
        "1 file that can be made again was"
        if len(artifacts) == 1
        else f"{len(artifacts)} files that can be made again were"
    )
    return f"{which} removed to free {freed}"


@tells("model.registered")
def _registered(told: Told) -> str:
    return f"the model {say(told.get('name'))} was registered, under {say(told.get('licence'))}"


@tells("model.version_added")
def _other_weights(told: Told) -> str:
    source = (told.get("weights") or {}).get("source") or {}
    return "new weights of a model were registered" + (f", from {source['at']}" if source.get("at") else "")


@tells("model.changed")
def _model_changed(told: Told) -> str:
    return edited(f"the {told.get('field') or 'entry'} of a model", _plainly(told, "from"), _plainly(told, "to"))


@tells("model.tried")
def _tried(told: Told) -> str:
    ended = "works" if told.get("worked") else "failed" + because(told.get("reason"))
    return f"a model was tried on {told.get('device') or 'a device'} and {ended}"


@tells("model.withdrawn")
def _withdrawn(told: Told) -> str:
    return "a model was withdrawn" + because(told.get("reason"))


@tells("model.reinstated")
def _reinstated(told: Told) -> str:
    return "a model may be used again"


def _plainly(told: Told, key: str) -> Json:
    """A value of a model as people say it: uses in a row, memory in units."""
    value = told.get(key)
    if isinstance(value, list):
        return listed([str(each) for each in value]) or "none"
    return spoken(value) if isinstance(value, int) else value


def _stage(told: Told) -> str:
    variation = told.get("variation") or 1
    return f"the {told.get('stage')} of {told.named('shot')}" + (f" (variation {variation})" if variation > 1 else "")


def _counts(counts: dict[str, Json]) -> str:
    said = [f"{count} {state}" for state, count in counts.items() if count and state != "total"]
    return f": {listed(said)}" if said else ""
