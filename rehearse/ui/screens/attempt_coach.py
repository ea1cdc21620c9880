"""The part of the critique's screen on which a model works: what it adds, and how it is stopped."""

from dataclasses import replace

from textual import work

from rehearse.domain.attempt import Attempt
from rehearse.ui.screens.base import AppScreen
from rehearse.ui.text import Plain


class AttemptCoach(AppScreen):
    """Shows an attempt to whose critique a model may add; `whole` but while it is laid out anew."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__()
        self.attempt = attempt
        self.whole = True

    def begin(self) -> None:
        """Show the attempt from its beginning."""
        raise NotImplementedError

    @work(group="coach", exclusive=True, exit_on_error=False)
    async def action_coach(self) -> None:
        """Let the model add to the rules' critique; what it adds is stored and shown."""
        rules, seat = self.attempt.critique, self.rehearse.seat
        if rules is None or rules.origin is not None or not seat.ready:
            self.rehearse.notify(self._why_no_coach())
            return
        name = seat.readiness.name
        stops = self.keyed("<everywhere.leave> or <everywhere.interrupt> stops it.")
        self._say(f"{name} reads your answer. {stops}")
        try:
            seed = self.rehearse.services.seed + self.attempt.id
            coached = await seat.critique(
                self.attempt.answer(),
                rules,
                seed,
                lambda written: self._say(f"{name} writes: {written} characters. {stops}"),
            )
        finally:
            self._say("")
        if coached is None or not coached.by_model:
            self.rehearse.notify(coached.notice.text if coached and coached.notice else self._why_no_coach())
            return
        critique, attempt_id = coached.critique, self.attempt.id
        await self.rehearse.store.run(lambda store: store.save_critique(attempt_id, critique))
        self.attempt = replace(self.attempt, critique=critique)
        await self._compose_anew()
        self.begin()

    async def _compose_anew(self) -> None:
        """Lay everything out anew; meanwhile there is nothing to draw on, and only leaving is possible."""
        self.whole = False
        self.refresh_bindings()
        try:
            await self.recompose()
        finally:
            self.whole = True
            self.refresh_bindings()

    def _say(self, progress: str) -> None:
        line = self.query_one("#coaching", Plain)
        line.show(progress)
        line.display = bool(progress)

    def _why_no_coach(self) -> str:
        critique = self.attempt.critique
        if critique is not None and critique.origin is not None:
            return f"{critique.origin.model} has read this answer already."
        return f"No model can read it now ({self.rehearse.seat.readiness.label}); the rules' critique stands."

    def stop_speaking(self) -> bool:
        """Stop the model; the rules' critique stands, unless that of the model is being put in."""
        if not self.whole:
            return False
        busy = any(each.group == "coach" and each.is_running for each in self.workers if each.node is self)
        self.workers.cancel_group(self, "coach")
        return busy
