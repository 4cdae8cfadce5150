"""Content credentials (C2PA): what a file came of is written into it, signed, and read back.

Nothing is asked of a network: neither manifests that lie elsewhere nor answers about certificates, and no server of
time stamps unless one is set.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import c2pa
from django.conf import settings

from generation.delivery.signing_chain import SigningChain, chain
from generation.ports.work import Refusing

ASSERTION = "example.continuity.film"
"""The label of what only we say. Names begin with a domain, and this one is nobody's."""
BEARING = frozenset({"video/mp4", "video/quicktime", "image/jpeg", "image/png", "image/webp"})
"""The types of files into which credentials can be written. Matroska has no place for them."""
_TRUSTED = "Trusted"
_QUIET = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}, "builder": {"thumbnail": {"enabled": False}}}


@dataclass(frozen=True, slots=True)
class Ingredient:
    """Something that went in: a version of a reference, with its first picture where it has one that is there."""

    title: str
    id: str
    picture: Path | None = None
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a file came of: its digital source type, what went in, and what only we say of it."""

    title: str
    source_type: str
    ingredients: Sequence[Ingredient] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says of itself: how valid that is, why not, and the manifest that counts; None where it has none.

    `state` is C2PA's: Trusted, Valid where only the signer is not known, Invalid.
    """

    state: str
    failures: tuple[str, ...] = ()
    manifest: Mapping[str, Any] | None = None


def sign(path: Path, media_type: str, provenance: Provenance) -> SigningChain | None:
    """Write credentials into a file, and return by which certificates; None for a type that cannot hold them.

    Refusing where they do not read back as valid, CredentialsUnusable where nothing can sign.
    """
    if media_type not in BEARING:
        return None
    signing, signed = chain(), path.with_name(f"signed-{path.name}")
    try:
        _write(path, signed, media_type, provenance, signing)
        found = read(signed, media_type, signing.anchor)
    except c2pa.C2paError as error:
        raise Refusing(f"Content credentials could not be written: {error}.") from error
    if found is None or found.state != _TRUSTED:
        why = ", ".join(found.failures) or found.state if found else "there are none in it"
        raise Refusing(f"Content credentials do not read back as valid: {why}.")
    signed.replace(path)
    return signing


def read(path: Path, media_type: str, anchor: str | None = None) -> Found | None:
    """Return what a file says of itself; None where it says nothing. `anchor` is a certificate, PEM, to be trusted."""
    trust = {"trust": {"trust_anchors": anchor}} if anchor else {}
    with c2pa.Context.from_dict({**_QUIET, **trust}) as context, path.open("rb") as file:  # it outlives its reader
        try:
            with c2pa.Reader(media_type, file, context=context) as reader:
                return _found(json.loads(reader.json()))
        except c2pa.C2paError.ManifestNotFound:
            return None


def _found(said: Mapping[str, Any]) -> Found:
    results = said.get("validation_results", {}).get("activeManifest", {})
    failures = tuple(each["code"] for each in results.get("failure", ()))
    return Found(said["validation_state"], failures, said["manifests"][said["active_manifest"]])


def _write(source: Path, target: Path, media_type: str, provenance: Provenance, signing: SigningChain) -> None:
    information = c2pa.C2paSignerInfo(
        signing.algorithm.encode(),
        signing.certificates.encode(),
        signing.key.encode(),
        settings.CREDENTIALS_TIMESTAMPS.encode() or None,
    )
    trusting = {**_QUIET, "trust": {"trust_anchors": signing.anchor}}
    with ExitStack() as open_:
        context = open_.enter_context(c2pa.Context.from_dict(trusting))
        signer = open_.enter_context(c2pa.Signer.from_info(information))
        builder = open_.enter_context(c2pa.Builder(_manifest(media_type, provenance), context))
        for each in filter(_is_shown, provenance.ingredients):
            assert each.picture is not None, "it is shown"
            with each.picture.open("rb") as picture:  # credentials that it brought itself are kept
                builder.add_ingredient(_ingredient(each), each.media_type, picture)
        read, write = open_.enter_context(source.open("rb")), open_.enter_context(target.open("w+b"))
        builder.sign(signer, media_type, read, write)


def _is_shown(each: Ingredient) -> bool:
    return each.picture is not None and each.media_type in BEARING


def _ingredient(each: Ingredient) -> dict[str, Any]:
    of_type = {"format": each.media_type} if each.media_type else {}
    return {"title": each.title, "relationship": "inputTo", "instance_id": each.id, **of_type}


def _manifest(media_type: str, provenance: Provenance) -> dict[str, Any]:
    created = {"action": "c2pa.created", "digitalSourceType": provenance.source_type}
    return {
        "claim_generator_info": [{"name": "Continuity"}],
        "title": provenance.title,
        "format": media_type,
        "ingredients": [_ingredient(each) for each in provenance.ingredients if not _is_shown(each)],
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": [created]}},
            {"label": ASSERTION, "data": dict(provenance.facts)},
        ],
    }
