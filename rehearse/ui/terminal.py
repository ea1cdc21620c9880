"""The terminal as the app holds it: given back whatever ends or stops the program, and the last letters kept first.

Textual's own driver leaves it to SIGTERM and SIGHUP to end the program where it stands; it acts on SIGTSTP in the midst
of whatever runs; at a SIGCONT without a SIGTSTP before it, it takes the terminal that it holds a second time; and when
the window is dragged about, an older size may come last: one signal's handler interrupts that of another.
"""

import logging
import os
import signal
import sys
import termios
from contextlib import suppress
from tty import LFLAG
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, TextIO, cast

from textual.app import App
from textual.events import Resize
from textual.geometry import Size

from rehearse.ui.keyboard import Keyboard

if TYPE_CHECKING:
    from rehearse.ui.app import RehearseApp

log = logging.getLogger(__name__)

BY_SIGNAL: Final = 128
"""What shells add to a signal's number to say that it ended a program."""
_ENDS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""The signals that ask a program to end."""


class Terminal(Keyboard):
    """Textual's driver, in a process that is told to end, stopped and continued, or left without its terminal."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file = cast("Any", _Output(cast("TextIO", sys.__stderr__)))
        self._holds = False
        self._ended = False
        self._to_stop = False
        self._stopped_at: float | None = None
        self._found: list[Any] | None = None
        for number in _ENDS:
            signal.signal(number, self._told_to_end)
        for number in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, self._heard)
        sys.unraisablehook = _kept_off_the_screen

    def start_application_mode(self) -> None:
        """Take the terminal; a program in the background is stopped again instead."""
        self._holds = True
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual left its type out
        self._holds = self._writer_thread is not None and self._writer_thread.is_alive()
        signal.signal(signal.SIGWINCH, self._resized)

    def stop_application_mode(self) -> None:
        """Give the terminal back, once; how it was set follows in `close`, when all is written.

        A terminal that shows what is typed would put a key pressed now into the midst of a sequence still to come.
        """
        if self._holds:
            self._found, self.attrs_before = self.attrs_before, None
            super().stop_application_mode()
            self._holds = False

    def close(self) -> None:
        """Write what is left, and set the terminal as it was found."""
        super().close()
        if self._found is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._found)
            self._found = None

    def disable_input(self) -> None:
        """Read no more keys; from the background no terminal may be touched, or the program is stopped once more."""
        if self._holds:
            super().disable_input()

    def write(self, data: str) -> None:
        """Write to the terminal while it is held."""
        if self._holds:
            super().write(data)

    @property
    def _rehearse(self) -> "RehearseApp":
        return cast("RehearseApp", self._app)

    def _told_to_end(self, number: int, _: FrameType | None) -> None:
        """End between two of the app's steps, never in the midst of one; the first signal is the last one heard.

        A storm of them would else interrupt its own handler, deeper and deeper, until Python gives up wherever the app
        stands: also halfway through giving the terminal back.
        """
        for each in (number, *_ENDS):  # the one that storms first: each call hears what has come meanwhile
            signal.signal(each, signal.SIG_IGN)
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._end, number)
        elif not (self._rehearse.unsaved or self._rehearse.error):  # else those are still to be shown
            os._exit(BY_SIGNAL + number)  # all is written and given back; only Python itself has to end

    def _heard(self, number: int, _: FrameType | None) -> None:
        """Stop or go on between two of the app's steps; what goes on at once after a stop is not stopped any more."""
        self._to_stop = number == signal.SIGTSTP
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop if self._to_stop else self._go_on)

    def _resized(self, _: int, __: FrameType | None) -> None:
        """Tell the app of a new size, read between two of its steps: so the last told is the present one."""
        if not self._in_band_window_resize and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell_size)

    def _tell_size(self) -> None:
        size = Size(*self._get_terminal_size())
        self._app.post_message(Resize(size, size))
        # Where the size is the old one again, nothing seems to have changed; but what stood there may be gone.
        self._app.refresh(layout=True)

    def lost(self) -> None:
        """End as a hang-up does; its signal may come a moment later."""
        self._end(signal.SIGHUP)

    def _end(self, number: int) -> None:
        if self._ended:
            return
        self._ended = True
        if self._gone():
            _lead_nowhere()
        self._rehearse.end(BY_SIGNAL + number)

    def _stop(self) -> None:
        if self._holds and self._to_stop:
            self._rehearse.stand()
            self.suspend_application_mode()
            self._stopped_at = self._loop.time()
        if self._to_stop:
            os.kill(os.getpid(), signal.SIGSTOP)
        self._to_stop = False

    def _go_on(self) -> None:
        """Take the terminal again: it was given back, or the shell has changed it after a stop nobody was told of."""
        given_back = self._stopped_at is not None
        if self._ended or not (given_back or (self._holds and self._taken_over())):
            return
        if self._holds:
            self.suspend_application_mode()
        self.resume_application_mode()
        if self._holds:
            stood = self._loop.time() - self._stopped_at if self._stopped_at is not None else 0.0
            self._stopped_at = None
            self._rehearse.go_on(stood)

    def _taken_over(self) -> bool:
        """Tell whether somebody else has set the terminal to read whole lines."""
        with suppress(termios.error):
            return bool(termios.tcgetattr(self.fileno)[LFLAG] & termios.ICANON)
        return False

    def _gone(self) -> bool:
        try:
            termios.tcgetattr(self.fileno)
        except termios.error:
            return True
        return False


def _kept_off_the_screen(error: "sys.UnraisableHookArgs") -> None:
    """Log an error that nothing can catch; Python would write it across the screen.

    One such comes of a storm of signals: a signal that arrives in the very step in which it is set to be ignored.
    """
    log.error("an error that nothing can catch", exc_info=error.exc_value)


def _lead_nowhere() -> None:
    """Let what is still written go nowhere, and nothing be read, where there is no terminal any more."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


class _Output:
    """The terminal as a file that can go away: an error would end the thread that writes, and then the app waits."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()
