"""What people do, as tables: verbs by the posture, the gesture or the look that they mean."""

import re
from collections.abc import Mapping

from generation.backends.animatic.inflection import either, nouns, plain, verbs

Table = Mapping[str, re.Pattern[str]]

POSTURES: Table = {
    "sit": either(
        verbs(
            "sit, seat, perch, slump, sink into, sit down, take a seat, take her seat, take his seat, "
            "take their seats, "
            "curl up, lounge, settle into, settle down, settle onto, lower herself, lower himself, lower themselves, "
            "drop into, sink onto, row, ride"
        ),
        plain("seated, curled up"),
    ),
    "lie": either(
        verbs(
            "lie, sleep, nap, doze, slumber, snore, recline, collapse, faint, lie down, sprawl, stretch out, "
            "fall asleep, pass out"
        ),
        plain(
            "tucked in, tucked up, asleep, unconscious, dead, lying down, falls to the ground, falls to the floor, "
            "on the ground dead"
        ),
    ),
    "kneel": either(
        verbs(
            "kneel, crouch, squat, bend down, stoop, duck, hide, cower, drop to her knees, drop to his knees, "
            "fall to her knees, fall to his knees, sink to her knees, sink to his knees, get down on one knee"
        ),
        plain("on her knees, on his knees, on their knees"),
    ),
    "run": verbs("run, sprint, race, rush, dash, hurry, chase, flee, bolt, gallop"),
    "walk": verbs(
        "walk, stride, step, cross, approach, wander, enter, pace, come, go, march, stroll, leave, arrive, follow, "
        "tiptoe, limp, head for, head to, move, hike, trudge, march, exit, storm out, storm in, storm off"
    ),
    "climb": verbs("climb, clamber, scale"),
    "jump": verbs("jump, leap, hop"),
    "lean": verbs("lean, rest against, prop against"),
    "stand": either(verbs("stand, wait, get up, rise, stop, halt, stand up, pose"), plain("upright")),
}
GESTURES: Table = {
    "embrace": verbs("embrace, hug, kiss, cuddle, cradle, comfort, hold each other, dance"),
    "drink": verbs("drink, sip, swallow, gulp, taste"),
    "eat": verbs("eat, bite, chew, munch"),
    "smoke": verbs("smoke, light a cigarette, light a cigar, light a pipe"),
    "write": verbs("write, sign, scribble, draw, sketch, note down, jot, type"),
    "read": verbs("read, study, leaf through, browse, examine, inspect"),
    "phone": verbs("phone, telephone, call, dial, answer the phone, hang up, pick up the phone"),
    "point": verbs("point, aim, signal, indicate"),
    "wave": verbs("wave, hail, raise a hand, raise her hand, raise his hand, raise their hands, greet, salute, beckon"),
    "open": verbs(
        "open, unlock, close, shut, lock, knock, slam, push open, pull open, throw open, "
        "swing open, fling open, slide open"
    ),
    "give": verbs("give, hand, offer, pass, show"),
    "hands": verbs("take her hand, take his hand, hold hands, hold her hand, hold his hand, join hands, shake hands"),
    "hold": verbs(
        "hold, carry, clutch, grip, lift, clasp, grasp, hug, bear, cradle, grab, take, pick up, raise, brandish, wear, "
        "bring, lug, balance, pour, fold, wield, swing"
    ),
    "steer": verbs("steer, drive"),
    "work": verbs(
        "work, coil, haul, pull, polish, clean, wipe, wash, cook, dig, sweep, saw, repair, mend, fix, scrub, paint"
    ),
    "reach": verbs("turn, reach, push, touch, stretch, light, strike, press, feel, pet, stroke"),
    "cry": either(verbs("weep, sob, cry, bury his face, bury her face, cover her face, cover his face")),
    "pray": verbs("pray, beg, plead"),
    "think": verbs("think, ponder, wonder, consider"),
    "arms up": verbs("surrender, raise her arms, raise his arms, raise their arms, cheer, celebrate, throw up"),
}
LOOKS: Table = {
    "out": verbs("look out, gaze out, stare out, peer out, look to sea, look out over, gaze at the sea, watch the sea"),
    "through": verbs("look through, gaze through, stare through, peer through"),
    "up": verbs("look up, gaze up, stare up, glance up, look at the sky, look at the stars"),
    "down": verbs("look down, stare down, glance down, bow, gaze down, hang her head, hang his head"),
    "back": verbs(
        "look back, turn back, glance back, turn round, turn around, look over her shoulder, look over his shoulder"
    ),
    "away": verbs("turn away, look away, walk away, face away, turn her back, turn his back"),
}
SHUT = either(verbs("sleep, doze, nap, slumber, snore, faint, pass out, fall asleep, pray"),
              plain("asleep, unconscious, dead, eyes shut, eyes closed, shut eyes, closed eyes, with eyes "
                    "shut, closes her eyes, "
                    "closes his eyes, shuts her eyes, shuts his eyes"))  # fmt: skip
SEATS: Table = {
    "bed": nouns("bed, mattress, cot, bunk, hammock, stretcher, berth"),
    "sofa": nouns("sofa, couch, armchair, settee, easy chair"),
    "stool": nouns("stool, bar stool, barstool"),
    "bench": nouns("bench, pew, swing"),
    "stairs": nouns("stair, step, doorstep, staircase, kerb, curb, ladder, ledge, sill, windowsill"),
    "crate": nouns("bollard, crate, box, barrel, trunk, chest, suitcase, log, stump, tree trunk, wall, railing"),
    "rock": nouns("rock, stone, boulder, cliff"),
    "floor": nouns(
        "floor, ground, grass, sand, beach, carpet, rug, deck, snow, mud, road, street, pavement, water, shore"
    ),
    "chair": nouns("chair, seat, wheelchair, throne, table, desk, window, piano, bar, counter"),
}
PLACES: Table = {
    "window": nouns("window, windowpane, porthole, window sill, windowsill"),
    "door": nouns("door, doorway, gate, entrance, threshold, doorbell"),
    "table": nouns("table, desk, workbench, kitchen table, dining table, piano"),
    "counter": nouns("bar, counter, reception desk"),
    "wheel": nouns("wheel, steering wheel, helm, tiller, controls"),
    "ladder": nouns("ladder, rung, mast"),
    "rail": nouns("rail, railing, balustrade, parapet, banister"),
}
"""What people are at or deal with, and is drawn beside them."""
