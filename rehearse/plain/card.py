"""The question before the clock starts: who asks, how it is answered, which story answers it."""

from rehearse.domain.drill_plan import Plan
from rehearse.domain.exercise import SPECIAL, Kind
from rehearse.domain.section import SECTIONS
from rehearse.domain.text import counted, spelled
from rehearse.domain.vocabulary import Mode
from rehearse.plain.commands import Command, Place, command_in, help_for, how_to_end
from rehearse.plain.desk import PlainDesk
from rehearse.plain.talk import Left
from rehearse.rehearsal.choosing import Choosing
from rehearse.rehearsal.session import DrillSession


class Card:
    """Puts a question and waits until the clock may start."""

    def __init__(self, desk: PlainDesk, session: DrillSession) -> None:
        self._desk = desk
        self._talk = desk.talk
        self._session = session
        self._choosing = Choosing(session, desk.store)

    async def show(self) -> str | None:
        """Say the question; give the first line once the user starts, None when another question is wanted."""
        self._talk.say(await self._question(), described(self._session.drill.plan))
        await self._propose_story()
        session = self._session
        special = session.drill.plan.exercise.kind in SPECIAL
        own = session.mock is None and session.retry_of is None and not special
        more = " /another takes another question." if own else ""
        how = how_to_end(session.drill.plan.mode)
        self._talk.say(
            f"Enter, or your first line, starts the clock; {how} ends a section. /help lists the commands.{more}"
        )
        while True:
            line = await self._talk.ask(lambda: "Ready:")
            command = command_in(line, Place.CARD)
            if command is None:
                return line
            if command is Command.ANOTHER and own:
                return None
            self._do(command)

    def _do(self, command: Command | str) -> None:
        if command is Command.QUIT:
            raise Left
        if command is Command.STORY:
            self._next_story()
        elif command is Command.QUESTION:
            self._talk.say(self._session.drill.question.text)
        elif command is Command.ANOTHER:
            self._talk.say("This question is set.")
        elif isinstance(command, str):
            self._talk.say(command)
        else:
            self._talk.say(*help_for(Place.CARD))

    async def _question(self) -> str:
        """Let the interviewer put the question; that of a special drill stands as it is."""
        drill = self._session.drill
        who = f"The {drill.plan.persona.name} asks"
        if drill.plan.exercise.kind in SPECIAL:
            return f"{drill.plan.exercise.kind.label}. {who}: {drill.question.text}"
        invited = await self._desk.model_to_open()
        seed = self._desk.services.seed
        asked = self._desk.seat.interviewer.ask(drill.question, drill.plan.persona, seed)
        words = "".join([said.text async for said in asked])
        if invited:
            await self._desk.forget_enter()
        about = f"{drill.question.competency.label}, {drill.question.difficulty.label}"
        return f"{about}. {who}: {words}"

    async def _propose_story(self) -> None:
        """Take the story of the bank that answers the question best, unless one is told already."""
        if self._session.drill.plan.exercise.kind is not Kind.WHOLE:
            return
        await self._choosing.propose()
        self._say_story()
        if self._choosing.too_often:
            self._talk.say(self._choosing.too_often)

    def _next_story(self) -> None:
        if self._choosing.choices is None:
            self._talk.say("Which story is told is set.")
        else:
            self._choosing.next()
            self._say_story()
            if not self._choosing.choices:
                self._talk.say("Your bank has no story yet: rehearse stories new writes a form to fill in.")

    def _say_story(self) -> None:
        choosing = self._choosing
        if choosing.story is not None:
            title, note = choosing.story.story.title, f"; {choosing.note}" if choosing.note else ""
            self._talk.say(f"Your story for it: “{title}”{note}. /story takes the next one.")
        elif choosing.choices:
            self._talk.say("No story of your bank is told. /story takes one.")


def described(plan: Plan) -> str:
    """Say in one line how a drill is answered."""
    if plan.mode is Mode.TYPED:
        how = f"Typed: {counted(plan.target_words, 'word')}, {spelled(plan.budget.aloud(plan.target_words))} aloud"
    else:
        how = f"Spoken: {spelled(plan.target)}"
    if plan.exercise.kind is Kind.SECTION:
        how = f"Only the {plan.sections[0].label} is told again; the rest stands"
    elif plan.sections != SECTIONS:
        how = f"{how}, only {' and '.join(section.label for section in plan.sections)}"
    follow_ups = counted(plan.follow_ups, "follow-up") if plan.follow_ups else "no follow-ups"
    return f"{how}; {plan.coaching}; {follow_ups}."
