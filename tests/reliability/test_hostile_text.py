"""Any text in any place that takes one: nothing breaks, what is kept is what was said, and every quote is verbatim."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehearse.analysis.engine import critique, ledgers
from rehearse.domain.answer import Answer
from rehearse.domain.attempt import progress_of
from rehearse.domain.comparison import Change, word_diff
from rehearse.domain.facts import check_facts, facts_in
from rehearse.domain.history import FILTERS, HistoryFilter, asked_for
from rehearse.domain.interview import read_questions
from rehearse.domain.profile import Profile, contradictions, kept_text
from rehearse.domain.remarks import kept_note, read_tags
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.story import tidied
from rehearse.domain.story_file import read_stories
from rehearse.domain.text import clean, count_words, disarmed, in_short, json_text, steers
from rehearse.domain.wording import emphasis, rhythm
from rehearse.storage.store import SqliteStore
from tests import builders
from tests.reliability.extent import cases
from tests.reliability.nasty import NASTY, steering, texts

TRIED = settings(max_examples=cases(100, 5000), derandomize=not cases(0, 1), deadline=None)
SLOWLY = settings(max_examples=cases(40, 1500), derandomize=not cases(0, 1), deadline=None)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path_factory.mktemp("any") / "rehearse.db")
    opened._db.execute("PRAGMA synchronous = OFF")
    yield opened
    opened.close()


@TRIED
@given(texts())
def test_clean_text_steers_nothing_and_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert steering(once) == []
    assert not steers(once)
    assert clean(once) == once == disarmed(once)
    once.encode("utf-8")
    assert steering(json_text([text])) == []
    assert len(in_short(text)) < 400
    assert count_words(once) >= 0


@SLOWLY
@given(st.dictionaries(st.sampled_from(SECTIONS), texts(4), min_size=1))
def test_any_answer_is_judged_and_quoted_verbatim(told: dict[Section, str]) -> None:
    for answer in (
        Answer("1", sections=told, question="x"),
        Answer("1", text="\n".join(told.values()), question="y"),
    ):
        made = critique(answer)
        ledgers(answer)
        for quote in (*(each.quote for each in made.findings), *(each.quote for each in made.strengths)):
            assert quote is None or quote in answer.whole
        assert made.overall is None or 1 <= made.overall <= 5


@SLOWLY
@given(st.dictionaries(st.sampled_from(SECTIONS), texts(3)), texts(2))
def test_what_was_typed_is_kept_letter_by_letter(
    store: SqliteStore, told: dict[Section, str], reply: str
) -> None:
    """The screens clean what is typed; from there on nothing changes a letter of it."""
    typed = {section: clean(text) for section, text in told.items()}
    done = builders.answered(texts=typed)
    attempt_id = store.start(done.question, done.plan)
    store.save(attempt_id, progress_of(done, 150, done=True))
    store.save_critique(attempt_id, builders.critique(done.texts, answer_id=str(attempt_id)))
    store.remarks.keep(attempt_id, read_tags(reply), kept_note(reply))
    loaded = store.load(attempt_id)
    assert loaded is not None
    assert {section: text for section, text in loaded.texts.items() if text} == {
        section: text for section, text in typed.items() if text
    }
    assert steering(loaded.remarks.note + "".join(loaded.remarks.tags)) == []


@TRIED
@given(st.one_of(texts(), st.tuples(st.sampled_from(sorted(FILTERS)), texts(1)).map(":".join)))
def test_any_search_line_is_read_or_named(store: SqliteStore, line: str) -> None:
    wanted, problem = asked_for(clean(line), HistoryFilter())
    assert "\n" not in problem
    assert store.count(wanted) >= len(store.page(wanted, 3))


@TRIED
@given(texts(8))
def test_any_resume_job_interview_and_story_is_read(text: str) -> None:
    profile = Profile(role=clean(text), company=clean(text), resume=kept_text(text), job=kept_text(text))
    assert steering(profile.briefing + "".join(profile.claims)) == []
    assert len(profile.briefing) < 2000
    for question in profile.questions:
        assert question.text
    contradictions(profile, clean(text))
    check_facts(facts_in(clean(text)), clean(text))
    for asked in read_questions(text, ()):
        assert steering(asked.text) == []
    for given_story in read_stories(text, "x.md", "Story").stories:
        assert tidied(given_story.story) == given_story.story
        assert steering(given_story.story.title) == []


@TRIED
@given(texts(3), texts(3))
def test_any_two_texts_are_held_against_each_other(one: str, other: str) -> None:
    runs = word_diff(clean(one), clean(other))
    assert all(steering(run.text) == [] for run in runs)
    assert 0 <= rhythm(clean(one), clean(other)) <= 1.001
    assert 0 <= emphasis(clean(one), clean(other)) <= 1.001


def test_two_texts_of_any_length_are_compared_at_once() -> None:
    one, other = "word " * 200_000, "word " * 199_990 + "more " * 20
    runs = word_diff(one, other)
    for change, text in ((Change.GONE, one), (Change.NEW, other)):
        said = " ".join(run.text for run in runs if run.change in {change, Change.KEPT})
        assert said == " ".join(text.split())


@pytest.mark.parametrize("text", NASTY)
def test_a_megabyte_of_anything_is_cleaned_and_counted_at_once(text: str) -> None:
    whole = (text or "x") * (cases(100_000, 1_000_000) // max(len(text), 1))
    assert steering(clean(whole)) == []
    assert count_words(clean(whole)) >= 0
