"""The one error boundary: every command runs inside it, and every error leaves through it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sustainrubric import __version__
from sustainrubric.base.errors import InvalidFile, RefusedToWrite, SustainError, Unreadable
from sustainrubric.base.text import one_line
from sustainrubric.disk import system
from sustainrubric.terminal.console import complain

INTERRUPTED = 130

OUR_BUG = 70


@contextmanager
def boundary() -> Iterator[None]:
    """Turn whatever a command raises into a message and the exit code that product.md gives it."""
    try:
        try:
            yield
        except SystemExit as stop:
            _flush_at_the_end(stop)
            raise
        # A full disk or a closed pipe shows only now; at the interpreter's exit nobody would say so.
        sys.stdout.flush()
    except InvalidFile as error:
        _show_invalid(error)
        sys.exit(error.exit_code)
    except SustainError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, EOFError):
        complain("interrupted")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _leave_quietly()
    except OSError as error:
        if system.is_windows() and error.errno == errno.EINVAL:
            # What Windows says where others say that the pipe is broken.
            _leave_quietly()
        _forget_output()
        if _folder_is_gone():
            complain("the folder you are in is gone; go to one that is there")
            sys.exit(Unreadable.exit_code)
        complain(f"cannot write the result: {error.strerror or error}")
        sys.exit(RefusedToWrite.exit_code)
    except Exception as error:
        if type(error).__module__.startswith("typer."):
            _refuse_usage(error)
            # Typer's other exceptions end the process well by themselves: --help, --version.
            raise
        _own_bug(error)


def _folder_is_gone() -> bool:
    try:
        os.getcwd()
    except OSError:
        return True
    return False


def _flush_at_the_end(stop: SystemExit) -> None:
    """Let the last of the output out; where its reader or its window is gone, the exit code stands."""
    try:
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.EIO):
            raise
        _forget_output()
        raise stop from None


def _show_invalid(error: InvalidFile) -> None:
    from sustainrubric.check.text import as_text

    for found in error.problems:
        complain(as_text(found), prefix="")
    complain(one_line(str(error)))


def _leave_quietly() -> None:
    """The reader of our pipe went away: no more is wanted, and nothing is wrong."""
    _forget_output()
    sys.exit(0)


def _forget_output() -> None:
    """Let what is left in the buffer of standard output go nowhere, or Python complains at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _refuse_usage(error: Exception) -> None:
    """End with what is wrong with the command line, where that is what typer raised."""
    # Imported late: most command lines are right.
    from sustainrubric.cli.usage_errors import EXIT_CODE, all_that_is_wrong, is_usage_error, usage_lines

    if not is_usage_error(error) or type(error).__name__ == "NoArgsIsHelpError":
        return
    lines = usage_lines(error)
    if lines:
        complain(lines, prefix="")
    for words in all_that_is_wrong(error, sys.argv[1:]):
        complain(words)
    sys.exit(EXIT_CODE)


def _own_bug(error: Exception) -> None:
    """Say where it happened without the data it happened on: that may be confidential."""
    if os.environ.get("SUSTAIN_DEBUG"):
        raise error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"
    complain(f"a bug of ours stopped the command: {type(error).__name__} at {place}, sustain {__version__}")
    complain("please report it with the command you typed; with SUSTAIN_DEBUG=1 it shows where it came from")
    sys.exit(OUR_BUG)
