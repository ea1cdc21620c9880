"""Mock interviews, real ones and the profile, as an export holds them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from rehearse.domain.interview import Result
from rehearse.domain.mock import Stage
from rehearse.domain.profile import MOST_TEXT
from rehearse.domain.vocabulary import Coaching, Competency, Experience, Mode
from rehearse.storage.exchange_format import (
    Count,
    Moment,
    Name,
    PersonaId,
    QuestionRow,
    Row,
    Seconds,
    Stars,
    Target,
    Text,
)


def _day(value: str) -> str:
    return date.fromisoformat(value).isoformat()


Day = Annotated[str, AfterValidator(_day), Field(max_length=10)]


class MockQuestionRow(Row):
    """A question of a mock; the attempt that answers it is named by its uid."""

    position: Count
    question: QuestionRow
    persona: PersonaId
    attempt: Name | None


class MockRow(Row):
    """A mock interview that is over."""

    uid: Name
    started_at: Moment
    stage: Literal[Stage.FINISHED, Stage.STOPPED]
    mode: Mode
    coaching: Coaching
    experience: Experience
    target_seconds: Target
    follow_ups: Count
    seconds: Seconds
    mock_questions: Annotated[tuple[MockQuestionRow, ...], Field(min_length=1, max_length=100)]


class InterviewQuestionRow(Row):
    """A question that was asked in a real interview."""

    position: Count
    text: Annotated[Text, Field(min_length=1)]
    competency: Competency


class InterviewRow(Row):
    """A real interview as it was noted down."""

    uid: Name
    held_on: Day
    company: Text
    role: Text
    went: Stars | None
    outcome: Result
    notes: Text
    interview_questions: Annotated[tuple[InterviewQuestionRow, ...], Field(max_length=1_000)]


class ProfileRow(Row):
    """What users said of themselves and of the job."""

    experience: Experience | None
    role: Text
    company: Text
    interview_date: Day | None
    resume: Annotated[Text, Field(max_length=MOST_TEXT)]
    job: Annotated[Text, Field(max_length=MOST_TEXT)]
