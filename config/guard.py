"""The small process that stands over one service: it stops the service when whoever started it goes away.

`Guarded` starts it and holds a pipe to it. At end of file, be it by `stop()` or because the holder was killed, the
guard signals its child, kills it after a grace period, and kills whatever the child left behind. It runs on the
standard library alone, so that it starts in milliseconds and stays small.
"""

import argparse
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

GRACE = 10.0  # seconds between the signal to stop and the kill
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


@dataclass(frozen=True, slots=True)
class Service:
    """What to run: command, the signal that stops it in good order, the user to run it as (None: ours)."""

    name: str
    command: Sequence[str]
    stop_signal: signal.Signals = signal.SIGTERM
    user: int | None = None
    group: int | None = None
    environment: Mapping[str, str] | None = None
    keep: tuple[int, ...] = ()  # open files that the service inherits


class Guarded:
    """One running service under its guard.

    `output` is where its lines go: a file or subprocess.PIPE. `held` are open files that the guard, not the service,
    keeps until all is stopped: a lock outlives its killed holder by them.
    """

    def __init__(
        self, service: Service, output: int | IO[bytes] = subprocess.DEVNULL, held: tuple[int, ...] = ()
    ) -> None:
        self.service = service
        self.process = subprocess.Popen(
            _guard_command(service),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if service.environment is None else dict(service.environment),
            start_new_session=True,
            pass_fds=(*service.keep, *held),
        )

    @property
    def status(self) -> int | None:
        """Exit status of the service, or None while it runs."""
        return self.process.poll()

    def let_go(self) -> None:
        """Ask for the stop without waiting for it."""
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()

    def stop(self) -> int:
        """Stop the service and everything it started; return its exit status."""
        self.let_go()
        try:
            return self.process.wait(GRACE + 5)
        except subprocess.TimeoutExpired:
            self.process.kill()  # the kernel then signals the child: see _tie_to_guard
            return self.process.wait()


def _guard_command(service: Service) -> list[str]:
    options = ["--signal", str(int(service.stop_signal)), *(f"--keep={number}" for number in service.keep)]
    if service.user is not None:
        options += ["--user", str(service.user), "--group", str(service.group)]
    return [sys.executable, "-I", "-S", str(Path(__file__).resolve()), *options, "--", *service.command]


def main() -> int:
    """Run one command until it ends or standard input does."""
    options = _parse()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the pipe alone decides when to stop
    _prctl(PR_SET_CHILD_SUBREAPER, 1)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    wake = _wake_on_signals()
    try:
        child = _start(options)
    except OSError as error:
        sys.stderr.write(f"cannot start {options.command[0]}: {error.strerror}\n")
        return 127
    _wait_for_end(child, wake)
    if child.poll() is None:
        child.send_signal(options.signal)
        _give_grace(child)
    _kill_the_rest(child)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run one command until it ends or standard input does.")
    parser.add_argument("--signal", type=int, default=int(signal.SIGTERM))
    parser.add_argument("--user", type=int)
    parser.add_argument("--group", type=int)
    parser.add_argument("--keep", type=int, action="append", default=[])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    options.command = options.command[1:] if options.command[:1] == ["--"] else options.command
    return options


def _start(options: argparse.Namespace) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        options.command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=options.keep,
        preexec_fn=_tie_to_guard(options.signal),  # noqa: PLW1509  # the guard has one thread
        user=options.user,
        group=options.group,
        cwd=None if options.user is None else "/",  # another user may not even look at where we are
        extra_groups=None if options.user is None else [],
    )


def _tie_to_guard(stop_signal: int) -> Callable[[], None]:
    """What the child does before it becomes the service: take signals as usual, and the stop signal if we die."""

    def tie() -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        _prctl(PR_SET_PDEATHSIG, stop_signal)

    return tie


def _prctl(option: int, value: int) -> None:
    """Linux only; elsewhere the pipe and the process group do what they can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _wake_on_signals() -> int:
    readable, writable = os.pipe()
    os.set_blocking(writable, False)
    signal.set_wakeup_fd(writable, warn_on_full_buffer=False)
    return readable


def _wait_for_end(child: subprocess.Popen[bytes], wake: int) -> None:
    while child.poll() is None:
        ready, _, _ = select.select([0, wake], [], [])
        if 0 in ready and not os.read(0, 1):
            return
        if wake in ready:
            os.read(wake, 4096)
            _reap_orphans(child)


def _reap_orphans(child: subprocess.Popen[bytes]) -> None:
    for pid in _children() - {child.pid}:
        try:
            os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            continue  # reaped meanwhile


def _give_grace(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _kill_the_rest(child: subprocess.Popen[bytes]) -> None:
    """Orphans of the child are handed to us, so that those in sessions of their own are found too."""
    _kill(os.killpg, child.pid)
    deadline = time.monotonic() + GRACE
    while (left := _children()) and time.monotonic() < deadline:
        for pid in left:
            _kill(os.kill, pid)
        _reap_orphans(child)
        time.sleep(0.01)


def _kill(how: Callable[[int, int], None], pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):  # gone already; some systems so name a group of zombies
        how(pid, signal.SIGKILL)


def _children() -> set[int]:
    try:
        text = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    except OSError:
        return set()
    return {int(pid) for pid in text.split()}


if __name__ == "__main__":
    sys.exit(main())
