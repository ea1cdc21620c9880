"""The words that lines add up to, in a section, in the reply to an interruption or in a follow-up."""

from typing import Final

from rehearse.domain.drill import Phase
from rehearse.rehearsal.session import DrillSession

_ENDS: Final = (*".!?…:;", '."', ".”", ".)", "?”", "!”")
"""What a line ends with when its sentence does."""


def joined(before: str, line: str) -> str:
    """Add a line to a text: after a whole sentence below it, else beside it, for it goes on there.

    A line break ends a sentence for whoever reads the answer, but people also press Enter in the middle of one.
    """
    if not before:
        return line
    goes_on = not before.endswith(_ENDS) and line[:1].islower()
    return f"{before}{' ' if goes_on else chr(10)}{line}"


class Entered:
    """Adds lines where the drill stands now, and takes them back one by one."""

    def __init__(self, session: DrillSession) -> None:
        self._session = session
        self._earlier: dict[str, list[str]] = {}

    @property
    def text(self) -> str:
        """Give what stands here."""
        drill = self._session.drill
        if (exchange := drill.open_exchange) is not None:
            return exchange.answer
        if drill.phase is Phase.INTERRUPTED and drill.cut is not None:
            return drill.cut.answer
        return drill.texts.get(drill.section, "")

    @property
    def _place(self) -> str:
        drill = self._session.drill
        if drill.phase is Phase.FOLLOW_UP:
            return f"follow-up {len(drill.exchanges)}"
        return "interruption" if drill.phase is Phase.INTERRUPTED else drill.section.value

    def add(self, words: str) -> None:
        """Add a line."""
        self._earlier.setdefault(self._place, []).append(self.text)
        self._put(joined(self.text, words))

    def take_back(self) -> bool:
        """Take the last line back that was entered here; tell whether there was one."""
        earlier = self._earlier.get(self._place)
        if earlier:
            self._put(earlier.pop())
            return True
        return False

    def _put(self, text: str) -> None:
        if self._session.drill.phase in (Phase.FOLLOW_UP, Phase.INTERRUPTED):
            self._session.reply(text)
        else:
            self._session.write(self._session.drill.section, text)
