"""What a terminal sends, before Textual reads it: no byte of it ends the app, and a paste is text to its end.

Textual's own driver decodes strictly, so that one byte that is no UTF-8 ends the app; and it acts on escape sequences
and control keys inside of a paste.
"""

import contextlib
import logging
import os
import re
import selectors
import signal
import time
from codecs import getincrementaldecoder
from typing import Final

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from rehearse.domain.text import clean

START: Final = "\x1b[200~"
END: Final = "\x1b[201~"
SILENCE: Final = 5.0
"""Seconds without a byte after which a paste counts as over, though its end was never sent."""
HUNG_UP: Final = 128 + signal.SIGHUP
"""The exit status of a program whose terminal is gone."""
_TICK: Final = 0.1
_CHUNK: Final = 4096
_SEQUENCES: Final = re.compile("(?=\x1b)")

log = logging.getLogger(__name__)


class Pastes:
    """Cleans what is pasted, piece by piece as it comes; everything else passes as it is."""

    def __init__(self) -> None:
        self.open = False
        self._passed = ""  # the last letters outside of a paste: the mark of its start may come in two pieces
        self._held = ""  # the last letters inside: the mark of its end may, too

    def read(self, text: str) -> str:
        """Take what was sent and give what Textual may read of it."""
        given = ""
        while text:
            piece, text = self._inside(text) if self.open else self._outside(text)
            given += piece
        return given

    def end(self) -> str:
        """Give the rest of a paste whose end was never sent, and the end."""
        rest, self._held, self.open = clean(self._held), "", False
        return rest + END

    def _outside(self, text: str) -> tuple[str, str]:
        whole = self._passed + text
        place = whole.find(START)
        if place < 0:
            self._passed = whole[-(len(START) - 1) :]
            return text, ""
        self.open, passed = True, len(self._passed)
        self._passed = ""
        end = place + len(START)
        return whole[passed:end], whole[end:]

    def _inside(self, text: str) -> tuple[str, str]:
        whole = self._held + text
        before, end, after = whole.partition(END)
        if end:
            self._held, self.open = "", False
            return clean(before) + END, after
        kept = next((length for length in range(len(END) - 1, 0, -1) if whole.endswith(END[:length])), 0)
        kept = kept or int(whole.endswith("\r"))  # half of a line's end
        self._held = whole[len(whole) - kept :]
        return clean(whole[: len(whole) - kept]), ""


class Keyboard(LinuxDriver):
    """Textual's driver with another reader of the keyboard."""

    def run_input_thread(self) -> None:
        """Read until the app ends, or until there is no terminal any more."""
        pastes = Pastes()
        self._parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        heard = time.monotonic()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                text = ""
                if selector.select(_TICK):
                    if not (sent := self._sent()):
                        self._app.call_later(self.lost)
                        break
                    text, heard = pastes.read(decode(sent)), time.monotonic()
                elif pastes.open and time.monotonic() - heard > SILENCE:
                    text = pastes.end()
                self._pass_on(text)
        with contextlib.suppress(EOFError, ParseError):
            list(self._parser.feed(""))

    def lost(self) -> None:
        """End the app: there is no terminal any more, whether or not a signal says so too."""
        self._app.exit(return_code=HUNG_UP)

    def _sent(self) -> bytes:
        """Read what was sent; nothing when the terminal is gone."""
        try:
            return os.read(self.fileno, _CHUNK)
        except OSError:
            return b""

    def _pass_on(self, text: str) -> None:
        """Give text to Textual's parser, one sequence after the other: one that it stumbles over costs no other."""
        for piece in filter(None, _SEQUENCES.split(text)):
            try:
                for event in self._parser.feed(piece):
                    self.process_message(event)
            except (ValueError, OverflowError, IndexError, KeyError) as error:  # numbers that no key has
                log.warning("the terminal sent what is no key: %s", type(error).__name__)
                self._parser = XTermParser(self._debug)
        for event in self._parser.tick():
            self.process_message(event)
