"""The sentences of a drafted line. Each claims only what is logged; a cause stands only as somebody's recorded words.

Texts are Markdown of one line. ``today`` is the day the briefing stands on: dates carry the year only where it is not
that day's. Offices are late, never people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mobi_tracker.city.dates import format_day, format_days, format_short_day
from mobi_tracker.city.money import format_money
from mobi_tracker.city.words import as_sentence, counted, counted_in_words, ended, join_words, number_in_words
from mobi_tracker.projects.vocabulary import Rating

LONGEST_QUOTE = 180
LONGEST_NARRATIVE = 420


def plain(text: str) -> str:
    """Somebody's words on one line, so that no sign in them is taken for Markdown."""
    one_line = " ".join(text.split())
    escaped = re.sub(r"([\\`*\[\]<>])", r"\\\1", one_line)
    return re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", escaped)


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut after a sentence, else after a word, and then marked with "…"."""
    one_line = " ".join(text.split())
    if len(one_line) <= most:
        return one_line
    head = one_line[:most]
    end = max(head.rfind(mark) for mark in (". ", "! ", "? "))
    if end >= most // 3:
        return f"{head[: end + 1]} …"
    return f"{head.rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def sentence(text: str) -> str:
    """Somebody's words as a sentence of the briefing: a capital first letter, one end."""
    return plain(as_sentence(text))


def quoted(text: str) -> str:
    """A recorded reason in quotation marks, without the stop it ends with; marks inside it become single ones."""
    inner = shortened(text, LONGEST_QUOTE).rstrip(" .,;:")
    inner = re.sub(r'"(?=\w)|(?<=\s)"|^"', "‘", inner.replace("“", "‘").replace("”", "’")).replace('"', "’")
    if re.fullmatch(r"‘[^‘’]*’", inner):
        inner = inner[1:-1].rstrip(" .,;:")  # the whole of it was in quotation marks already
    return f"“{plain(inner)}”"


def reason_given(reason: str, credited_to: str) -> str:
    """ "“vendor delay” (per ITA)", or that no reason is recorded."""
    if not reason.strip():
        return "no reason recorded"
    return f"{quoted(reason)} (per {plain(credited_to)})" if credited_to.strip() else quoted(reason)


def rating_words(rating: Rating) -> str:
    """A rating inside a sentence: "at risk"."""
    return rating.label.lower()


def amount(cents: int | None) -> str:
    """An amount inside a sentence, exact, whole dollars without cents: " ($180,000)"."""
    return f" ({format_money(cents).removesuffix('.00')})" if cents is not None else ""


def decision_needed(
    whose: str, due: date | None, text: str, today: date, cents: int | None = None, recommended: str = ""
) -> str:
    """ "**Deputy Mayor, by Fri, Dec 4.** Approve the interim contract ($180,000). Recommended: approve." """
    if due is None:
        by = "no day set"
    elif due < today:
        by = f"needed by {format_day(due, today)}, {format_days((today - due).days)} late"
    else:
        by = f"by {format_day(due, today)}"
    advice = f" Recommended: {plain(ended(recommended))}" if recommended.strip() else ""
    return f"**{whose}, {by}.** {_with_amount(text, cents)}{advice}"


def _with_amount(text: str, cents: int | None) -> str:
    """What is asked, with its amount before the end: "Shall we buy it ($5)?"."""
    asked = sentence(text)
    if cents is None:
        return asked
    end = asked[-1] if asked[-1:] in (".", "!", "?") else "."
    return f"{asked.removesuffix(end)}{amount(cents)}{end}"


def slipped(milestone: str, days: int, to: date, reason: str, credited_to: str, today: date) -> str:
    """ "Pilot opens moved 41 days, to Jan 15, “vendor delay” (per ITA)"."""
    return f"{moved_by(milestone, days, to, today)}, {reason_given(reason, credited_to)}"


def moved_by(milestone: str, days: int, to: date, today: date) -> str:
    """ "Pilot opens moved 41 days, to Jan 15"."""
    return f"{plain(milestone)} moved {format_days(days)}, to {format_short_day(to, today)}"


def rating_moved(project: str, before: Rating, after: Rating, causes: Sequence[str], since: str) -> str:
    """ "**Permit login**, from at risk on Nov 22 to off track: pilot moved 41 days, “vendor delay” (per ITA)."

    ``since`` names the day compared with: a rating may have moved twice, and another page compare with another day.
    """
    what = f"**{plain(project)}**, from {rating_words(before)} on {since} to {rating_words(after)}"
    return f"{what}: {'; '.join(causes)}." if causes else f"{what}."


def no_longer_rated(project: str, before: Rating) -> str:
    """A project whose last update rates nothing."""
    return f"**{plain(project)}** is no longer rated; it was {rating_words(before)}."


def project_new(project: str, phase: str, lead: str) -> str:
    """ "**Permit login** is new: planning, led by ITA." """
    return f"**{plain(project)}** is new: {phase.lower()}{f', led by {plain(lead)}' if lead else ''}."


def projects_imported(count: int, file: str) -> str:
    """ "**14 projects imported** from itdashboard.csv." """
    return f"**{counted(count, 'project')} imported**{f' from {plain(file)}' if file else ''}."


def silence_of_imported(count: int, file: str) -> str:
    """ "No update logged yet for **14 projects** imported from itdashboard.csv." """
    return f"No update logged yet for **{counted(count, 'project')}** imported{f' from {plain(file)}' if file else ''}."


def project_back(project: str, phase: str, lead: str) -> str:
    """ "**Permit login** was brought back: planning, led by ITA." """
    return f"**{plain(project)}** was brought back: {phase.lower()}{f', led by {plain(lead)}' if lead else ''}."


def project_gone(project: str, ending: str) -> str:
    """ "**Permit login** was closed." """
    return f"**{plain(project)}** was {ending.lower()}."


def update_logged(
    project: str, initiative: str, overall: Rating, on: date, today: date, credited_to: str, narrative: str,
    path_to_green: str = "",
) -> str:  # fmt: skip
    """ "**Angeleno Connect, Permit login.** At risk, per ITA, Nov 27. Vendor delay. Path to green: …" """
    head = ", ".join(plain(each) for each in (initiative, project) if each)
    by = f", per {plain(credited_to)}" if credited_to.strip() else ""
    said = [f"**{ended(head)}** {overall.label}{by}, {format_short_day(on, today)}."]
    if narrative.strip():
        said.append(sentence(shortened(narrative, LONGEST_NARRATIVE)))
    if path_to_green.strip():
        said.append(f"Path to green: {sentence(shortened(path_to_green, LONGEST_QUOTE))}")
    return " ".join(said)


def department_did(department: str, text: str, closed_on: date | None, due: date | None, today: date) -> str:
    """ "**GSD** did on Nov 24 what was due Nov 20: Send the van list." """
    when = f" on {format_short_day(closed_on, today)}" if closed_on else ""
    was_due = f" what was due {format_short_day(due, today)}" if due else ""
    return f"**{plain(department)}** did{when}{was_due}: {sentence(text)}"


def owes(who: str, text: str, due: date | None, today: date) -> str:
    """ "**Finance** owes since Nov 18: the fee table.", or "by Fri, Dec 4", or without a day."""
    when = ""
    if due is not None:
        when = f" since {format_short_day(due, today)}" if due < today else f" by {format_day(due, today)}"
        when = " today" if due == today else when
    verb = "owe" if who == "We" else "owes"
    return f"**{plain(who)}** {verb}{when}: {sentence(text)}"


def _from_baseline(slip: int | None) -> str:
    if slip is None:
        return ""
    if slip == 0:
        return ", on its baseline"
    return f", {format_days(abs(slip))} {'after' if slip > 0 else 'before'} its baseline"


def milestone_met(milestone: str, project: str, day: date, slip: int | None, today: date) -> str:
    """ "**Met:** Pilot opens (Permit login), Nov 24, 3 days before its baseline." """
    return f"**Met:** {plain(milestone)} ({plain(project)}), {format_short_day(day, today)}{_from_baseline(slip)}."


def milestone_missed(milestone: str, project: str, day: date, today: date) -> str:
    """ "**Missed:** Award (Curb sensors), expected Nov 20; nothing logged since." """
    return (
        f"**Missed:** {plain(milestone)} ({plain(project)}), expected {format_short_day(day, today)}; "
        "neither done nor given a new date."
    )


def milestones_met_before(named: Sequence[tuple[str, str, date]], others: int, today: date) -> str:
    """ "**Recorded now, met before:** Award (Curb sensors), Mar 3; Survey (Curb sensors), Apr 1; and 5 more." """
    told = [f"{plain(name)} ({plain(project)}), {format_short_day(day, today)}" for name, project, day in named]
    return f"**Recorded now, met before:** {'; '.join([*told, *([f'and {others:,} more'] if others else [])])}."


def imported_missed(count: int, oldest: date, today: date) -> str:
    """ "**Missed:** 9 milestones of imported projects, the oldest expected Sep 29, 2012; neither done nor …" """
    what = f"{counted(count, 'milestone')} of imported projects, the oldest expected {format_short_day(oldest, today)}"
    return f"**Missed:** {what}; neither done nor given a new date."


def milestone_moved(
    milestone: str, project: str, before: date, after: date, reason: str, credited_to: str, today: date
) -> str:
    """ "**Moved:** Pilot opens (Permit login), from Dec 5 to Jan 15, “vendor delay” (per ITA)." """
    days = f"from {format_short_day(before, today)} to {format_short_day(after, today)}"
    return f"**Moved:** {plain(milestone)} ({plain(project)}), {days}, {reason_given(reason, credited_to)}."


def milestone_next(milestone: str, project: str, day: date, slip: int | None, today: date) -> str:
    """ "**Next:** Pilot opens (Permit login), Fri, Jan 15, 41 days after its baseline." """
    return f"**Next:** {plain(milestone)} ({plain(project)}), {format_day(day, today)}{_from_baseline(slip)}."


def met_with(
    departments: Sequence[str], meetings: Sequence[tuple[str, date]], is_all_in_person: bool, today: date
) -> str:
    """ "Met **ITA** and **GSD**: Permit login check-in (Nov 23)." """
    names = join_words([f"**{plain(each)}**" for each in departments])
    held = join_words([f"{plain(title)} ({format_short_day(on, today)})" for title, on in meetings])
    return f"{'Met' if is_all_in_person else 'In touch with'} {names}: {held}."


def meeting_held(title: str, kind: str, on: date, today: date) -> str:
    """ "**Harbor town hall**, event, Nov 25." """
    return f"**{plain(title)}**, {kind.lower()}, {format_short_day(on, today)}."


def decision_made(text: str, on: date, decided_by: str, today: date) -> str:
    """ "**Decided Nov 24 by Dana Ortiz.** Use the shared login." """
    by = f" by {plain(decided_by)}" if decided_by.strip() else ""
    return f"**{ended(f'Decided {format_short_day(on, today)}{by}')}** {sentence(text)}"


def council_item(
    body: str, committee: str, meets_on: date | None, title: str, council_file: str, outcome: str, today: date,
    position: str = "", last_day: date | None = None,
) -> str:  # fmt: skip
    """ "**City Council, Transportation Committee**, Tue, Dec 1: Speed study (CF 26-0123). Our position: support." """
    where = ", ".join(plain(each) for each in (body, committee) if each.strip())
    when = f", {format_day(meets_on, today)}" if meets_on else ", no day set"
    number = f" (CF {plain(council_file)})" if council_file else ""
    said = [f"**{where}**{when}: {plain(title.rstrip(' .,;:'))}{number}."]
    if outcome.strip():
        said.append(f"Outcome: {sentence(outcome)}")
    elif meets_on is not None and meets_on < today:
        said.append("No outcome logged.")
    elif position.strip():
        said.append(f"Our position: {sentence(position)}")
    if last_day is not None and last_day >= today and not outcome.strip():
        said.append(f"Last day for Council action: {format_day(last_day, today)}.")
    return " ".join(said)


def silence(project: str, last_on: date | None, lead: str, today: date) -> str:
    """ "No update logged since Nov 11 for **Digital ID pilot** (ITA)." """
    since = f"since {format_short_day(last_on, today)}" if last_on else "yet"
    return f"No update logged {since} for **{plain(project)}**{f' ({plain(lead)})' if lead else ''}."


def meeting_coming(title: str, on: date, departments: Sequence[str], today: date) -> str:
    """ "**Tue, Dec 1.** Permit login check-in, with ITA." """
    others = f", with {join_words(plain(each) for each in departments)}" if departments else ""
    return f"**{format_day(on, today)}.** {plain(title)}{others}."


def action_coming(who: str, text: str, due: date, today: date) -> str:
    """ "**Due Fri, Dec 4.** GSD: Send the van list." """
    return f"**Due {format_day(due, today)}.** {f'{plain(who)}: ' if who else ''}{sentence(text)}"


def contract_ending(number: str, project: str, ends_on: date, renewal: str, today: date) -> str:
    """ "Contract C-140213 of **Permit login** ends Jan 22: last day to start a renewal was Nov 23, 7 days ago." """
    return f"Contract {plain(number)} of **{plain(project)}** ends {format_short_day(ends_on, today)}: {renewal}."


def and_more(count: int) -> str:
    """ "And 12 more are logged." """
    return f"And {count:,} more {'is' if count == 1 else 'are'} logged."


def got_worse(projects: Sequence[tuple[str, Rating, Rating]], others: int, since: str) -> str:
    """ "Permit login went from at risk on Nov 22 to off track.", or "Three projects got worse since Nov 22: A …" """
    if len(projects) == 1 and not others:
        ((name, before, after),) = projects
        return f"**{plain(name)}** went from {rating_words(before)} on {since} to {rating_words(after)}."
    count = len(projects) + others
    named = [f"**{plain(name)}** (now {rating_words(after)})" for name, _, after in projects]
    named += [f"{number_in_words(others)} more"] if others else []
    head = as_sentence(counted_in_words(count, "project")).rstrip(".")
    return f"{head} got worse since {since}: {join_words(named)}."


def got_better(count: int, names: Sequence[str], since: str) -> str:
    """ "Two projects got better since Nov 22: A and B; none got worse." """
    head = as_sentence(counted_in_words(count, "project")).rstrip(".")
    return f"{head} got better since {since}: {join_words(f'**{plain(each)}**' for each in names)}; none got worse."


def nearest_decision(whose: str, due: date, text: str, today: date) -> str:
    """ "The Deputy Mayor is asked to decide by **Fri, Dec 4**: Approve the interim contract." """
    late = f", {format_days((today - due).days)} ago" if due < today else ""
    return f"The {whose} is asked to decide by **{format_day(due, today)}**{late}: {sentence(text)}"
