"""The parameters of a pipeline's stages: ordinary ones named `<node>.<name>`, as they were when it was published."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from msgspec.structs import replace

from events.registry import Json
from productions.domain import colour_decisions, colour_tables
from productions.domain.graph import ParameterSchema
from productions.domain.parameters import PARAMETERS, Parameter, Parameters, choice, switch, text
from productions.domain.pipeline import Version

LONGEST_TEXT, LONGEST_NUMBER, MOST_LORAS = 2000, 20, 8
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def parameters_of(version: Version) -> Parameters:
    """Return all parameters of a production that goes by a pipeline: its own, then those of each stage in its order."""
    labels = {node.id: node.called for node in version.nodes}
    order = {id_: place for place, id_ in enumerate(labels)}
    names = sorted(version.schema, key=lambda name: order.get(node_of(name), len(order)))
    return {**PARAMETERS, **{name: _parameter(name, version.schema[name], labels) for name in names}}


def with_unused(known: Parameters, names: Iterable[str]) -> Parameters:
    """Return known parameters with those of some names that no stage has any more: what was set of them stays."""
    gone = sorted(set(names) - known.keys())
    return {**known, **{name: unused(name) for name in gone}}


def unused(name: str) -> Parameter:
    """Return the parameter of a stage that is gone; it can be let go, and holds nothing in force."""
    node, _, own = name.partition(".")
    label = (own or node).replace("_", " ").capitalize()
    stage = node if own else ""
    return Parameter(
        name, label, "", None, _refused, "text", stage=stage, stage_label=stage.replace("_", " "), unused=True
    )


def node_of(name: str) -> str:
    """Return the id of the stage whose parameter a name is; empty for one of the production."""
    node, dot, _ = name.partition(".")
    return node if dot else ""


def _parameter(name: str, schema: ParameterSchema, labels: Mapping[str, str]) -> Parameter:
    node = node_of(name)
    return Parameter(
        name,
        schema.label,
        schema.help,
        schema.default,
        cleaning(schema),
        schema.kind,
        schema.options,
        least=schema.least,
        most=schema.most,
        stage=node,
        stage_label=labels.get(node, node),
    )


def cleaning(schema: ParameterSchema) -> Callable[[Json], Json]:
    """Return what makes a value canonical, or raises ValueError in plain words."""
    match schema.kind:
        case "text":
            return text(LONGEST_TEXT)
        case "choice":
            return choice(*schema.options)
        case "switch":
            return switch
        case "integer" | "decimal":
            return lambda value: _number(schema, value)
        case "model":
            return _model
        case "loras":
            return lambda value: _loras(schema, value)
        case "lut":
            return colour_tables.clean
        case "cdl":
            return colour_decisions.clean


def _model(value: Json) -> Json:
    """A model as those who make pictures know it: which one, and which files exactly."""
    match value:
        case None:
            return None
        case {"id": str() as id_, "digest": str() as digest} if len(value) == 2 and _DIGEST.fullmatch(digest):
            try:
                return {"id": str(UUID(id_)), "digest": digest}
            except ValueError:
                pass
    raise ValueError("must be null, or a model: its id, and the digest of its files as sha256:…")


def _loras(schema: ParameterSchema, value: Json) -> Json:
    """LoRAs with their scales, each once, in one order whoever lists them: what they add up to has none."""
    if value is None or value == []:
        return None
    if not isinstance(value, list) or len(value) > MOST_LORAS:
        raise ValueError(f"must be null, or a list of at most {MOST_LORAS} LoRAs: id, digest and scale of each")
    cleaned = [_lora(schema, each) for each in value]
    if len({each["id"] for each in cleaned}) < len(cleaned):
        raise ValueError("names a LoRA twice: add its scales up")
    return sorted(cleaned, key=lambda each: each["id"])


def _lora(schema: ParameterSchema, value: Json) -> dict[str, Json]:
    match value:
        case {"id": _, "digest": _, "scale": scale} if len(value) == 3:
            try:
                scaled = _number(replace(schema, kind="decimal"), scale)
            except ValueError as wrong:
                raise ValueError(f"holds a LoRA whose scale {wrong}") from None
            return {**_model({"id": value["id"], "digest": value["digest"]}), "scale": scaled}
    raise ValueError("must be null, or a list of LoRAs: the id of each, the digest of its file, and its scale")


def _number(schema: ParameterSchema, value: Json) -> Json:
    whole = schema.kind == "integer"
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    shape = r"-?[0-9]+" if whole else r"-?[0-9]+(\.[0-9]+)?"
    least, most = (None if bound is None else Decimal(bound) for bound in (schema.least, schema.most))
    if isinstance(written, str) and len(written) <= LONGEST_NUMBER and re.fullmatch(shape, written.strip(), re.ASCII):
        number = Decimal(written.strip())
        if (least is None or number >= least) and (most is None or number <= most):
            return _plain(number)
    raise ValueError(f"must be a {'whole ' if whole else ''}number{_bounds(schema)}, written as text")


def _plain(number: Decimal) -> str:
    """One writing for one number: no zeros that say nothing, and no minus before nothing."""
    written = format(number.normalize(), "f")
    return "0" if Decimal(written) == 0 else written


def _bounds(schema: ParameterSchema) -> str:
    match schema.least, schema.most:
        case None, None:
            return ""
        case least, None:
            return f" of at least {least}"
        case None, most:
            return f" of at most {most}"
        case least, most:
            return f" from {least} to {most}"


def _refused(value: Json) -> Json:
    raise ValueError("is of a stage that the pipeline no longer has")
