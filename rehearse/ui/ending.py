"""How the app ends or is stopped, by a key, a signal or an error of its own: what was typed last is kept first."""

import logging

from textual.app import App

from rehearse.ui.screens.base import AppScreen

log = logging.getLogger(__name__)


class EndingApp(App[None]):
    """An app that keeps the last letters, whatever ends or stops it."""

    @property
    def error(self) -> Exception | None:
        """Give the error that ended the app, if one did."""
        return self._exception

    def end(self, status: int = 0) -> None:
        """Keep the last letters, and quit with an exit status."""
        self.keep()
        self.exit(return_code=status)

    def keep(self) -> None:
        """Queue the last letters of every screen for the disk."""
        for screen in self.screen_stack:
            if isinstance(screen, AppScreen):
                try:
                    screen.keep()
                except Exception:
                    log.exception("the last letters of %s could not be kept", type(screen).__name__)

    def _handle_exception(self, error: Exception) -> None:
        """Take an error as the end, unless the end has begun: a screen that is still laid out then lacks its parts."""
        if self._exit:
            log.error("an error while the app was ending", exc_info=error)
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End after an error; Textual would show a traceback with what stands in its variables, the answer too."""
        log.error("an error ended the app", exc_info=self._exception)
        self.keep()
        self._close_messages_no_wait()
