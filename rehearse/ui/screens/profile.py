"""Who you are and which job it is: level, role, company, date, resume and job description, kept as they are typed."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, TextArea

from rehearse.domain.day import day_or_none
from rehearse.domain.profile import Profile, kept_text
from rehearse.domain.vocabulary import Experience
from rehearse.paths import expanded
from rehearse.storage.port import Store
from rehearse.storage.text_file import read_text
from rehearse.ui.keys import Place, bindings
from rehearse.ui.screens.form import FormScreen
from rehearse.ui.text import Plain
from rehearse.ui.widgets.hidden_line import HiddenLine
from rehearse.ui.widgets.key_line import KeyLine

NOTHING_YET: Final = "Paste a resume and a job description, or <profile.file> reads a file."


class ProfileScreen(FormScreen):
    """A form for the profile; what was read from it stands below."""

    PLACES = (Place.PROFILE,)
    FIELDS: Mapping[str, str] = {
        "experience": f"Experience: {', '.join(Experience)}; empty: not said",
        "role": "Role you interview for",
        "company": "Company",
        "date": "Interview date, as in 2026-12-01",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.PROFILE),
        *bindings(Place.EVERYWHERE, only={"leave"}),
    ]

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = self._written = profile
        self._wiping = False
        self._into = "resume"

    def compose(self) -> ComposeResult:
        """Lay out the fields beside the two texts."""
        known = self._profile
        values = {
            "experience": known.experience.value if known.experience else "",
            "role": known.role,
            "company": known.company,
            "date": known.interview_date.isoformat() if known.interview_date else "",
        }
        yield Plain("You and the job  ·  nothing of it leaves this machine", classes="title")
        yield HiddenLine(id="profile-file")
        with Horizontal(classes="body"):
            yield from self.fields(values)
            with Vertical():
                yield TextArea(
                    known.resume, id="profile-resume", classes="form-text", show_line_numbers=False
                )
                yield TextArea(known.job, id="profile-job", classes="form-text", show_line_numbers=False)
        yield Plain(id="form-read")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query_one("#profile-resume", TextArea).border_title = "Resume, as text"
        self.query_one("#profile-job", TextArea).border_title = "Job description, as text"
        self.set_focus(self.query_one("#field-experience"))
        self.changed()

    def _read(self) -> tuple[Profile, str]:
        """Give the profile as it stands in the form, and a sentence about the first field that cannot be read."""
        found, problem = self.found(), ""
        experience, day = self._profile.experience, self._profile.interview_date
        level = found["experience"].lower()
        if level in ("", *Experience):
            experience = Experience(level) if level else None
        else:
            problem = f"The experience is one of {', '.join(Experience)}, not {found['experience']!r}."
        try:
            day = day_or_none(found["date"])
        except ValueError as error:
            problem = problem or str(error)
        return (
            Profile(
                experience,
                found["role"],
                found["company"],
                day,
                kept_text(self.query_one("#profile-resume", TextArea).text),
                kept_text(self.query_one("#profile-job", TextArea).text),
            ),
            problem,
        )

    def told(self) -> str:
        """Say what was read from the texts, or what is wrong with a field."""
        known, problem = self._read()
        lines = [
            f"Asked about: {'  ·  '.join(known.claims)}" if known.claims else "",
            f"The job asks for: {', '.join(known.wanted_terms)}" if known.wanted_terms else "",
            f"Not in your resume: {', '.join(known.missing_terms)}"
            if known.resume and known.missing_terms
            else "",
        ]
        return problem or "\n".join(filter(None, lines)) or self.keyed(NOTHING_YET)

    def unwritten(self) -> Callable[[Store], object] | None:
        """Give what writes the changes down; a field that cannot be read keeps its last value."""
        profile, _ = self._read()
        if profile == self._written:
            return None
        self._written = profile
        self._profile = replace(
            self._profile, experience=profile.experience, interview_date=profile.interview_date
        )
        return lambda store: store.profile.save(profile)

    # Files

    def action_file(self) -> None:
        """Read a file into the text that was edited last: the job description, or else the resume."""
        focused = self.focused
        self._into = "job" if focused is not None and focused.id == "profile-job" else "resume"
        line = self.query_one(HiddenLine)
        line.placeholder = f"File with your {self._into}: text, Markdown or PDF"
        line.open()

    @on(Input.Submitted, "#profile-file")
    def read_file(self, event: Input.Submitted) -> None:
        """Read the named file."""
        event.stop()
        self._close_line()
        if event.value.strip():
            self._load(expanded(event.value.strip()), self._into)

    @work(group="file", exclusive=True, exit_on_error=False)
    async def _load(self, file: Path, into: str) -> None:
        text = await asyncio.to_thread(read_text, file)
        self.query_one(f"#profile-{into}", TextArea).load_text(text)

    def _close_line(self) -> None:
        self.query_one(HiddenLine).shut()
        self.set_focus(self.query_one(f"#profile-{self._into}"))

    # Taking it off the disk

    @on(Input.Changed)
    @on(TextArea.Changed)
    def disarm(self) -> None:
        """Ask again before anything is wiped: whoever types on has other plans."""
        self._wiping = False

    def action_wipe(self) -> None:
        """Take everything off the disk for good; asked once."""
        if not self._wiping:
            self._wiping = True
            self.rehearse.notify(
                self.keyed("<profile.wipe> once more takes profile, resume and job off the disk for good.")
            )
            return
        self._wiping = False
        self._profile = self._written = Profile()
        for name in self.FIELDS:
            self.query_one(f"#field-{name}", Input).value = ""
        for name in ("resume", "job"):
            self.query_one(f"#profile-{name}", TextArea).load_text("")
        self.author.words = ""
        self.rehearse.store.post(lambda store: store.profile.wipe(), self.author)
        self.rehearse.notify("The profile is gone. Copies that you made of the database still hold it.")

    def action_leave(self) -> None:
        """Keep it, and let it steer what is asked."""
        if self.query_one(HiddenLine).display:
            self._close_line()
            return
        self.collect()
        self.rehearse.bank.read_again()
        self.app.pop_screen()
