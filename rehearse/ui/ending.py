"""How the app ends, by a key, a signal or an error of its own: what was typed last is taken over first."""

import logging

from textual.app import App

from rehearse.ui.screens.base import AppScreen

log = logging.getLogger(__name__)


class EndingApp(App[None]):
    """An app that keeps the last letters, whatever ends it."""

    @property
    def error(self) -> Exception | None:
        """Give the error that ended the app, if one did."""
        return self._exception

    def end(self, status: int = 0) -> None:
        """Take over the last letters, and quit with an exit status."""
        self._collect()
        self.exit(return_code=status)

    def go_on(self, stood: float) -> None:
        """Draw everything anew after the program was stopped for some seconds."""
        raise NotImplementedError

    def _collect(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, AppScreen):
                try:
                    screen.collect()
                except Exception:
                    log.exception("the last letters of %s could not be taken over", type(screen).__name__)

    def _fatal_error(self) -> None:
        """End after an error; Textual would show a traceback with what stands in its variables, the answer too."""
        log.error("an error ended the app", exc_info=self._exception)
        self._collect()
        self._close_messages_no_wait()
