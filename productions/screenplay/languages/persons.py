"""The words by which a language speaks of people: a part of its table."""

import msgspec


class Pronoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The forms of one pronoun: who does something, to whom it is done, and whose something is."""

    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()


class Talk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences for pictures in which people only talk."""

    to: str = "{who} talks to {whom}"
    together: str = "{who} talk"
    alone: str = "{who} talks"
    heard: str = "the voice of {who} is heard"
    joined: str = "{who} and {whom}"


class PeopleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in lower case. `men`, `women` and `anyone` are nouns for one person, `groups` for several.

    `for_things` says that pronouns stand for things as well. `plurals` are (ending, ending of several), `cases` (ending
    of a name, its other endings), `genitives` endings of an owner, `families` those of a whole family. `no_names` are
    words that stand in capitals and are nobody, `word_names` names that are also words. `afar` begin an extension of
    somebody who is elsewhere (ON PHONE). `feelings` say that how somebody speaks matters.
    """

    he: Pronoun = Pronoun()
    she: Pronoun = Pronoun()
    they: Pronoun = Pronoun()
    for_things: bool = False
    definite: tuple[str, ...] = ()
    indefinite: tuple[str, ...] = ()
    men: tuple[str, ...] = ()
    women: tuple[str, ...] = ()
    anyone: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    everybody: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    plurals: tuple[tuple[str, str], ...] = ()
    mr: tuple[str, ...] = ()
    mrs: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    genitives: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    cases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ages: tuple[str, ...] = ()
    clothes: tuple[str, ...] = ()
    hair: tuple[str, ...] = ()
    builds: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()
    word_names: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    afar: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    talk: Talk = Talk()
