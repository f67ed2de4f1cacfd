"""A process that has imported `sustain` once, and gives a copy of itself for each run that is asked for.

A new interpreter needs a second of imports; a copy needs none, and is a process of its own in all that matters
to the tests: its memory, its streams, its signals, its exit code. `tests/forked.py` starts this and asks.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import pty
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn, TextIO


def serve(control: socket.socket) -> None:
    """Answer each connection that comes over `control` with a copy of this process, until nobody asks."""
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        _bury()
        if not descriptors:
            return
        if os.fork() == 0:
            control.close()
            _keep(socket.socket(fileno=descriptors[0]))
            return
        os.close(descriptors[0])


def _bury() -> None:
    """Let the system forget the processes that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _keep(connection: socket.socket) -> None:
    """Start one run, say its process and at its end how it ended; returns in the process of the run only."""
    request, streams = _asked(connection)
    pid, terminal = (os.fork(), -1) if streams else pty.fork()
    if pid == 0:
        connection.close()
        _become(request, streams)
        return
    for stream in streams:
        os.close(stream)
    socket.send_fds(connection, [b"%d\n" % pid], [terminal] if terminal >= 0 else [])
    if terminal >= 0:
        os.close(terminal)
    _, status = os.waitpid(pid, 0)
    connection.sendall(b"%d\n" % status)
    os._exit(0)


def _asked(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """The request, a line of JSON, and the three streams that came with it, or none where it is a terminal."""
    text, streams = b"", []
    while not text.endswith(b"\n"):
        more, descriptors, _, _ = socket.recv_fds(connection, 1 << 20, 3)
        text += more
        streams += descriptors
    return json.loads(text), streams


def _become(request: dict[str, Any], streams: list[int]) -> None:
    """Make of this copy what a new interpreter would be: its folder, environment, streams and signals."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    if not streams:
        _set_size(*request["size"])
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)
    sys.stdin, sys.stdout, sys.stderr = _text(0, "r"), _text(1, "w"), _text(2, "w")
    sys.argv = ["sustain", *request["arguments"]]


def _set_size(rows: int, columns: int) -> None:
    import termios

    termios.tcsetwinsize(0, (rows, columns))


def _text(descriptor: int, mode: str) -> TextIO:
    """A standard stream as Python opens it in a locale of UTF-8."""
    binary: Any = open(descriptor, f"{mode}b", closefd=False)  # noqa: SIM115 - lives as long as the process
    errors = "backslashreplace" if descriptor == 2 else "surrogateescape"
    lines = descriptor == 2 or (mode == "w" and os.isatty(descriptor))
    return io.TextIOWrapper(binary, encoding="utf-8", errors=errors, newline="\n", line_buffering=lines)


def import_everything() -> None:
    """Import all of `sustain`, so that no copy has to."""
    import sustainrubric

    for module in pkgutil.walk_packages(sustainrubric.__path__, "sustainrubric."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    _warm_up()
    # It looks at the terminal when it is imported, so each copy has to do that by itself.
    assert "readline" not in sys.modules
    # What is frozen is not looked through again at the end of each copy, which would take most of its time.
    gc.collect()
    gc.freeze()


def _warm_up() -> None:
    """Have at hand what a run imports late or makes once: the instruments, the models of our files, locks."""
    importlib.import_module("filelock")
    importlib.import_module("platformdirs")
    inspect_bytes = importlib.import_module("sustainrubric.check.file").inspect_bytes
    for file in sorted((Path(__file__).parent / "examples" / "valid").glob("*.yaml")):
        inspect_bytes(file.read_bytes(), file.name)


def run_and_end() -> None:
    """Run the command; where it ends as commands do, end the process without taking the interpreter apart.

    Taking it apart would touch, and so copy, all the memory that is shared with the server.
    """
    from sustainrubric.cli.main import main

    try:
        main()
    except SystemExit as stop:
        if stop.code is None or isinstance(stop.code, int):
            _end_at_once(stop.code or 0)
        raise
    _end_at_once(0)


def _end_at_once(code: int) -> NoReturn:
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            # A command may have closed it, or put None there.
            if stream is not None and not stream.closed:
                stream.flush()
    except (OSError, ValueError):
        # The interpreter has words and an exit code of its own for this.
        sys.exit(code)
    os._exit(code & 0xFF)


if __name__ == "__main__":
    import_everything()
    serve(socket.socket(fileno=int(sys.argv[1])))
    if sys.argv[0] == "sustain":
        run_and_end()
