"""One answer line by line: from the running clock to the end of its last section, and each reply beside it."""

from collections.abc import Awaitable, Callable

from rehearse.domain.drill import Drill, Phase
from rehearse.domain.text import clean, counted, sentence, spelled
from rehearse.domain.vocabulary import Mode
from rehearse.errors import RehearseError
from rehearse.plain import clocks
from rehearse.plain.commands import Command, Place, command_in, how_to_end, text_of
from rehearse.plain.desk import PlainDesk
from rehearse.plain.entered import Entered, joined
from rehearse.plain.on_demand import said
from rehearse.plain.talk import Left
from rehearse.rehearsal.beside import Beside
from rehearse.rehearsal.session import DrillSession


class Answering:
    """Takes line after line, each on disk before the next is asked for; `how_to_end` says what ends a section."""

    def __init__(self, desk: PlainDesk, session: DrillSession, beside: Beside) -> None:
        self.session = session
        self._beside = beside
        self._talk = desk.talk
        self._entered = Entered(session)
        self._marks = clocks.Marks()
        self._blank = False

    @property
    def drill(self) -> Drill:
        """Give the drill as it stands."""
        return self.session.drill

    @property
    def _typed(self) -> bool:
        return self.drill.plan.mode is Mode.TYPED

    async def begin(self, first: str) -> None:
        """Start the clock, after the preparation where one is wanted, and take the first line."""
        if self.drill.plan.preparation:
            self.session.begin()
            time = spelled(self.drill.plan.preparation)
            self._talk.say(f"Collect your thoughts: {time}. Enter starts the clock now.")
        else:
            self._start_clock()
        await self._kept_up()
        if first.strip():
            await self._take(first)

    def take_up(self) -> None:
        """Say where the drill goes on that was left."""
        if self.drill.phase is Phase.INTERRUPTED:
            self.session.take_up_cut()
            self._talk.say(self._cut_in())
        elif self.drill.phase is Phase.PAUSED:
            self._enter()

    async def run(self) -> None:
        """Take lines until the answer, or the reply to a follow-up, has ended."""
        while self.drill.phase is not Phase.FINISHED:
            await self._take(await self._talk.ask(self._prompt, self._watch))

    async def leave(self) -> None:
        """Take over what was typed and not entered yet, stop the clock, and keep everything as a draft."""
        self._take_over_rest()
        mock = self.session.mock
        if mock is not None:
            mock.run(on=False)
        begun = self.drill.phase not in (Phase.ASKED, Phase.PREPARING)
        self._talk.say(await self._kept() if begun else "Left before the clock started.")
        if mock is not None:
            self._talk.say("Go on with it: rehearse mock --plain --resume")
        elif self.session.concluded:  # its last write was under way
            number = self.session.attempt_id
            self._talk.say(f"Your answer was finished already: rehearse history show {number} reads it.")
        elif begun:
            self._talk.say("Go on with it: rehearse drill --plain --resume")

    def _take_over_rest(self) -> None:
        for line in self._talk.lines.rest():
            words = clean(text_of(line)).strip()
            if not words or command_in(line, Place.ANSWER) is not None:
                continue
            if self.drill.takes_words:
                self._entered.add(words)
            elif self.drill.phase is Phase.FINISHED:
                self.session.reply(joined(self.drill.begun, words))

    async def _kept(self) -> str:
        self.session.leave()
        try:
            await self.session.keep()
        except RehearseError as error:
            return f"{error} What was entered last may be missing."
        return f"Kept: {counted(self.drill.total_words(), 'word')}."

    # Lines

    def _prompt(self) -> str:
        return clocks.prompt(self.drill, self.session.now, blank=self._blank)

    async def _take(self, line: str) -> None:
        place = Place.FOLLOW_UP if self.drill.phase is Phase.FOLLOW_UP else Place.ANSWER
        command = command_in(line, place)
        was_blank, self._blank = self._blank, False
        if isinstance(command, str):
            self._talk.say(command)
        elif command is not None:
            await self._do(command)
        elif words := clean(text_of(line)).strip():
            if self.drill.phase is Phase.PREPARING:
                self._start_clock()
            self._entered.add(words)
        else:
            await self._empty_line(again=was_blank)
        await self._kept_up()

    async def _empty_line(self, *, again: bool) -> None:
        if self.drill.phase is Phase.PREPARING:
            self._start_clock()
        elif self.drill.phase is Phase.PAUSED:
            self._resume()
        elif self._typed and not again:
            self._blank = True
        else:
            await self._next()

    async def _kept_up(self) -> None:
        """Have everything on disk, then look at the clocks."""
        if self.drill.phase not in (Phase.ASKED, Phase.PREPARING):
            try:
                await self.session.keep()
            except RehearseError as error:
                self._talk.later(f"{error} Your words stay here; enter a line to try again.")
        if noticed := self._watch():
            self._talk.say(noticed)

    def _watch(self) -> str:
        """Let the clocks run on disk, and say what has to be said at once; nothing comes of time while one types."""
        session = self.session
        session.autosave()
        match session.advance():
            case Phase.INTERRUPTED:
                return self._cut_in()
            case Phase.ANSWERING:
                return self._entering()
        return self._marks.passed(self.drill, session.now, self._beside.cue)

    # Steps

    async def _do(self, command: Command) -> None:
        match command:
            case Command.QUIT:
                raise Left
            case Command.NEXT:
                await self._next()
            case Command.BACK | Command.FINISH | Command.PAUSE if self.drill.phase is Phase.INTERRUPTED:
                self._talk.say("First answer what you were asked.")
            case Command.BACK:
                self._let_run()
                self.session.back()
                self._enter()
            case Command.FINISH:
                self._let_run()
                await self._finish()
            case Command.SKIP:
                self.session.skip_follow_ups()
                await self._next()
            case Command.PAUSE if self.drill.phase is Phase.PAUSED:
                self._resume()
            case Command.PAUSE:
                self._let_run()
                self.session.toggle_pause()
            case Command.UNDO:
                taken = self._entered.take_back()
                self._talk.say(
                    "The last line is taken back." if taken else "There is no line to take back here."
                )
            case _:
                self._talk.say(*said(command, self.session, self._entered.text))

    def _start_clock(self) -> None:
        self.session.begin()
        self._enter()

    def _resume(self) -> None:
        self.session.toggle_pause()
        self._talk.say("The clock runs.")

    def _let_run(self) -> None:
        """Let the clock run where it was paused, or not started yet."""
        if self.drill.phase is Phase.PAUSED:
            self.session.toggle_pause()
        elif self.drill.phase is Phase.PREPARING:
            self.session.begin()

    async def _next(self) -> None:
        if self.drill.phase is Phase.FOLLOW_UP:
            await self._ending(self.session.close_follow_up)
            return
        if self.drill.phase is Phase.INTERRUPTED:
            self.session.close_cut()
            how = "with your first line" if self._typed else "when you press Enter"
            self._talk.say(f"Back to your Action. The clock runs on {how}.")
            return
        self._let_run()
        if self.drill.section is self.drill.plan.sections[-1]:
            await self._finish()
        else:
            self.session.next()
            self._enter()

    async def _finish(self) -> None:
        await self._ending(self.session.finish)
        if self.drill.phase is Phase.FINISHED:
            self._talk.say(f"Your answer is kept: {counted(self.drill.total_words(), 'word')}.")

    async def _ending(self, end: Callable[[], Awaitable[None]]) -> None:
        try:
            await end()
        except RehearseError as error:
            self._talk.later(f"{error} Your words stay here; mend that and end it again.")

    def _enter(self) -> None:
        self._talk.say(self._entering())
        if self._entered.text:
            words = counted(self.drill.words(self.drill.section), "word")
            self._talk.say(f"{words} stand here already; what you enter is added. /read reads them out.")

    def _entering(self) -> str:
        begins = clocks.entering(self.drill, criteria=self._beside.teaching.criteria)
        best = self._beside.ghost(spelled)
        return f"{begins}\n{sentence(best)}" if best else begins

    def _cut_in(self) -> str:
        how = how_to_end(self.drill.plan.mode)
        question = self.drill.cut.question if self.drill.cut else ""
        return f"The {self.drill.plan.persona.name} cuts in: {question} A sentence or two; {how} goes back."
