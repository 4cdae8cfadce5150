"""The words that a drawing understands, as tables: extend a line and every form of the new word is known."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from generation.backends.animatic.inflection import either, nouns, plain, verbs, word_set

Vocabulary: TypeAlias = Mapping[str, re.Pattern[str]]

SETS: Vocabulary = {
    "lighthouse": nouns("lighthouse, beacon, lamp room, lantern room"),
    "harbour": nouns("harbour, harbor, quay, quayside, pier, dock, jetty, wharf, marina, port, slipway, mole"),
    "sea": nouns("sea, ocean, deck, raft, dinghy, bay, water, lifeboat, reef"),
    "beach": nouns("beach, shore, coast, cove, island, dune, sand, lakeside, riverside, river bank"),
    "wood": nouns(
        "wood, woodland, forest, tree, grove, clearing, park, garden, orchard, jungle, copse, "
        "thicket, glade, rainforest"
    ),
    "street": nouns(
        "street, alley, square, market, town, city, village, pavement, sidewalk, plaza, promenade, avenue, boulevard, "
        "courtyard, backyard, neighbourhood, terrace"
    ),
    "road": nouns(
        "road, highway, motorway, lane, path, track, roadside, car park, parking lot, bus stop, crossroad, junction, "
        "petrol station, gas station, driveway, carpark"
    ),
    "field": nouns(
        "field, meadow, hill, hillside, countryside, farm, farmland, mountain, valley, moor, prairie, steppe, desert, "
        "cliff, pasture, vineyard, graveyard, cemetery"
    ),
    "cabin": nouns(
        "cabin, hut, cottage, shack, shed, lodge, barn, boathouse, workshop, attic, chalet, log house, woodshed"
    ),
    "ship": nouns(
        "ship, boat, ferry, trawler, yacht, vessel, stateroom, berth, galley, submarine, freighter, steamer, liner, "
        "below deck, engine room"
    ),
    "bridge": nouns("wheelhouse, bridge, pilot house, helm, control room"),
    "car": nouns(
        "car, taxi, cab, van, truck, lorry, pickup, limousine, limo, ambulance, jeep, back seat, "
        "sedan, suv, minivan, hatchback, camper, caravan, lorry cab, police cruiser"
    ),
    "train": nouns(
        "train, carriage, compartment, tram, subway, metro, underground, bus, coach, sleeper, dining car, train car, "
        "railway car, aeroplane, airplane, plane, aircraft, airliner, jet, streetcar, trolley, tube"
    ),
    "station": nouns("station, train station, platform, railway, bus station"),
    "office": nouns(
        "office, police station, newsroom, bank, boardroom, meeting room, conference room, reception, agency, "
        "headquarters, study, workroom, interview room, interrogation room, lab, laboratory, classroom, cubicle, call "
        "centre, call center"
    ),
    "bar": nouns(
        "bar, pub, tavern, saloon, inn, nightclub, club, cafe, café, bistro, "
        "taproom, speakeasy, cantina, coffee shop, restaurant, diner, canteen"
    ),
    "kitchen": nouns("kitchen, pantry, scullery"),
    "bedroom": nouns(
        "bedroom, hotel room, motel room, motel, hotel, hospital room, hospital, ward, nursery, dormitory, guest room"
    ),
    "room": nouns(
        "room, living room, house, home, flat, apartment, parlour, parlor, lounge, library, studio, shop, store, "
        "bookshop, villa, dining room, sitting room"
    ),
    "hall": nouns(
        "hall, hallway, corridor, lobby, stairwell, staircase, stair, church, museum, school, warehouse, factory, "
        "basement, garage, cellar, tunnel, theatre, theater, gym, gallery, airport, courtroom, cell, prison"
    ),
}
"""Kinds of places; where none is named the set is neutral."""
CABINS: Vocabulary = {
    "ship": nouns(
        "ship, boat, ferry, trawler, yacht, vessel, steamer, liner, freighter, captain, skipper, submarine, crew, "
        "sailor, cruise, cargo, tanker, sailboat, sailing boat, houseboat, barge, tug, tugboat, schooner, deck, aft, "
        "forward, stern, cabin boy"
    ),
    "train": nouns(
        "aeroplane, airplane, plane, aircraft, airliner, jet, passenger, first class, business class, train, tram, "
        "bus, coach, gondola, cable car, helicopter"
    ),
    "car": nouns("car, truck, lorry, van, crane, tractor, digger, driver, jeep"),
    "": nouns("spaceship, spacecraft, starship, space shuttle, shuttle, rocket, lift, elevator, space station, space"),
}
"""What a cabin is one of, where a word beside it says so; all others are huts."""
TIMES: Vocabulary = {
    "dawn": plain("dawn, sunrise, daybreak, first light, early morning"),
    "dusk": plain("dusk, sunset, twilight, evening, magic hour, golden hour, sundown"),
    "night": plain("night, midnight, moonlight, dark"),
    "day": plain("day, morning, noon, afternoon, midday"),
}
LIGHTS: Vocabulary = {
    "low": plain("low, low key, dim, shadowy, dark"),
    "high": plain("high, high key, bright, flat"),
    "warm": plain("warm, golden, tungsten, sunset"),
    "cold": plain("cold, cool, blue, fluorescent, steel"),
    "moon": plain("moonlight, moonlit, moon"),
    "lamp": plain("lamplight, lamplit, candlelight, candlelit, candle, firelight, firelit, fire"),
    "back": plain("back, backlight, backlit, back light, silhouette, contre jour, rim"),
    "soft": plain("soft, diffuse, diffused, overcast"),
}
LIGHT_TIMES: Vocabulary = {
    "dawn": plain("dawn, sunrise, daybreak"),
    "dusk": plain("dusk, sunset, twilight, magic hour, golden hour"),
    "night": plain("night, midnight, moonlight, moonlit, moon"),
    "day": plain("day, daylight, noon, midday"),
}
"""The hour that a light means by itself, whatever the scene says."""
MOODS: Vocabulary = {
    "happy": either(
        verbs("smile, laugh, grin, cheer, beam"),
        plain("happy, happily, joy, joyful, delighted, amused, relieved, warmly"),
    ),
    "sad": either(
        verbs("cry, weep, sob, grieve, mourn"),
        plain("sad, sadly, sadness, tear, tears, grief, quietly, softly, tired, lost, broken, gently"),
    ),
    "angry": either(
        verbs("shout, snap, glare, scowl, yell"),
        plain(
            "angry, angrily, anger, furious, fierce, fiercely, harsh, harshly, bitter, bitterly, sharply, firmly, rage"
        ),
    ),
    "afraid": either(
        verbs("tremble, panic, fear, cower"),
        plain("afraid, scared, terrified, nervous, nervously, startled, worried, alarmed, shaking, frightened"),
    ),
    "surprised": either(verbs("gasp, stare"), plain("surprised, astonished, amazed, wide eyed, shocked, stunned")),
}
PROPS: Vocabulary = {
    "letter": nouns(
        "letter, note, form, document, paper, envelope, telegram, page, chart, map, photograph, photo, postcard, "
        "picture, newspaper, ticket, passport, drawing"
    ),
    "book": nouns("book, ledger, diary, journal, logbook, log book, notebook, script, novel"),
    "lantern": nouns("lantern, lamp, torch, flashlight"),
    "candle": nouns("candle, match, lighter"),
    "key": nouns("key, padlock"),
    "radio": nouns("radio, transmitter, receiver, wireless"),
    "phone": nouns("phone, mobile, handset, telephone, smartphone, cell phone, walkie talkie"),
    "cup": nouns("cup, mug, tea, coffee, kettle, bowl"),
    "glass": nouns("glass, bottle, flask, wine, beer, whisky, whiskey, drink"),
    "rope": nouns("rope, line, knot, net, cable, hawser, chain"),
    "watch": nouns("watch, clock, compass, gauge, barometer, dial"),
    "knife": nouns("knife, blade, dagger, scissors"),
    "tool": nouns("tool, wrench, spanner, hammer, screwdriver, axe"),
    "gun": nouns("gun, pistol, revolver, rifle, weapon"),
    "umbrella": nouns("umbrella, parasol"),
    "flowers": nouns("flower, flowers, bouquet, rose, sunflower, tulip, lily"),
    "stick": nouns("stick, cane, oar, broom, sword, staff, spear, rod, bat, crutch, pole, shovel, spade, mop"),
    "pen": nouns("pen, pencil, brush, paintbrush, quill"),
    "spoon": nouns("spoon, fork, ladle"),
    "cigarette": nouns("cigarette, cigar, pipe"),
    "camera": nouns("camera, binoculars, telescope"),
    "baby": nouns("baby, infant, newborn, bundle"),
    "globe": nouns("snowglobe, snow globe, globe, crystal ball"),
    "ball": nouns("ball, apple, orange, peach, tomato, potato, stone, pebble, egg"),
    "door": nouns("door, doorway, handle, latch, knob, lock, bolt, gate"),
    "bag": nouns("bag, suitcase, briefcase, satchel, basket, bucket, handbag, rucksack, backpack"),
    "box": nouns("box, case, crate, chest, parcel, package, tin, toolbox, casket"),
}
VERB_LIKE = plain(
    "watch, note, form, line, lock, book, page, hammer, bolt, torch, map, chart, net, bag, box, case, match, drink, "
    "picture, phone, radio, chain, rose, script, pen, stick, key, staff, bat, cable, notes, forms, lines, "
    "locks, books, "
    "pages, hammers, bolts, maps, nets, boxes, matches, drinks, pictures, phones, sticks, watches, tools, orange, paper"
)
"""Words for things that may be something else too: they count after an article, an adjective or a number only."""
HAIRS: Vocabulary = {
    "bald": plain("bald, shaven, shaved head, shaved"),
    "bun": plain("bun, chignon, tied back, ponytail, pony tail"),
    "curly": plain("curly, curls, afro, frizzy, wavy"),
    "long": plain("long hair, long, braid, braids, plait, plaits, braided"),
    "cap": plain("cap, beanie, watch cap"),
    "hood": plain("hood, hooded"),
    "short": plain("short, cropped, crew cut, bob, neat"),
}
BUILDS: Vocabulary = {
    "child": plain(
        "child, boy, girl, kid, toddler, five years old, six years old, seven years old, eight years old, "
        "nine years old, ten years old, eleven years old, twelve years old, seven, eight, nine, ten, eleven, twelve"
    ),
    "tall": plain("tall, lanky, towering, long limbed"),
    "broad": plain("broad, stocky, heavy, big, burly, stout, large, heavyset, solid"),
    "slight": plain("slight, thin, small, slim, slender, petite, wiry, lean, frail"),
    "average": plain("average, medium"),
}
GARMENTS: Vocabulary = {
    "oilskin": nouns("oilskin, slicker, souwester, sou'wester, mackintosh, waterproof, rain coat, raincoat"),
    "coat": nouns("coat, overcoat, greatcoat, trenchcoat, trench coat, peacoat, parka, duffel, duffle, cloak, robe"),
    "jacket": nouns("jacket, blazer, suit, anorak, bomber, cardigan, waistcoat, vest"),
    "sweater": nouns("sweater, jumper, pullover, hoodie, gansey, jersey, knit, knitwear"),
    "dress": nouns("dress, gown, skirt, frock, pinafore"),
    "uniform": nouns("uniform, officer, police, guard, captain, coastguard, nurse, soldier"),
    "overalls": plain("overalls, dungarees, boiler suit, apron"),
    "shirt": nouns("shirt, t-shirt, blouse, tee, plaid"),
}
ACCESSORIES: Vocabulary = {
    "hat": nouns("hat, fedora, bowler, brim, souwester, sou'wester"),
    "cap": nouns("cap, beanie, beret"),
    "scarf": nouns("scarf, shawl, muffler, neckerchief"),
    "glasses": plain("glasses, spectacles, specs"),
    "beard": plain("beard, bearded, stubble, whiskers"),
    "moustache": plain("moustache, mustache"),
    "bag": nouns("bag, satchel, backpack, rucksack"),
    "tie": nouns("tie, necktie, bow tie"),
    "earrings": nouns("earring, ear-ring"),
}
STYLES: Vocabulary = {
    "noir": plain("noir, film noir, black and white, b&w, monochrome, bw, chiaroscuro"),
    "sepia": plain("sepia, vintage, old photograph, daguerreotype, silent film"),
    "pencil": plain("pencil, graphite, sketch, sketchy, storyboard, line drawing, drawn"),
    "charcoal": plain("charcoal, chalk, conte"),
    "ink": plain("ink, inked, pen, brush, manga, contrast, high contrast, hard, graphic, expressionist, expressionism"),
    "woodcut": plain("woodcut, linocut, engraving, engraved, etching, hatched, hatching, crosshatch"),
    "watercolour": plain("watercolour, watercolor, aquarelle, wash, gouache, ink wash"),
    "pastel": plain("pastel, pastels, soft colours, soft colors, gentle, dreamy, dreamlike, storybook"),
    "painted": plain("oil, oils, oil painting, painted, painterly, impressionist, impressionism, impasto"),
    "comic": plain("comic, comics, comic book, pop, pop art, cartoon, graphic novel, anime, cel shaded, cel"),
    "flat": plain("flat, minimal, minimalist, poster, paper cut, cut out, geometric, bauhaus"),
    "grain": plain("grain, grainy, documentary, 16mm, 8mm, super 8, verite, found footage, gritty, newsreel"),
    "vivid": plain("vivid, saturated, bold, vibrant, bright, technicolor, technicolour, neon, colourful, colorful"),
    "cold": plain("cold, cool, blue, nordic, scandinavian, bleak, steel, icy, wintry"),
    "warm": plain("warm, amber, golden, cosy, cozy, orange, honeyed, sunlit"),
    "muted": plain(
        "muted, desaturated, restrained, naturalistic, subdued, earthy, earth tones, washed out, faded, drab"
    ),
    "dark": plain("dark, gothic, moody, sinister, grim, brooding, ominous"),
}
"""How a film looks: each changes line, wash, contrast or palette (`technique.py`, `light.py`)."""
PERSONS: Vocabulary = {
    "woman": nouns("woman, lady, mother, daughter, wife, sister, grandmother, aunt, waitress, actress, queen, bride"),
    "man": nouns("man, gentleman, father, son, husband, brother, grandfather, uncle, waiter, king, groom, old man"),
    "girl": nouns("girl, schoolgirl"),
    "boy": nouns("boy, schoolboy"),
    "child": nouns("child, kid, toddler"),
    "person": nouns(
        "person, figure, keeper, captain, sailor, driver, doctor, nurse, officer, soldier, policeman, teacher, guard, "
        "stranger, friend, clerk, passenger, guest, customer, bartender, detective, boss, worker, fisherman, patient"
    ),
}
CROWDS = plain(
    "they, both, people, men, women, children, figures, everyone, everybody, all, couple, two, pair, family, friends, "
    "group, crowd, sailors, soldiers, girls, boys, passengers, guests, lovers, twins, brothers, sisters"
)
"""Words for everybody in the shot."""
WEATHERS: Vocabulary = {
    "storm": either(
        nouns(
            "storm, thunderstorm, snowstorm, hailstorm, "
            "thunder, lightning, gale, squall, tempest, hurricane, thundercloud"
        ),
        plain("stormy, storming, thundery, thundering"),
    ),
    "snow": either(
        verbs("snow"), nouns("snowflake, snowfall, blizzard, flurry, snowdrift"), plain("sleet, snowy, snowbound")
    ),
    "rain": either(
        verbs("rain, drizzle"),
        nouns("downpour, raindrop, rain shower, cloudburst, hailstone"),
        plain(
            "rainy, rainfall, it pours, it poured, it is pouring, it's pouring, it’s pouring, it was pouring, "
            "it keeps pouring, it hails, it hailed, it is hailing, it's hailing, it’s hailing, it was hailing"
        ),
    ),
    "fog": plain("fog, fogs, foggy, fogged in, fogbound, mist, mists, misty, haze, hazy, murk"),
    "clouds": either(nouns("cloud"), plain("cloudy, clouded, overcast, grey sky, gray sky, leaden sky")),
    "clear": plain(
        "clear, clear sky, clear day, clear night, sunny, sunshine, cloudless, bright sun, blazing sun, blue "
        "sky, sunlit"
    ),
}
WEATHER_VERBS = verbs(
    "fall, pour, blow, lie, roll, drift, hammer, stream, run, drip, beat, lash, drum, patter, come, go, start, begin, "
    "hang, settle, cover, creep, swallow, wrap, surround, rage, howl, break, gather, approach, pass, rise, lift, "
    "thicken, thin, move, swirl, whirl, dance, soak, wash, sweep, spatter, splash, hit, strike, slap, rattle, turn, "
    "get, grow, close, hide, press, stand, melt, freeze, glitter, crunch, glow, flash, crack, rumble, roar, batter, "
    "pelt, drench, fill, seep, leak, trickle, obscure, hold, take, give, whip, sting, build, crash, wait, race, scud, "
    "pile, cling, blanket, muffle, glisten, shine, tear, rip, keep, return, reach, ease, boom, spit, streak, blur, "
    "brew, loom, spread, engulf, envelop, shroud, veil, tap, pummel, slide, float, flutter, linger, swallow, "
    "continue, slant, bury, dust, trail"
)
"""What weather does: after its name these tell that it is there."""
NOUNS_TOO = word_set(
    "dance cover drum blanket stand pass wash wrap track dust veil shroud tap slide float trail hold whip roll crack "
    "run press hide start return beat"
)
"""Verbs of weather whose first form is a thing as well: a rain cover, a rain dance."""
FIGURES = nouns(
    "eye, memory, owl, marriage, smile, look, voice, mind, thought, future, relationship, mood, temper, disposition, "
    "idea, mirror, glass, lens, spectacles, past, expression, face, affair, temperament, personality, outlook, "
    "judgement, judgment, recollection, vision, picture, notion, understanding, drink, liquid, wine, beer, water, "
    "romance, career, divorce, meeting, debate, session, nature, attitude, optimism, laugh"
)
"""What a weather's adjective describes without any weather: hazy memories, a stormy marriage, a sunny smile."""
WEATHER_LINKS = word_set(
    "in on at over under outside above below behind between across through against along around down up out off into "
    "onto from to and or but as while with without by near beyond is are was were has had will would can may does "
    "did now again everywhere all still only just then there here this that which so because like tonight today "
    "the a an her his their its my our it he she they we i upon past toward towards within inside before after "
    "streaked soaked covered lashed swept"
)
"""What may follow a weather's name without making it part of another name; another noun does."""
