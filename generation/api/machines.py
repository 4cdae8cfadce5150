"""Files for machines that joined: read and stored by digest, whoever's production they are of."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, ClassVar, cast
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generation import queries
from generation.artifacts import artifact_store, storage
from generation.artifacts.errors import ArtifactDamaged, ArtifactMissing
from productions.api.http import parsing
from productions.api.http.base import View
from productions.api.http.streaming import chunks
from productions.policy import Forbidden

_BYTES = "application/octet-stream"


class FileView(View):
    """A file under its digest. What is stored is verified first, so that nobody can replace a file by another."""

    largest: ClassVar[int] = 64 << 30

    @classmethod
    def most_from(cls, person: UUID) -> int:
        """As much from machines that joined; from anybody else nothing that would lie on the disk meanwhile."""
        return cls.largest if queries.is_machine(person) else parsing.LARGEST_JSON

    @extend_schema(
        operation_id="workers_read_file",
        summary="The bytes of a file, for a machine that joined",
        responses={(200, _BYTES): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, digest: str) -> HttpResponseBase:
        self._require_machine()
        if artifact_store.is_first():
            raise ArtifactMissing("Nothing was stored here yet.", digest=digest)
        file = artifact_store.open_sound(digest)  # what is lost or damaged is known before the answer begins
        size, seal = storage.size(digest), storage.seal(digest)
        if request.method == "HEAD":
            file.close()
        response = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(chunks(lambda: file))
        response["Content-Length"] = str(size)
        response["Content-Type"] = _BYTES
        response["ETag"] = f'"{seal}"'
        response["Cache-Control"] = "no-store"
        return response

    @extend_schema(
        operation_id="workers_store_file",
        summary="Store a file under its digest, for a machine that joined",
        request={_BYTES: OpenApiTypes.BINARY},
        responses={204: None},
    )
    def put(self, request: Request, digest: str) -> HttpResponse:
        self._require_machine()
        with NamedTemporaryFile() as file:
            arrived, _ = storage.summed(cast(IO[bytes], request._request), copy_to=cast(IO[bytes], file))
            if arrived != digest:
                raise ArtifactDamaged("Other bytes arrived than the digest names.", digest=digest, found=arrived)
            file.flush()
            artifact_store.store(Path(file.name), digest)
        return HttpResponse(status=204)

    def _require_machine(self) -> None:
        if not queries.is_machine(self.person.person):
            raise Forbidden("Machines that joined the studio read and store its files here; no person does.")
