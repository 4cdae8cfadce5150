"""Remarks are sealed on the way in and opened on the way out; whatever lies between holds ciphertext."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from productions.domain.take import Take
from productions.domain.words import Words
from productions.people import author_keys


@dataclass(frozen=True, slots=True)
class OpenedWords:
    """What somebody said. `erased` says that its key is gone, and the text with it."""

    text: str = ""
    erased: bool = False
    author: UUID | None = None


Opener = Callable[[Words | None], OpenedWords]


def seal(author: UUID, text: str) -> Words | None:
    """Return a person's remark as the log keeps it; None for a text of white space. AuthorErased, KeysUnavailable."""
    text = text.strip()
    if not text:
        return None
    sealed = author_keys.encrypt(author_keys.key_for(author), text.encode(), author)
    return Words(author=author, sealed=b64encode(sealed).decode())


def opener(words: Iterable[Words | None]) -> Opener:
    """Return what opens these remarks: the keys of all their authors come in one query and are kept nowhere."""
    keys = author_keys.keys_of({each.author for each in words if each and each.author})

    def read(sealed: Words | None) -> OpenedWords:
        if sealed is None or sealed.author is None:
            return OpenedWords(sealed.plain if sealed else "")
        key = keys.get(sealed.author)
        text = author_keys.decrypt(key, b64decode(sealed.sealed), sealed.author) if key else None
        return OpenedWords(text.decode() if text is not None else "", text is None, sealed.author)

    return read


def remarks_on(takes: Iterable[Take]) -> Iterable[Words | None]:
    """Yield every remark that takes hold."""
    for take in takes:
        yield take.comment
        yield from (note.text for note in take.notes)
