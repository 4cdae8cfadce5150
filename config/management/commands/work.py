"""`manage.py work`: a worker that makes pictures, for this machine's studio or for one that it joins."""

import getpass
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError

from config.env import JOINED, ROOT, env, running_services, write_private
from generation.workers import devices
from generation.workers.joining import CannotJoin, Joining
from generation.workers.machines import Invitation, NoInvitation
from generation.workers.worker import run_worker


class Command(BaseCommand):
    help = "Run a worker: it looks for ordered work, runs it in a child process and commits what was made."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--device",
            default="cpu",
            help="the device to use: cpu, gpu:0, gpu:1 …, or remote to wait for other machines",
        )
        parser.add_argument(
            "--join",
            metavar="ADDRESS",
            help="work for the studio at this address, such as https://studio.example; asks for the invitation that "
            "invite_worker printed there, the first time (piped in, or by --invitation)",
        )
        parser.add_argument("--invitation", metavar="FILE", help="a file that holds the invitation")
        parser.add_argument("--log-level", default="INFO", help="DEBUG, INFO, WARNING or ERROR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            using = devices.device(options["device"])
        except devices.NoDevice as missing:
            raise CommandError(str(missing)) from None
        if options["join"]:
            self._join(options)
        if status := run_worker(current_app, using, options["log_level"]):
            raise SystemExit(status)

    def _join(self, options: dict[str, Any]) -> None:
        """Join, and begin anew: settings were read before anything was known. Nothing secret stands in a command."""
        if running_services(env.var_dir) or env.given("DATABASE_URL"):
            raise CommandError("This machine has a studio of its own here: set VAR_DIR to another folder to join one.")
        env.make_var_dir()
        joining = Joining(options["join"], env.var_dir / JOINED, write_private)
        if joining.known() and not options["invitation"]:
            return
        try:
            joining.join(Invitation.read(self._invitation(options["invitation"])))
        except (CannotJoin, NoInvitation) as error:
            raise CommandError(str(error)) from None
        self.stderr.write(f"This machine works for {options['join']} now.")
        again = ["work", "--join", options["join"], "--device", options["device"], "--log-level", options["log_level"]]
        os.execv(sys.executable, [sys.executable, str(ROOT / "manage.py"), *again])  # noqa: S606  our own program

    def _invitation(self, file: str | None) -> str:
        if file:
            try:
                return Path(file).read_text()
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"{file} cannot be read: {error}.") from None
        if sys.stdin.isatty():
            return getpass.getpass("Invitation: ")
        return sys.stdin.readline()
