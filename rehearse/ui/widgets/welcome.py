"""What Home says before the first attempt: what a session is, and the few things worth saying first."""

from typing import TYPE_CHECKING, Final

from textual.content import Content

from rehearse.ui.hanging import Hung, Sheet
from rehearse.ui.key_map import KeyMap
from rehearse.ui.text import Plain
from rehearse.ui.widgets.pieces import choice_lines, muted

if TYPE_CHECKING:
    from rehearse.domain.profile import Profile

TEXT: Final = (
    "One question is a whole session. You answer in five sections, Situation, Task, Action, Result and Reflection, "
    "each with its own budget; the interviewer follows up; then you read what a hiring manager would note. Everything "
    "stays on this machine."
)


class Welcome(Plain):
    """Shown until there is an attempt; every line of it can be left as it is."""

    def tell(self, profile: "Profile", asks: str, keys: KeyMap) -> None:
        """Write what is set so far; `asks` says who asks."""
        day = profile.interview_date
        choices = (
            (
                "home.experience",
                "where your stories happened",
                (profile.experience or "not said").replace("_", " "),
            ),
            ("home.date", "the interview's date", f"{day:%A %d %B}" if day else "none set"),
            ("home.models", "who asks", asks),
            ("home.profile", "resume and job", "yours" if profile.resume or profile.job else "none yet"),
        )
        lines: list[Content | Hung] = [
            muted(TEXT),
            Content(""),
            muted("Before the first question, if you like:"),
        ]
        lines += choice_lines([(keys.shown(key), name, now) for key, name, now in choices], 30)
        self.show(Sheet(lines))
