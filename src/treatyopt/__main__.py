"""Where the program starts: from the first line on, Ctrl-C ends it with one line and exit code 130."""

import os


def _stopped(*_: object) -> None:
    """Say so and end at once; what is loading now could lose an exception, or show a traceback of its own."""
    try:
        os.write(2, b"treatyopt: interrupted\n")
    finally:
        os._exit(130)


try:
    import signal

    _caught = (
        signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )  # not where a shell has it ignored
    if _caught:
        signal.signal(signal.SIGINT, _stopped)
except KeyboardInterrupt:
    _stopped()


def run() -> None:
    """Load the command line with Ctrl-C ending the process, and run it with Ctrl-C as an exception.

    A command that is interrupted puts away its unfinished file.
    """
    from treatyopt import cli

    try:
        if _caught:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = cli.finished()
        if _caught:
            signal.signal(signal.SIGINT, _stopped)
    except KeyboardInterrupt:
        _stopped()
    os._exit(code)


if __name__ == "__main__":
    run()
