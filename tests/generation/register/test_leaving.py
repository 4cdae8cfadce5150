"""A process that another one began ends with it, and in peace when it is done first."""

import subprocess
import sys

from config.env import ROOT

BEGIN = "import time; from generation.register.additions import leave_with_parent; leave_with_parent(); "
DJANGO = "import os, django; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.test'); django.setup(); "


def begun(then: str) -> "subprocess.Popen[bytes]":
    program = [sys.executable, "-c", DJANGO + BEGIN + then]
    return subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE)


def test_it_ends_in_peace_while_the_other_one_goes_on() -> None:
    with begun("") as process:
        assert process.stderr
        said = process.stderr.read()
        assert (process.wait(60), said) == (0, b"")


def test_it_ends_with_the_other_one() -> None:
    with begun("time.sleep(60)") as process:
        assert process.stdin
        process.stdin.close()
        assert process.wait(50) == 1
