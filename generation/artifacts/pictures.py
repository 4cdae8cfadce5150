"""Pictures that people hand in: known by their content, bounded before they are decoded, kept without what came along.

What is stored is drawn anew from the pixels, so neither metadata nor anything hidden behind the picture survives.
"""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from PIL import Image, ImageOps

from events.errors import ContinuityError
from generation.artifacts import artifact_store

LARGEST = 20 << 20
"""Bytes of a picture as it is handed in."""
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2048
"""Pixels to which a picture is made smaller, keeping its shape; a smaller one stays as it is."""
MEDIA_TYPE = "image/webp"

_FORMATS = ("PNG", "JPEG", "WEBP")
_DECODING = BoundedSemaphore(2)  # each may hold MOST_PIXELS in memory


class PictureUnreadable(ContinuityError):
    """The file is no whole picture of a kind that is taken, whatever its name says."""

    code = "picture-unreadable"
    status = 422


class PictureTooLarge(ContinuityError):
    """The picture has more bytes or pixels than are taken."""

    code = "picture-too-large"
    status = 413


def keep(data: bytes) -> str:
    """Store a PNG, JPEG or WebP as a clean picture and return its digest."""
    clean = cleaned(data)
    with TemporaryDirectory(prefix="picture-") as folder:
        path = Path(folder) / "picture.webp"
        path.write_bytes(clean)
        kept = artifact_store.put(path, MEDIA_TYPE)
    artifact_store.shelve([kept])
    return kept.digest


def cleaned(data: bytes) -> bytes:
    """Return the picture upright and without metadata, as WebP; the same pixels give the same bytes."""
    if len(data) > LARGEST:
        raise PictureTooLarge(f"A picture has at most {LARGEST >> 20} MB.", largest=LARGEST)
    with _DECODING:
        try:
            return _encoded(_decoded(data))
        except PictureTooLarge:
            raise
        except Image.DecompressionBombError:
            raise _too_many_pixels() from None
        except Exception as error:  # decoders raise whatever a broken file makes them stumble over
            raise PictureUnreadable("This is no whole PNG, JPEG or WebP picture.") from error


def _decoded(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data), formats=_FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise _too_many_pixels()
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
        clear = "A" in image.getbands() or "transparency" in image.info
        plain = image.convert("RGBA" if clear else "RGB")
        plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        return _upright(plain, image)


def _upright(plain: Image.Image, source: Image.Image) -> Image.Image:
    """A camera's note on how it was held is read from the source and then left behind."""
    exif = source.getexif()
    bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    if (orientation := exif.get(0x0112, 1)) != 1:
        bare.getexif()[0x0112] = orientation
        bare = ImageOps.exif_transpose(bare)
        bare = Image.frombytes(bare.mode, bare.size, bare.tobytes())
    return bare


def _encoded(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", quality=92, method=4)
    return out.getvalue()


def _too_many_pixels() -> PictureTooLarge:
    return PictureTooLarge(f"A picture has at most {MOST_PIXELS // 1_000_000} million pixels.", pixels=MOST_PIXELS)
