"""One answer, read once: its telling, what was counted, and what the rules ask about it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from re import Pattern

from rehearse.analysis import delivery, evidence, ownership
from rehearse.analysis.hearing import CLEARLY, NOT_HEARD, Tell, hear
from rehearse.analysis.matching import found
from rehearse.analysis.segmenter import segment
from rehearse.analysis.sentences import Sentence, Telling, from_sections, labelled, split
from rehearse.domain.answer import Answer
from rehearse.domain.budget import Shares, shares
from rehearse.domain.critique import Measures, Segment
from rehearse.domain.section import SECTIONS, Section
from rehearse.domain.text import as_cued
from rehearse.domain.vocabulary import Mode

Cue = Pattern[str] | Callable[[str], object]


@dataclass(frozen=True)
class Reading:
    """An answer with everything that is derived from it, each derived once."""

    answer: Answer
    fillers: Collection[str] = ()

    @cached_property
    def told_whole(self) -> bool:
        """Tell whether the parts had to be found."""
        return self.answer.told_whole

    @cached_property
    def telling(self) -> Telling:
        """Give the answer sentence by sentence, in the sections told or found."""
        if self.told_whole:
            texts = split(self.answer.whole)
            return labelled(texts, segment(texts))
        return from_sections(dict(self.answer.sections or {}))

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Cover the whole text, in order; an answer given in sections is those sections."""
        if self.answer.sections is not None:
            given = self.answer.sections
            return tuple(Segment(given[section], section) for section in SECTIONS if given.get(section))
        return _cover(self.answer.whole, self.telling.sentences)

    @cached_property
    def by_section(self) -> dict[Section, str]:
        """Give each section's text, as told or as found."""
        texts: dict[Section, list[str]] = {}
        for sentence in self.telling.sentences:
            texts.setdefault(sentence.section, []).append(sentence.text)
        return {section: " ".join(parts) for section, parts in texts.items()}

    @cached_property
    def lower(self) -> str:
        """Give the whole answer as cues are looked for."""
        return " ".join(sentence.plain for sentence in self.telling.sentences)

    @cached_property
    def asked(self) -> str:
        """Give the question as cues are looked for."""
        return as_cued(self.answer.question)

    @cached_property
    def measures(self) -> Measures:
        """Count what can be counted."""
        words = {section: self.telling.words(section) for section in SECTIONS}
        total, seconds = sum(words.values()), self.answer.seconds
        spoken = self.answer.mode is Mode.SPOKEN and seconds is not None
        clock = sum(seconds.values()) if spoken and seconds else None
        counted = delivery.fillers(self.answer.whole, self.fillers)
        share, basis = self._share(spoken=spoken)
        told = total >= 10 and not self.answer.notes_only
        return Measures(
            words=words,
            seconds=seconds,
            share=share,
            share_basis=basis,
            wpm=delivery.rate(total, clock) if clock and told else None,
            fillers_per_minute=delivery.per_minute(counted, total, clock) if told else None,
            fillers=counted,
            pronouns=delivery.pronouns(self.by_section),
            figures=evidence.figures(self.telling),
        )

    def _share(self, *, spoken: bool) -> tuple[Shares | None, str]:
        seconds = self.answer.seconds
        if spoken and seconds and len(seconds) > 1 and not self.told_whole:
            return shares(seconds), "seconds"
        return self.word_shares, "words"

    @cached_property
    def word_shares(self) -> Shares | None:
        """Divide the words into the three parts."""
        return shares({section: float(self.telling.words(section)) for section in SECTIONS})

    @cached_property
    def acts(self) -> dict[Section, ownership.Acts]:
        """Count acts by who does them, per section."""
        counted = dict.fromkeys(SECTIONS, ownership.Acts())
        for sentence in self.telling.sentences:
            counted[sentence.section] += ownership.acts(sentence.plain)
        return counted

    @cached_property
    def claims(self) -> tuple[evidence.Claim, ...]:
        """Read every sentence outside the set-up as a claim of a result."""
        return tuple(
            evidence.claim(each)
            for each in self.telling.sentences
            if each.section not in (Section.SITUATION, Section.TASK)
        )

    @cached_property
    def heard(self) -> list[Mapping[Tell, float]]:
        """Give what the second ear hears in each sentence."""
        return hear(self.telling.sentences)

    def hears(self, tell: Tell) -> Sentence | None:
        """Give the sentence in which something is clearly heard, the clearest one; None when it is heard nowhere."""
        scored = [
            (scores[tell], -place, sentence)
            for place, (scores, sentence) in enumerate(zip(self.heard, self.telling.sentences, strict=True))
        ]
        best = max(scored, default=None, key=lambda each: each[:2])
        return best[2] if best is not None and best[0] >= CLEARLY[tell] else None

    def hears_nothing_of(self, tell: Tell) -> bool:
        """Tell whether no sentence so much as hints at something."""
        return all(scores[tell] < NOT_HEARD for scores in self.heard)

    def sentences(self, *sections: Section) -> tuple[Sentence, ...]:
        """Give the sentences of some sections, or all."""
        return self.telling.of(*sections) if sections else self.telling.sentences

    def first(self, cue: Cue, *sections: Section) -> Sentence | None:
        """Give the first sentence in which a cue stands."""
        return next((each for each in self.sentences(*sections) if holds(cue, each)), None)

    def times(self, cue: Cue, *sections: Section) -> int:
        """Count the sentences in which a cue stands."""
        return sum(holds(cue, each) for each in self.sentences(*sections))

    def has(self, cue: Cue, *sections: Section) -> bool:
        """Tell whether a cue stands anywhere."""
        return self.first(cue, *sections) is not None


def holds(cue: Cue, sentence: Sentence) -> bool:
    """Tell whether a cue stands in a sentence."""
    return found(cue, sentence.plain) if isinstance(cue, Pattern) else bool(cue(sentence.plain))


def _cover(text: str, sentences: Iterable[Sentence]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    start, place, label = 0, 0, None
    for sentence in sentences:
        at = text.index(sentence.text, place)
        if label is not None and sentence.section is not label:
            segments.append(Segment(text[start:at], label))
            start = at
        label, place = sentence.section, at + len(sentence.text)
    if text and label is not None:
        segments.append(Segment(text[start:], label))
    return tuple(segments)
