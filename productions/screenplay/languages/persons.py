"""The words by which a language speaks of people: a part of its table."""

import msgspec


class Pronoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The forms of one pronoun: who does something, to whom it is done, and whose something is.

    A `clitic` stands before a verb and is an article elsewhere (il la regarde). `latter` begins a sentence about whom
    the one before named last (Anna sieht Tom an. Der schweigt.), mostly an article elsewhere.
    """

    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    clitic: tuple[str, ...] = ()
    latter: tuple[str, ...] = ()


class Kin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns for what somebody is to another, those of a man and of a woman together."""

    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    grandparents: tuple[str, ...] = ()
    grandchildren: tuple[str, ...] = ()
    spouses: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    uncles: tuple[str, ...] = ()
    nephews: tuple[str, ...] = ()
    parents_in_law: tuple[str, ...] = ()
    children_in_law: tuple[str, ...] = ()
    siblings_in_law: tuple[str, ...] = ()
    cousins: tuple[str, ...] = ()


class Talk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences for pictures in which people only talk."""

    to: str = "{who} talks to {whom}"
    together: str = "{who} talk"
    alone: str = "{who} talks"
    heard: str = "the voice of {who} is heard"
    joined: str = "{who} and {whom}"


class PeopleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in lower case.

    - `men`, `women` and `anyone` are nouns for one person, `trades_of_men` and `trades_of_women` what they do, `groups`
      for several, `animals` for those that may play a part; `plurals` are (ending, ending of several). `everybody` and
      `both` speak together, `counts` are numbers, all words for two, for three and so on.
    - `for_things` says that pronouns stand for things as well; `several_verbs` are endings of verbs by which one
      pronoun (sie) means several, `plural_verbs` those that no noun has after a number (los tres callan).
    - `capital_nouns` says that every noun has a capital, `articled_names` that an article may stand before a name.
    - `compounds` says that nouns are written together, the last of which tells what somebody is
      (Justizwachtmeister), but for `tools` (Kugelschreiber).
    - `siblings` are whom their last name tells, `each_of` stands before a last name of several (neither Harlan),
      `named` between what somebody is and a name (a mare called BLUE), `firms` behind a name and & (HARLAN & SON).
      `pictures` show who is not there, and so do `frames`; `of` leads to an owner, unless it follows one of `sides`
      (ao lado de Nina).
    - `given_men` and `given_women` are common given names, a first guess at who is he and who is she; others tell it by
      their endings (`man_endings`, `woman_endings`, but `men_like_women`: KUBA), by words that agree with them
      (`man_forms`, `woman_forms` behind a comma or one of `copulas`: est assise) and by the articles before them
      (`man_articles`, `woman_articles`: o João), as they do before a noun that is none of those `of_either_sex`.
    - `tens` are the words for twenty, thirty and so on, `several_cases` what other cases of several put behind a noun.
    - `before_surnames` and `behind_surnames` make a way to call somebody of their last name (老沈, 沈师傅).
    - `weak_articles` stand before one man whose noun ends as that of several does (dem Polizisten).
    - `called_by` stands behind another name of somebody, before those who call them so (Chayo para todos).
    - `grown` are nouns for those who are no children, `marks_object` particles behind whoever something is done to.
    - `rests` tell what things do where nobody moves them (hangs); `answers` what one does who was spoken to (No
      contesta), with `negations` before it.
    - `he`, `she` and `they` are pronouns, `one` stands for a man or a woman (lui, son), `datives` are those that mean
      people rather than things (podaje mu). A clitic means somebody before
      the verbs `toward` people. A sentence that begins with one of the verbs `acts`, or with one that `moves` and none
      but `prepositions` behind it (`reflexive`: się), goes on with whom it was about where it names nobody. Who does
      what `leaves` tell is gone in the next passage; `conjunctions` begin a clause with somebody else in it.
    - `mr`, `mrs` and `titles` stand before names, `joining` between them, `known_as` before another name of somebody;
      `qualities` tell one of a name from another (YOUNG ANNA), `within` leads from a noun to what it is known by (MAN
      WITH HAT). `genitives` are endings of an owner, `families` of a whole family, which `several_articles` stand
      before, `cases` (ending of a name, its other endings).
    - `no_names` stand in capitals and are nobody, `word_names` are names and words. `presents` stands before a name
      that comes in (This is GRANNY TICK), `i_am` begins a sentence in which somebody says their own (I'm Alan Pruitt),
      `signs` before words that are read and not seen (but `stands` before people as well, unless a colon follows),
      `absent` before people who are not there, `labels` before a title and its colon (SUPER:); `editing` begins a line
      that only tells how it is cut (INTERCUT WITH:).
    - `afar` begin an extension of somebody who is elsewhere (ON PHONE), `recordings` play a voice of nobody there
      (ON TAPE) unless it is spoken `into` them (INTO RADIO), `to` the name of a listener, `small` what
      may follow a pronoun that owns nothing (at her in the hall), `beside` stands before one that tells where.
    - `young` and `old` are nouns for children and for the old, `youths` for those who may be either grown or
      not, `infants` for those who are very small, `young_years` and `old_years` numbers of children and the old,
      `same_as` words for the same (sgt, sergeant), `twins` words for two, `couples` for two who belong
      together, `predicates` what somebody is behind 's
      (Penny's asleep); `like` compares with whoever is not there (like a child). `kin` are what people are to each
      other, `elder` and `younger` the nouns for brothers and sisters that tell who was born first.
    - `ages` (and `years` behind a number in words), `clothes`, `hair` and `builds` tell how somebody looks, `body` is
      what is seen of them (Anna's hands), `feelings` tell that how somebody speaks matters, `beats` that only a moment
      passes.
    """

    he: Pronoun = Pronoun()
    she: Pronoun = Pronoun()
    they: Pronoun = Pronoun()
    one: Pronoun = Pronoun()
    datives: tuple[str, ...] = ()
    for_things: bool = False
    capital_nouns: bool = False
    articled_names: bool = False
    several_verbs: tuple[str, ...] = ()
    plural_verbs: tuple[str, ...] = ()
    definite: tuple[str, ...] = ()
    indefinite: tuple[str, ...] = ()
    men: tuple[str, ...] = ()
    women: tuple[str, ...] = ()
    anyone: tuple[str, ...] = ()
    trades_of_men: tuple[str, ...] = ()
    trades_of_women: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    animals: tuple[str, ...] = ()
    everybody: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    counts: tuple[tuple[str, ...], ...] = ()
    plurals: tuple[tuple[str, str], ...] = ()
    mr: tuple[str, ...] = ()
    mrs: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    given_men: tuple[str, ...] = ()
    given_women: tuple[str, ...] = ()
    man_endings: tuple[str, ...] = ()
    woman_endings: tuple[str, ...] = ()
    men_like_women: tuple[str, ...] = ()
    of_either_sex: tuple[str, ...] = ()
    man_forms: tuple[str, ...] = ()
    woman_forms: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    man_articles: tuple[str, ...] = ()
    woman_articles: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    conjunctions: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    reflexive: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    genitives: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    several_articles: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    each_of: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    stands: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    compounds: bool = False
    tools: tuple[str, ...] = ()
    cases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ages: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    young_years: tuple[str, ...] = ()
    old_years: tuple[str, ...] = ()
    young: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    youths: tuple[str, ...] = ()
    infants: tuple[str, ...] = ()
    marks_object: tuple[str, ...] = ()
    grown: tuple[str, ...] = ()
    before_surnames: tuple[str, ...] = ()
    behind_surnames: tuple[str, ...] = ()
    weak_articles: tuple[str, ...] = ()
    called_by: tuple[str, ...] = ()
    tens: tuple[tuple[str, ...], ...] = ()
    several_cases: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    elder: tuple[str, ...] = ()
    younger: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    couples: tuple[str, ...] = ()
    same_as: tuple[tuple[str, ...], ...] = ()
    clothes: tuple[str, ...] = ()
    hair: tuple[str, ...] = ()
    builds: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()
    word_names: tuple[str, ...] = ()
    presents: tuple[str, ...] = ()
    i_am: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    editing: tuple[str, ...] = ()
    afar: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()
    kin: Kin = Kin()
    talk: Talk = Talk()
