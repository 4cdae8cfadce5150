"""What the words of a script mean for a drawing: which set, which weather, which pose, which thing in the hand."""

import re
from collections.abc import Mapping

Vocabulary = Mapping[str, str]

SETS: Vocabulary = {
    "lighthouse": r"lighthouses?|beacon|lamp ?room|lantern room|gallery",
    "harbour": r"harbou?r|quay(side)?|pier|docks?|jetty|wharf|marina|port|slipway|mole",
    "sea": r"sea|ocean|boat|deck|ship|ferry|trawler|raft|dinghy|beach|shore|coast|cove|bay|island|water",
    "wood": r"woods?|forest|trees?|grove|clearing|park|garden|orchard|jungle|copse",
    "street": r"streets?|alley|square|market|town|city|village|pavement|sidewalk|plaza|promenade",
    "road": r"road|highway|motorway|lane|path|track|roadside|car|bus stop|crossroads?",
    "cabin": r"cabin|hut|cottage|shack|wheelhouse|shed|lodge|barn|boathouse|workshop|attic",
    "room": r"room|kitchen|bedroom|office|hall|hallway|flat|apartment|house|bar|caf[eé]|pub|school|shop|studio|"
    r"library|hospital|ward|church|corridor|station|restaurant|study|lab|laboratory",
}
WEATHERS: Vocabulary = {
    "storm": r"storm\w*|thunder\w*|lightning|gale|squall|tempest|hurricane",
    "snow": r"snow\w*|blizzard|sleet|flurries",
    "rain": r"rain\w*|drizzl\w*|downpour|shower of rain|pouring",
    "fog": r"fog\w*|mist\w*|haze|hazy|murk",
    "clouds": r"clouds|cloudy|clouded|overcast|grey sky|gray sky",
    "clear": r"clear|sunny|cloudless|bright sun|blazing",
}
TIMES: Vocabulary = {
    "dawn": r"dawn|sunrise|daybreak|first light|early morning",
    "dusk": r"dusk|sunset|twilight|evening|magic hour|golden hour|sundown",
    "night": r"night|midnight|moonlight|dark",
    "day": r"day|morning|noon|afternoon|midday",
}
POSES: Vocabulary = {
    "sit": r"sits?|sitting|seated|slumps?",
    "kneel": r"kneels?|kneeling|crouch\w*|squats?|bends? down",
    "run": r"runs?|running|sprints?|races?|rushes|dash\w*",
    "walk": r"walks?|walking|strides?|steps?|crosses|approach\w*|wanders?|enters?|paces?|climbs?|comes?",
    "point": r"points?|pointing|gestures?|signals?",
    "wave": r"waves?|waving|hails?|raises? (a|her|his|their) hand",
    "hold": r"holds?|holding|carries|carrying|clutch\w*|grips?|lifts?|reads?|writes?|hands? (him|her|them)",
    "reach": r"reach\w*|opens?|pushes|knocks?|grabs?|turns? the|lights? (the|a)|works?|hauls?|pulls?|coils?",
}
MOODS: Vocabulary = {
    "happy": r"smil\w*|laugh\w*|grin\w*|happy|joy\w*|delight\w*|warm(ly)?|amused|relieved|cheer\w*",
    "sad": r"sad\w*|cry\w*|cries|tears?|weep\w*|grie\w*|quiet(ly)?|softly|tired|lost|broken|gently",
    "angry": r"angr\w*|furious|shout\w*|snap\w*|glar\w*|fierce|harsh|bitter\w*|sharp(ly)?|firm(ly)?",
    "afraid": r"afraid|fear\w*|scared|terrif\w*|panic\w*|nervous\w*|startled|worried|shak\w*|alarm\w*",
    "surprised": r"surpris\w*|astonish\w*|amazed|gasps?|stares?|wide-eyed",
}
PROPS: Vocabulary = {
    "letter": r"letters?|notes?|forms?|documents?|paper|envelope|telegram|page|chart|map|log ?book|photograph|photo|"
    r"postcard|picture",
    "book": r"books?|ledger|diary|journal|logbook",
    "lantern": r"lanterns?|lamps?|torch|candle|flashlight",
    "key": r"keys?|padlock",
    "radio": r"radio|transmitter|walkie-talkie|receiver|wireless",
    "phone": r"phones?|mobile|handset|telephone",
    "cup": r"cups?|mugs?|tea|coffee|glass|bottle|flask|kettle",
    "rope": r"ropes?|line|knot|net|nets|cable|hawser",
    "watch": r"watch|clock|compass|gauge|barometer|dial",
    "knife": r"knife|blade|scissors|tool|wrench|spanner|hammer",
    "door": r"door|handle|latch|knob|lock|bolt",
    "box": r"box|case|crate|chest|suitcase|briefcase|bag|parcel",
}
STYLES: Vocabulary = {
    "noir": r"noir|black[- ]and[- ]white|b&w|monochrome|bw",
    "sepia": r"sepia|vintage|old photograph",
    "pastel": r"pastel|watercolou?r|soft colou?rs?|gentle",
    "vivid": r"vivid|saturated|bold|pop|comic|vibrant|bright",
    "cold": r"cold|cool|blue|nordic|scandinavian|bleak|steel",
    "warm": r"warm|amber|golden|cosy|cozy|orange",
    "muted": r"muted|desaturated|restrained|naturalistic|documentary|grainy|subdued|earth\w*",
    "contrast": r"high contrast|hard|graphic|expressionist|woodcut|ink",
}
LIGHTS: Vocabulary = {
    "low": r"low|low[- ]key|dim|shadowy|dark",
    "high": r"high|high[- ]key|bright|flat",
    "warm": r"warm|golden|tungsten|sunset",
    "cold": r"cold|cool|blue|fluorescent|steel",
    "moon": r"moonlight|moonlit|moon",
    "lamp": r"lamplight|lamplit|candle\w*|fire\w*",
    "back": r"back|back ?li\w+|silhouette|contre-jour|rim",
    "soft": r"soft|diffuse\w*|overcast",
}
LIGHT_TIMES: Vocabulary = {
    "dawn": r"dawn|sunrise|daybreak",
    "dusk": r"dusk|sunset|twilight|magic hour|golden hour",
    "night": r"night|midnight|moonlight|moonlit|moon",
    "day": r"day|daylight|noon|midday",
}
"""The hour that a light means by itself, whatever the scene says."""
HAIRS: Vocabulary = {
    "bald": r"bald|shaven|shaved head",
    "bun": r"bun|chignon|tied back|ponytail|pony tail",
    "curly": r"curly|curls|afro|frizzy|wavy",
    "long": r"long hair|long|braids?|plaits?",
    "cap": r"cap|beanie|watch cap",
    "hood": r"hood|hooded",
    "short": r"short|cropped|crew cut|bob|neat",
}
BUILDS: Vocabulary = {
    "child": r"child|boy|girl|kid|toddler|ten|eleven|twelve|eight|nine|seven",
    "tall": r"tall|lanky|towering|long-limbed",
    "broad": r"broad|stocky|heavy|big|burly|stout|large|heavyset|solid",
    "slight": r"slight|thin|small|slim|slender|petite|wiry|lean|frail",
    "average": r"average|medium",
}
GARMENTS: Vocabulary = {
    "oilskin": r"oilskins?|raincoat|slicker|sou'?wester|mackintosh|waterproof",
    "coat": r"(over|great|trench|pea)?coat|parka|duffel|duffle|cloak|robe",
    "jacket": r"jacket|blazer|suit|anorak|bomber|cardigan|waistcoat|vest",
    "sweater": r"sweater|jumper|pullover|hoodie|knit\w*|gansey|jersey",
    "dress": r"dress|gown|skirt|frock|pinafore",
    "uniform": r"uniform|officer|police|guard|captain|coastguard|nurse",
    "overalls": r"overalls|dungarees|boiler suit|apron",
    "shirt": r"shirt|t-shirt|blouse|tee|plaid",
}
ACCESSORIES: Vocabulary = {
    "hat": r"hat|fedora|bowler|brim\w*|sou'?wester",
    "cap": r"cap|beanie|beret",
    "scarf": r"scarf|shawl|muffler|neckerchief",
    "glasses": r"glasses|spectacles|specs",
    "beard": r"beard(ed)?|stubble|whiskers",
    "moustache": r"moustache|mustache",
    "bag": r"bag|satchel|backpack|rucksack",
    "tie": r"tie|necktie|bow tie",
    "earrings": r"ear-?rings?",
}


def find(vocabulary: Vocabulary, text: object) -> str | None:
    """The first entry of a vocabulary, in its order, of which a word stands in the text."""
    return next(iter(find_all(vocabulary, text)), None)


def find_all(vocabulary: Vocabulary, text: object) -> list[str]:
    if not isinstance(text, str) or not text:
        return []
    lowered = text.lower()[:4000]
    return [name for name, words in vocabulary.items() if re.search(rf"\b({words})\b", lowered)]


def last(vocabulary: Vocabulary, text: object) -> str | None:
    """The entry whose word ends the text or stands nearest its end: a coast road is a road."""
    if not isinstance(text, str) or not text:
        return None
    lowered = text.lower()[:4000]
    hits = ((hit, name) for name, words in vocabulary.items() for hit in re.finditer(rf"\b({words})\b", lowered))
    return max(((hit.end(), hit.end() - hit.start(), name) for hit, name in hits), default=(0, 0, None))[2]


def first(vocabulary: Vocabulary, text: object) -> str | None:
    """The entry whose word stands earliest in the text: what the sentence is about first."""
    if not isinstance(text, str) or not text:
        return None
    lowered = text.lower()[:4000]
    hits = ((re.search(rf"\b({words})\b", lowered), name) for name, words in vocabulary.items())
    return min(((hit.start(), name) for hit, name in hits if hit), default=(0, None))[1]
