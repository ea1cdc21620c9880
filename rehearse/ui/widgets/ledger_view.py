"""The ledgers behind a critique as pages of content: each number with its formula and the words it was counted on."""

from textual.content import Content

from rehearse.domain.attempt import Attempt
from rehearse.domain.budget import SETUP_CAP, SPEAKING_RATE, spoken_words
from rehearse.domain.critique import NOT_JUDGED, NOT_MEASURED, Anchors, Critique
from rehearse.domain.ledger import LECTURE_NOTED, RESEARCH_TALK, Depth, Ledgers, Opening, left_open
from rehearse.domain.section import SECTIONS
from rehearse.domain.text import percent
from rehearse.domain.vocabulary import Competency
from rehearse.ui.hanging import Hung, Sheet
from rehearse.ui.text import plain
from rehearse.ui.widgets import critique_view as view
from rehearse.ui.widgets.ledger_page import Page, box_line, boxes_page, filled
from rehearse.ui.widgets.outcome_view import labelled
from rehearse.ui.widgets.pieces import joined, muted, quoted


def pages(
    attempt: Attempt, critique: Critique, ledgers: Ledgers, anchors: Anchors, *, hide_scores: bool
) -> list[Page]:
    """Write all ledgers, the ones that decide most first."""
    return [
        _decisions(ledgers),
        _evidence(ledgers),
        _ownership(ledgers),
        _opening(ledgers.opening),
        boxes_page("Action", ledgers.action_boxes, "What the Action should let a listener see."),
        boxes_page(
            "Pattern",
            [*ledgers.pattern, ledgers.link],
            "Problem, decision, trade-off and outcome in the order in which they came first, and where the work is "
            "tied to a user or the business.",
        ),
        boxes_page(
            "Four things told", ledgers.four_boxes, "What tells production work from a project summary."
        ),
        boxes_page("Beside the model", ledgers.coverage, "What an answer about the model alone leaves out."),
        boxes_page("Limits", ledgers.constraints, "Each kind of constraint, and where it is named."),
        boxes_page(
            "Candidate's questions", ledgers.candidate_questions, "What a careful listener asks next."
        ),
        *_failure(attempt, ledgers),
        _depth(ledgers),
        _wording(ledgers),
        Page("Delivery", "judged apart", _delivery(critique)),
        Page(
            "Signals",
            _overall(critique, hide_scores=hide_scores),
            _signals(critique, ledgers, anchors, hide_scores=hide_scores),
        ),
        boxes_page(
            "Last check",
            ledgers.final_check,
            "Would this convince someone that you can operate in production?",
        ),
    ]


def _decisions(ledgers: Ledgers) -> Page:
    meter, total = ledgers.decisions, len(ledgers.decisions.sentences)
    if not total:
        return Page("Decisions", NOT_JUDGED, plain(meter.reads_as))
    shares = (
        ("deciding", meter.deciding, f"with an option, a trade-off or a reason, of {total} sentences"),
        ("in time", meter.stepping, "that only say what came next"),
        ("explaining", meter.explaining, "that explain a method"),
    )
    lines: list[Content | Hung] = [
        plain(f"Verdict: {meter.verdict}. The order of the sentences plays no part."),
        *(Hung(plain(f"{name:<12}{percent(share):>6}   "), plain(what)) for name, share, what in shares),
        plain(""),
        *labelled(meter.sentences),
    ]
    return Page("Decisions", str(meter.verdict), Sheet(lines))


def _opening(opening: Opening) -> Page:
    note = (
        f"{opening.sentences} sentences, {opening.words} words; the cap is {round(spoken_words(SETUP_CAP))} words, "
        f"which is {SETUP_CAP:.0f} s at {SPEAKING_RATE} words a minute. {opening.note or ''}"
    )
    return boxes_page("Opening", opening.boxes, note)


def _evidence(ledgers: Ledgers) -> Page:
    lines = [plain("Each claim of an effect, and what a listener needs to believe it."), plain("")]
    for claim in ledgers.evidence:
        slots = (
            ("before", claim.before),
            ("after", claim.after),
            ("unit", claim.unit),
            ("where", claim.where),
        )
        found = "   ".join(f"{name}: {value or 'open'}" for name, value in slots)
        lines += [quoted(claim.quote), muted(f"  {claim.kind}   {found}")]
    if not ledgers.evidence:
        lines.append(plain("No claim of an effect was found."))
    measured = sum(claim.kind == "measured" for claim in ledgers.evidence)
    return Page("Evidence", f"{measured} of {len(ledgers.evidence)} measured", joined(lines))


def _ownership(ledgers: Ledgers) -> Page:
    lines: list[Content | Hung] = [
        plain("Verbs of action by who does them: you, “we”, nobody (passive)."),
        plain(""),
    ]
    for section in SECTIONS:
        own, group, nobody = ledgers.acts.get(section, (0, 0, 0))
        lines.append(
            plain(f"{section.letter}  {section.label:<12} I {own:>3}   we {group:>3}   nobody {nobody:>3}")
        )
    lines += [plain(""), *map(box_line, (ledgers.own_object, ledgers.credit, ledgers.humility))]
    own = sum(counted[0] for counted in ledgers.acts.values())
    total = sum(sum(counted) for counted in ledgers.acts.values())
    return Page("Ownership", f"{own} of {total} acts yours", Sheet(lines))


def _failure(attempt: Attempt, ledgers: Ledgers) -> list[Page]:
    asked = attempt.question.competency is Competency.FAILURE
    if not asked and not any(box.filled for box in ledgers.failure_boxes):
        return []
    return [boxes_page("Failure", ledgers.failure_boxes, "What an honest failure story holds.")]


def _depth(ledgers: Ledgers) -> Page:
    depth = ledgers.depth
    share = NOT_MEASURED if depth.explaining is None else percent(depth.explaining)
    counted = f"{len(depth.explained)} of {depth.sentences} sentences of the Action explain a method"
    lines: list[Content | Hung] = [
        plain("How deep it goes, and whether it lectures. No rating knows of it."),
        plain(""),
        Content.styled(plain(depth.verdict).plain, "bold"),
        *map(box_line, depth.checklist),
        plain(""),
        plain(
            f"explaining: {share}, {counted}; noted above {percent(LECTURE_NOTED)}, "
            f"a research talk above {percent(RESEARCH_TALK)}"
        ),
        *([Content.styled(plain(depth.note).plain, "bold")] if depth.note else []),
        *map(quoted, depth.explained),
        plain(
            f"longest run of explanation: {depth.longest_run_words} words{', too long' if depth.over_cap else ''}"
        ),
    ]
    if depth.formula:
        lines += [plain("formula talk:"), quoted(depth.formula)]
    if depth.offer:
        lines += [plain("you offered to say more:"), quoted(depth.offer)]
    return Page("Depth", _deep(depth), Sheet(lines))


def _deep(depth: Depth) -> str:
    if not depth.told:
        return NOT_JUDGED
    if depth.research_talk:
        return "research talk"
    return "deep enough" if depth.deep_enough else filled(depth.checklist)


def _wording(ledgers: Ledgers) -> Page:
    lines: list[Content | Hung] = [
        plain(f"concrete verbs: {ledgers.concrete_verbs}"),
        plain("vague verbs: " + (", ".join(ledgers.vague_verbs) or "none")),
        *map(box_line, ledgers.chips),
    ]
    if ledgers.generic_lesson:
        lines += [plain("a lesson that fits any story:"), quoted(ledgers.generic_lesson)]
    if ledgers.flexible:
        lines.append(plain("The same facts as in an earlier answer, freshly worded."))
    return Page("Wording", f"{ledgers.concrete_verbs} concrete verbs", Sheet(lines))


def _delivery(critique: Critique) -> Content:
    note = (
        f"Pace is words by measured seconds; a typed answer has none. Fillers a minute are counted at {SPEAKING_RATE} "
        "words a minute where nothing was measured. None of this enters a rating."
    )
    return joined([view.delivery(critique), plain(""), muted(note)])


def _signals(critique: Critique, ledgers: Ledgers, anchors: Anchors, *, hide_scores: bool) -> Content:
    note = (
        "Overall is the average of two halves: the mean of the five ratings with equal weights, and 5 less what is "
        "listed here, at least 1. At most 3 where fewer than two signals reach 3. No model writes it."
    )
    lines = [view.ratings(critique, anchors, hide_scores=hide_scores), plain(""), muted(note)]
    if not hide_scores:
        rated = [rating.rating for rating in critique.ratings if rating.rating is not None]
        if rated:
            lines.append(plain(f"{sum(rated) / len(rated):5.2f}   the mean of the five"))
        less = "5 less" if ledgers.deductions else "5 less nothing"
        lines.append(plain(f"{left_open(ledgers.deductions):5.2f}   {less}"))
        lines += [plain(f"{-each.points:5.2f}     {each.name}") for each in ledgers.deductions]
    return joined(lines)


def _overall(critique: Critique, *, hide_scores: bool) -> str:
    return "" if critique.overall is None or hide_scores else f"overall {critique.overall:.1f} of 5"
