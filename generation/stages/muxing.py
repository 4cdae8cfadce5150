"""Muxing: master and proxy of a shot are written anew with its sound in them."""

import os
import shutil
from pathlib import Path

from generation.backends import request
from generation.ports import media, muxing, sound, tracks
from generation.ports.work import JSON, Done, OutputFile, Refusing, Work
from generation.stages.mux import MASTER, PICTURE, PROXY, SOUND


def mux(work: Work) -> Done:
    """Write picture and sound into one file; refuses what is no picture or no sound."""
    master, proxy = work.file(PICTURE, MASTER), work.file(PROXY, PROXY)
    heard = work.upstream.get(SOUND, {}).get(SOUND)
    try:
        size, measured, count = media.measure(master)
        samples = tracks.both(sound.read_columns(heard)) if heard else None
    except (media.Unreadable, sound.Unreadable) as error:
        raise Refusing(str(error)) from error
    rate = request.rate(work.inputs) if "parameter:frame_rate" in work.inputs else measured
    length = sound.samples_of(count, rate)
    made = {MASTER: work.out / "master.mkv", PROXY: work.out / "proxy.mp4"}
    for step, (role, source, form) in enumerate(
        ((MASTER, master, muxing.MASTER), (PROXY, proxy, muxing.PROXY)), start=1
    ):
        if samples is None:
            _same_file(source, made[role])
        else:
            muxing.join(source, muxing.fitted(samples, length), made[role], form, rate)
        work.progress(step, 2)
    content = work.content(PICTURE, MASTER)
    assert content, "what comes in says what it means"
    facts: dict[str, JSON] = {"width": size[0], "height": size[1], "rate": media.rate_text(rate), "count": count}
    with_sound: dict[str, JSON] = {**facts, "sound": {"rate": sound.RATE, "channels": 2, "samples": length}}
    shown = facts if samples is None else with_sound
    outputs = (
        OutputFile(MASTER, made[MASTER], media.Master.media_type, content, shown),
        OutputFile(PROXY, made[PROXY], media.Proxy.media_type, content, shown),
    )
    return Done(outputs, {"snapped": _told(samples is not None and len(samples) != length)})


def _told(bent: bool) -> list[JSON]:
    return ["the sound was made as long as the picture"] if bent else []


def _same_file(source: Path, target: Path) -> None:
    """A link spares the copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
