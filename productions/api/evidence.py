"""Evidence: checkpoints, proofs and receipts, what a browser needs to recompute a root, verification and export."""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

import msgspec
from django.core.files.storage import default_storage
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from events import merkle, notes, store
from events.evidence import audits, checkpoints, receipts, tree
from events.evidence.verify import key_id, verifier
from events.models import Audit
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.errors import Reversed
from productions.api.http.filters import FURTHEST
from productions.api.http.operations import acts, page_of, reads
from productions.api.http.pages import LARGEST, LIMIT
from productions.api.http.streaming import chunks
from productions.domain.studio import STUDIO
from productions.policy import Action
from productions.refusals import NotFound

PAGE = 100
_SIZED = filters.whole("limit", "The most results of a page.", PAGE, 1, LARGEST)
_BELOW = filters.place("cursor", "The size below which the page begins.", FURTHEST, 1)
_BEHIND = filters.place("cursor", "The position behind which the page begins.", 0)
_EXPORT = filters.identity("cursor", "The export behind which the page begins.")
_FROM = filters.whole("from", "The smaller size or first position, within the log.", 1, 1, FURTHEST)
_TO = filters.whole("to", "The larger size or last position, within the log; the head of it.", 0, 1, FURTHEST)


class SigningKey(msgspec.Struct):
    """A key that has signed, as `public_key` has it, and the note by which the one before vouches for it."""

    key: str
    note: str


class Checkpoint(msgspec.Struct):
    """A signed statement of a log's size and root; `root` is Base64. Without a note the size is 0.

    `unanchored` counts the events up to `head` that it does not cover. `public_key` is the key that signed the note, as
    `verify.py --key` and standard tools (C2SP signed-note) take it: name, key id and key; `key_id` is the part of it by
    which the signature names its key. `keys` are all that have signed, the first first; each vouches for the next.
    """

    origin: str
    size: int
    root: str
    note: str | None
    made_at: datetime | None
    head: int
    unanchored: int
    key_id: str | None
    public_key: str | None
    keys: list[SigningKey]


class Consistency(msgspec.Struct):
    """The proof (RFC 9162, 2.1.4) that the log of `to` events begins with that of `from` events; roots are Base64."""

    old: int = msgspec.field(name="from")
    new: int = msgspec.field(name="to")
    old_root: str = msgspec.field(name="from_root")
    new_root: str = msgspec.field(name="to_root")
    proof: list[str]


class InclusionReceipt(msgspec.Struct):
    """What proves that a log holds an event: SHA-256 of a zero byte and `header` is `leaf`, and `proof`

    (RFC 9162, 2.1.3) leads from there to `root`, which `note` signs for `size` events. Hashes are hex, roots Base64.
    """

    event_id: UUID
    position: int
    header: str
    leaf: str
    size: int
    root: str
    proof: list[str]
    note: str | None


class Leaf(msgspec.Struct):
    """An event without its content: the header names payload and meta by their digests. `leaf` is hex."""

    position: int
    header: str
    leaf: str


class WorkProgress(msgspec.Struct):
    """How far a piece of long work is: `done` of `total`, and in words what it is at."""

    done: int
    total: int
    step: str


class Finding(msgspec.Struct):
    """Something that is not as it should be: the kind of damage, in which table, and from which position on."""

    kind: str
    table: str
    position: int | None
    message: str


class LongWork(msgspec.Struct):
    """Long work that somebody asked for; ask again at `url` until `state` is none of queued and running."""

    id: UUID
    url: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    progress: WorkProgress
    download: str | None
    error: str | None
    requested_by: UUID
    requested_at: datetime
    finished_at: datetime | None


class Verification(LongWork):
    """A verification of `size` events, `notes` and `media` files. `upto` is the last position that a note protects,

    `first_bad` the first that is not as it was signed.

    The verdict is `verified`, `mismatch` where something was changed, `gap` where something is missing, or
    `another-key` where nothing is wrong but that the notes were not signed with the key that the signer holds.
    """

    verdict: Literal["verified", "mismatch", "gap", "another-key"] | None = None
    upto: int | None = None
    first_bad: int | None = None
    size: int | None = None
    notes: int | None = None
    media: int | None = None
    findings: list[Finding] = []


class CheckpointView(ProductionView):
    needs: ClassVar[Mapping[str, Action]] = {"GET": "read", "POST": "verify"}

    @reads("checkpoint_read", "The newest checkpoint of the log", Checkpoint)
    def get(self, production: UUID = STUDIO) -> Checkpoint:
        return _shown(self.log, [checkpoints.newest(self.log)])[0]

    @acts("checkpoint_make", "Have everything signed that stands in the log now", Checkpoint, keyed=False)
    def post(self, production: UUID = STUDIO) -> Checkpoint:
        return _shown(self.log, [checkpoints.ask(self.log)])[0]


class CheckpointsView(ProductionView):
    @reads(
        "checkpoints_list",
        "The checkpoints of the log, the newest first",
        Checkpoint,
        page=True,
        place=(_BELOW, _SIZED),
    )
    def get(self, production: UUID = STUDIO) -> msgspec.Struct:
        limit, below = _SIZED.read(self.request), _BELOW.read(self.request)
        signed = checkpoints.listed(self.log, below, limit + 1)
        following = _at(self.request, cursor=signed[limit - 1].size) if len(signed) > limit else None
        return page_of(Checkpoint)(_shown(self.log, signed[:limit]), following)


class ConsistencyView(ProductionView):
    @reads(
        "consistency_read",
        "The proof that the log as it was at one size is how it begins at another",
        Consistency,
        query=[_FROM, _TO],
    )
    def get(self, production: UUID = STUDIO) -> Consistency:
        old, new = _span(self)
        held = tree.Tree(self.log)
        old_root, new_root = (b64encode(held.root(size)).decode() for size in (old, new))
        return Consistency(old, new, old_root, new_root, _hex(held.consistency(old, new)))


class ReceiptView(ProductionView):
    @reads("receipts_read", "The receipt of an event: what proves that the log holds it", InclusionReceipt)
    def get(self, position: int, production: UUID = STUDIO) -> InclusionReceipt:
        receipt = receipts.receipt(self.log, position) if 0 < position <= (self.position or 0) else None
        if receipt is None:
            raise NotFound("The log has no such position.")
        event, root = receipt.event, b64encode(receipt.root).decode()
        proof = _hex(receipt.proof)
        return InclusionReceipt(
            event.event_id, event.position, event.header, event.leaf.hex(), receipt.size, root, proof, receipt.note
        )


class LeavesView(ProductionView):
    @reads(
        "leaves_list",
        "Headers and leaves, from which a browser recomputes the root of the log",
        Leaf,
        page=True,
        query=[_FROM, _TO],
        place=(_BEHIND, LIMIT),
    )
    def get(self, production: UUID = STUDIO) -> msgspec.Struct:
        limit = LIMIT.read(self.request)
        first, last = _span(self)
        after = max(first - 1, _BEHIND.read(self.request))
        upto = min(last, after + limit)
        leaves = [Leaf(each.position, each.header, each.leaf.hex()) for each in receipts.headed(self.log, after, upto)]
        return page_of(Leaf)(leaves, _at(self.request, cursor=upto) if upto < last else None)


class VerifyView(ProductionView):
    needs: ClassVar[Mapping[str, Action]] = {"GET": "verify", "POST": "verify"}

    @reads("verifications_read", "The verification that was asked for last", Verification)
    def get(self, production: UUID = STUDIO) -> Verification:
        last = audits.of("verify", self.log).first()
        if last is None:
            raise NotFound("Nobody has asked for a verification yet.")
        return _verification(last, self.request.path)

    @acts("verifications_ask", "Verify the whole log and its media in the background", Verification, status=202)
    def post(self, production: UUID = STUDIO) -> Verification:
        return _verification(audits.ask("verify", self.log, self.person.person), self.request.path)


class ExportsView(ProductionView):
    needs: ClassVar[Mapping[str, Action]] = {"GET": "export", "POST": "export"}

    @reads(
        "exports_list",
        "The exports that were asked for, the newest first",
        LongWork,
        page=True,
        place=(_EXPORT, _SIZED),
    )
    def get(self, production: UUID = STUDIO) -> msgspec.Struct:
        limit, below = _SIZED.read(self.request), _EXPORT.read(self.request)
        rows = audits.of("export", self.log)
        page = list((rows.filter(id__lt=below) if below else rows)[: limit + 1])
        following = _at(self.request, cursor=page[limit - 1].id) if len(page) > limit else None
        return page_of(LongWork)([_export(each, f"{self.request.path}{each.id}/") for each in page[:limit]], following)

    @acts("exports_ask", "Export the log with all that proves it, in the background", LongWork, status=202)
    def post(self, production: UUID = STUDIO) -> LongWork:
        audit = audits.ask("export", self.log, self.person.person)
        return _export(audit, f"{self.request.path}{audit.id}/")


class ExportView(ProductionView):
    needs: ClassVar[Mapping[str, Action]] = {"GET": "export"}

    @reads("exports_read", "An export and how far it is", LongWork)
    def get(self, id: UUID, production: UUID = STUDIO) -> LongWork:
        return _export(_audit(self.log, id), self.request.path)


class CancelView(ProductionView):
    needs: ClassVar[Mapping[str, Action]] = {"POST": "export"}

    @acts("exports_cancel", "Give up an export that is not finished", LongWork)
    def post(self, id: UUID, production: UUID = STUDIO) -> LongWork:
        return _export(audits.cancel(_audit(self.log, id)), self.request.path.removesuffix("cancel/"))


class DownloadView(ProductionView):
    needs: ClassVar[Mapping[str, Action]] = {"GET": "export"}

    @extend_schema(
        operation_id="exports_download",
        summary="The export as a .zip: `python3 verify.py` in it checks it without a network",
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, id: UUID, production: UUID = STUDIO) -> HttpResponseBase:
        audit = _audit(self.log, id)
        if not audit.file or not default_storage.exists(audit.file):
            raise NotFound("This export has no file.")
        response = StreamingHttpResponse(
            chunks(lambda: default_storage.open(audit.file)), content_type="application/zip"
        )
        name = f"continuity-{self.log}-{audit.requested_at:%Y-%m-%d-%H%M}.zip"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Content-Length"] = str(default_storage.size(audit.file))
        return response


def _shown(log: UUID, signatures: Iterable[checkpoints.Signed | None]) -> list[Checkpoint]:
    """Return checkpoints as the API shows them; None for a log that is not signed yet."""
    origin, head, known = notes.origin(log), store.head(log), checkpoints.public_keys()
    keys = [SigningKey(verifier(origin, public), note) for public, note, _ in known]
    publics = [public for public, _, _ in known]
    return [_checkpoint(origin, head, publics, keys, signed) for signed in signatures]


def _checkpoint(
    origin: str, head: int, publics: Sequence[bytes], keys: list[SigningKey], signed: checkpoints.Signed | None
) -> Checkpoint:
    key = notes.signer(signed.note, origin, publics) if signed else None
    size = signed.size if signed else 0
    return Checkpoint(
        origin=origin,
        size=size,
        root=b64encode(signed.root if signed else merkle.EMPTY).decode(),
        note=signed.note if signed else None,
        made_at=signed.made_at if signed else None,
        head=head,
        unanchored=max(0, head - size),
        key_id=key_id(origin, key).hex() if key else None,
        public_key=verifier(origin, key) if key else None,
        keys=keys,
    )


def _span(view: ProductionView) -> tuple[int, int]:
    """The parameters `from` and `to`, which lie within the log."""
    head = view.position or 0
    if not head:
        raise NotFound("The log has no event yet.")
    old, new = _FROM.read(view.request), _TO.read(view.request) or head
    if max(old, new) > head:
        raise NotFound(f"The log has {head} positions.", head=head)
    if old > new:
        raise Reversed("from must not lie behind to.", field="from")
    return old, new


def _hex(hashes: list[bytes]) -> list[str]:
    return [each.hex() for each in hashes]


def _at(request: Request, cursor: object) -> str:
    asked = request.query_params.copy()
    asked["cursor"] = str(cursor)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _audit(log: UUID, id_: UUID) -> Audit:
    audit = audits.of("export", log).filter(id=id_).first()
    if audit is None:
        raise NotFound("There is no such export.")
    return audit


def _work(audit: Audit, url: str) -> dict[str, Any]:
    return {
        "id": audit.id,
        "url": url,
        "state": audit.state,
        "progress": WorkProgress(audit.done, audit.total, audit.step),
        "download": f"{url}download/" if audit.file else None,
        "error": audit.error or None,
        "requested_by": audit.requested_by,
        "requested_at": audit.requested_at,
        "finished_at": audit.finished_at,
    }


def _export(audit: Audit, url: str) -> LongWork:
    return LongWork(**_work(audit, url))


def _verification(audit: Audit, url: str) -> Verification:
    return msgspec.convert({**_work(audit, url), **(audit.result or {})}, Verification, from_attributes=True)
