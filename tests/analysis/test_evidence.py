"""What a claim stands on: before, after, unit and where, each as it was said or left open."""

import pytest

from rehearse.analysis.engine import critique
from rehearse.analysis.evidence import Evidence, claim
from rehearse.analysis.numbers import FIGURE, unit_of
from rehearse.analysis.sentences import Sentence
from rehearse.domain.answer import Answer
from rehearse.domain.section import Section
from rehearse.domain.vocabulary import ProbeTopic
from tests.builders import ANSWER


@pytest.mark.parametrize(
    ("text", "before", "after", "unit"),
    [
        ("Within 3 weeks the error rate fell from 11 % to 4 %.", "11 %", "4 %", "%"),
        ("In 2021 we cut latency by 40 ms.", None, "40 ms", "ms"),
        ("Latency went from nine hundred ms to two hundred ms.", "nine hundred ms", "two hundred ms", "ms"),
        ("Latency fell from 90 ms to under 40 ms.", "90 ms", "under 40 ms", "ms"),
        ("Outages went from eight a month to one.", "eight", "one", None),
        ("It used to take 40 minutes and now takes 5 minutes.", "40 minutes", "5 minutes", "minutes"),
        ("The slowest percent is at 40 ms, down from 90 ms.", "90 ms", "40 ms", "ms"),
        ("Reports are ready within 2 days instead of 2 weeks.", "2 weeks", "2 days", "days"),
        ("After 3 months churn dropped by 2 points.", None, "2 points", "points"),
        ("Precision is 0.93 on 4,000 held-out tickets.", None, "0.93", None),
        ("On 4,000 held-out tickets precision is 0.93.", None, "0.93", None),
        ("I reduced the cost of 12 services by 30 percent.", None, "30 percent", "percent"),
        ("We cut the load on 12 machines by 300.", None, "300", None),
        ("It reduced complaints at 3 sites to 12 a week.", None, "12", None),
        ("We cut latency 40 ms and lifted accuracy by 3 points.", None, "40 ms", "ms"),
        ("It raised accuracy 4 points, checked by two doctors.", None, "4 points", "points"),
        ("It saved 12 engineers 4 hours a week.", None, "4 hours", "hours"),
        ("The change saved $2 million a year.", None, "$2 million", "$"),
        ("We grew from 2 engineers to 5 and errors fell from 9 % to 4 %.", "9 %", "4 %", "%"),
        ("It takes 5 minutes for 200 users instead of 40 minutes.", "40 minutes", "5 minutes", "minutes"),
        ("Alerts dropped by 300, which let two people sleep.", None, "300", None),
        ("Complaints fell from 5,200, our worst, to 3,100, and stayed there.", "5,200", "3,100", None),
        ("Tickets went from 1,200 to 300 in 6 weeks.", "1,200", "300", None),
        ("Tickets went from 1,200 to 300 in twenty four weeks.", "1,200", "300", None),
        ("Complaints fell by 40 in 2023.", None, "40", None),
        ("Wrong calls went from 1 in 20 to 1 in 2000.", "1 in 20", "1 in 2000", None),
        ("Wrong calls went from 1 in 20 to 1 in 2048 forms.", "1 in 20", "1 in 2048", None),
        ("Now one in 1950 calls fails instead of 1 in 20.", "1 in 20", "one in 1950 calls", "calls"),
        ("Outages went from 3 in 2019 to 1 in 2020.", "3", "1", None),
        ("It is right for 9 in 10 users instead of 7 in 10.", "7 in 10", "9 in 10 users", "users"),
    ],
)
def test_a_claim_knows_before_from_after(
    text: str, before: str | None, after: str | None, unit: str | None
) -> None:
    read = claim(Sentence(text, Section.RESULT))
    assert (read.before, read.after, read.unit) == (before, after, unit)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            "We saved 1,500 tickets a month and rolled the model out to 100 percent of traffic.",
            "1,500 tickets",
        ),
        ("It saved us a quarter of a million dollars a year.", "a quarter of a million dollars"),
        ("We cut the table by 2 and a half million rows.", "2 and a half million rows"),
        ("We cut 80 tickets a day, then ramped it to 50 percent.", "80 tickets"),
        ("We reduced the backlog of 12 queues to a hundred and twenty.", "a hundred and twenty"),
        ("We reduced the cost of 12 services by two and a half percent.", "two and a half percent"),
        ("I cut 60 alerts a night and explained it to 15 nurses.", "60 alerts"),
        (
            "Support calls fell by 400 a month, and I presented the result to 30 percent of the company.",
            "400",
        ),
        ("We cut 300 alarms a night and moved 2 people to 5 other projects.", "300 alarms"),
        ("It gained 900 customers and by 10 in the morning the queue was empty.", "900 customers"),
        ("We cut 300 alarms a night by moving 2 people to 5 projects.", "300 alarms"),
        ("We cut 300 alarms a night moving 2 people to 5 projects.", "300 alarms"),
        ("We cut 60 alerts a night thanks to 2 new rules.", "60 alerts"),
        ("We cut 60 alerts a night sent to 15 nurses.", "60 alerts"),
        ("We cut 60 alerts a night pushed to 15 nurses.", "60 alerts"),
        ("We cut 60 alerts handled by 15 nurses.", "60 alerts"),
        ("Alerts dropped by 60 a night to 15 a night.", "60"),
    ],
)
def test_what_another_verb_says_is_not_what_the_change_came_to(text: str, after: str) -> None:
    assert claim(Sentence(text, Section.RESULT)).after == after


@pytest.mark.parametrize(
    "text",
    [
        "We cut the load on 12 shared machines by 30 percent.",
        "I reduced the cost of 12 services and 3 queues by 30 percent.",
        "I reduced the cost of 12 services in staging by 30 percent.",
        "I reduced the load of 12 services in 3 weeks to just under 30 percent.",
        "I reduced the power 40 sensors need by 30 percent.",
    ],
)
def test_what_a_change_was_done_to_may_be_counted_first(text: str) -> None:
    assert claim(Sentence(text, Section.RESULT)).after == "30 percent"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Tickets fell from 2000 to 1500 a week, and complaints from 40 to 30.", "2000", "1500"),
        ("Tickets fell from 2000 to 1900 a week, and complaints from 40 to 30.", "2000", "1900"),
        ("Tickets fell from 2000 to 1900, and complaints from 40 to 30.", "2000", "1900"),
        ("Orders rose from 1950 to 2040 a day, and returns from 40 to 50.", "1950", "2040"),
        ("In 3 weeks orders rose from 1950 to 2040.", "1950", "2040"),
        ("Errors dropped by 2000 a day and costs by 30 euros.", None, "2000"),
        ("Errors dropped by 2000 and costs by 30.", None, "2000"),
        ("It saved 2000 calls a day at 3 of the sites.", None, "2000 calls"),
        ("We reduced the load by 2000 open tickets at 30 sites.", None, "2000"),
    ],
)
def test_a_figure_is_no_year_for_being_near_2000(text: str, before: str | None, after: str) -> None:
    read = claim(Sentence(text, Section.RESULT))
    assert (read.before, read.after) == (before, after)


@pytest.mark.parametrize(
    "text",
    [
        "In 2021 errors fell by 40.",
        "Since 2021 our errors fell by 40.",
        "By 2021 our errors were down by 40.",
        "By 2021, all told, errors had dropped by 40.",
        "In March 2021 we cut errors by 40.",
        "Until late 2021 we had cut errors by 40.",
        "At the end of 2021 we had cut errors by 40.",
        "The 2021 release cut errors by 40.",
        "From 2019 to 2021 errors went from 90 to 40.",
    ],
)
def test_a_year_is_no_result(text: str) -> None:
    assert claim(Sentence(text, Section.RESULT)).after == "40"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("It grew from 2019 to 2021 by 40 percent.", None, "40 percent"),
        ("Between 2019 and 2021 it grew from 30 percent to 40 percent.", "30 percent", "40 percent"),
        ("Errors fell 40 percent from 2019 to 2021.", None, "40 percent"),
        ("The team grew from 2 engineers to 5 and errors fell by 40 percent.", None, "40 percent"),
        ("We went from 2 engineers to 5, at 40 percent of the cost.", None, "40 percent"),
        ("The team grew from 2 engineers to 5.", "2 engineers", "5"),
    ],
)
def test_a_span_of_years_or_a_change_of_the_setting_is_not_the_change(
    text: str, before: str | None, after: str
) -> None:
    read = claim(Sentence(text, Section.RESULT))
    assert (read.before, read.after) == (before, after)


@pytest.mark.parametrize("price", ["$2", "two dollars", "40 euros", "£2", "two pounds", "twenty bucks"])
def test_a_price_is_a_measure_in_signs_and_in_words(price: str) -> None:
    told = f"A call costs {price}."
    assert claim(Sentence(told, Section.RESULT)).evidence is Evidence.MEASURED


def test_where_is_a_stretch_of_the_text_whatever_letters_stand_before_it() -> None:
    read = claim(Sentence("İİ fell from 11 % to 4 % in the pilot.", Section.RESULT))
    assert (read.before, read.after, read.where) == ("11 %", "4 %", "in the pilot")


def test_a_unit_that_was_said_in_words_is_not_asked_for() -> None:
    told = "Latency went from nine hundred ms to two hundred ms on the validation set."
    read = critique(Answer("1", sections={**ANSWER, Section.RESULT: told}))
    asked = [probe.question for probe in read.probes if probe.topic is ProbeTopic.METRIC]
    assert asked
    assert not any("unit" in question for question in asked)


@pytest.mark.parametrize(
    ("figure", "unit"),
    [
        ("two hundred", ""),
        ("Twenty five", ""),
        ("3 in 10 orders", "orders"),
        ("two hundred ms", "ms"),
        ("12%", "%"),
        ("$40", "$"),
        ("$2 million", "$"),
        ("2 million dollars", "dollars"),
        ("half a million dollars", "dollars"),
        ("0.93", ""),
    ],
)
def test_a_unit_is_one_that_was_said(figure: str, unit: str) -> None:
    assert unit_of(figure) == unit


@pytest.mark.parametrize(
    "figure",
    [
        "sixty percent",
        "seventeen tickets",
        "fourteen days",
        "$2 million",
        "€3.5 billion",
        "2 million dollars",
        "3 hundred thousand rows",
        "half a million users",
        "a half million dollars",
        "half-a-million",
        "half a dozen",
        "one and a half million",
        "two and a half hours",
        "1.2k",
        "4 million and a half dollars",
    ],
)
def test_a_number_is_read_to_its_end(figure: str) -> None:
    assert [match.group() for match in FIGURE.finditer(figure)] == [figure]


@pytest.mark.parametrize(
    "text", ["3 in 2019 and one in 2021 shows it", "1 in 2020 nowadays", "one in 2022 makes three"]
)
def test_one_in_a_year_is_no_share(text: str) -> None:
    assert not any(" in " in match.group() for match in FIGURE.finditer(text))


@pytest.mark.parametrize(
    "text", ["the third quarter of a million-dollar project", "2 and a half-finished prototype"]
)
def test_a_part_of_something_else_is_no_part_of_a_number(text: str) -> None:
    assert not any("quarter" in match.group() or " and " in match.group() for match in FIGURE.finditer(text))
