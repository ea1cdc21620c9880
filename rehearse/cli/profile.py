"""`rehearse profile`: what is known of you and of the job, and a way to take it off the disk."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from rehearse.cli.storing import opened_store
from rehearse.cli.values import DAY
from rehearse.compose import Setup
from rehearse.domain.profile import Profile
from rehearse.domain.text import counted, json_text, one_line
from rehearse.domain.vocabulary import Experience
from rehearse.storage.text_file import read_text


@click.group()
def profile() -> None:
    """Say who you are and which job it is; nothing of it leaves this machine."""


@profile.command("show")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_obj
def show_profile(setup: Setup, as_json: bool) -> None:
    """Show the profile and what was read from it."""
    with opened_store(setup) as store:
        known = store.profile.load()
    fields = {
        "experience": known.experience.value if known.experience else None,
        "role": known.role,
        "company": known.company,
        "interview_date": known.interview_date.isoformat() if known.interview_date else None,
        "terms": list(known.terms),
        "job_terms": list(known.wanted_terms),
        "missing_terms": list(known.missing_terms),
        "claims": list(known.claims),
    }
    if as_json:
        click.echo(json_text({**fields, "resume": known.resume, "job": known.job}))
        return
    for name, value in fields.items():
        shown = "; ".join(value) if isinstance(value, list) else value
        click.echo(f"{name.replace('_', ' '):<16} {shown or '–'}")


@profile.command("set")
@click.option(
    "--experience",
    type=click.Choice([each.value for each in Experience]),
    help="Where your stories happened.",
)
@click.option("--role", help="The role you interview for.")
@click.option("--company", help="The company.")
@click.option("--date", "interview_date", type=DAY, help="The day of the interview.")
@click.pass_obj
def set_profile(setup: Setup, /, **told: Any) -> None:
    """Change what is given; everything else stays."""
    given: dict[str, Any] = {
        name: one_line(value) if isinstance(value, str) else value
        for name, value in told.items()
        if value is not None
    }
    if "experience" in given:
        given["experience"] = Experience(given["experience"])
    with opened_store(setup) as store:
        store.profile.save(replace(store.profile.load(), **given))


@profile.command("resume")
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@click.pass_obj
def take_resume(setup: Setup, source: Path) -> None:
    """Read a resume: text, Markdown, or PDF where the extra "pdf" is installed."""
    known = _take(setup, resume=read_text(source))
    click.echo(
        f"{counted(len(known.claims), 'claim')} to be asked about; terms: {', '.join(known.terms) or 'none found'}."
    )


@profile.command("job")
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@click.pass_obj
def take_job(setup: Setup, source: Path) -> None:
    """Read a job description: text, Markdown, or PDF where the extra "pdf" is installed."""
    known = _take(setup, job=read_text(source))
    click.echo(f"The job asks for: {', '.join(known.wanted_terms) or 'no term of the trade'}.")
    if known.resume and known.missing_terms:
        click.echo(f"Not in your resume: {', '.join(known.missing_terms)}.")


def _take(setup: Setup, **text: str) -> Profile:
    with opened_store(setup) as store:
        known = replace(store.profile.load(), **text)  # type: ignore[arg-type]
        store.profile.save(known)
    return known


@profile.command("wipe")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def wipe_profile(setup: Setup, yes: bool) -> None:
    """Take the profile off the disk for good; attempts and stories stay."""
    if yes or click.confirm("Take the profile, resume and job description off the disk for good?"):
        with opened_store(setup) as store:
            store.profile.wipe()
        click.echo("Done. Copies that you made of the database still hold it.")
