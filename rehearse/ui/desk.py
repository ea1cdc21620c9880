"""What the app's desks share: each looks after one concern that screens ask for, so that the app itself only wires."""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rehearse.ui.app import RehearseApp


class Desk:
    """One concern of the app; what takes time runs in the background and replaces what ran before in its group."""

    def __init__(self, app: "RehearseApp", group: str) -> None:
        self._app = app
        self._group = group

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something in the background; the newest of a group wins, a failure is told by the app."""
        self._app.run_worker(work, group=self._group, exclusive=True, exit_on_error=False)
