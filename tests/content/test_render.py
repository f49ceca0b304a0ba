"""Filters: days, numbers, lists and names in each language."""

from datetime import UTC, datetime

import pytest
from jinja2 import TemplateError

from content.library import Library
from content.render import clean, environment, render, shown_fact
from content.vocabulary import Formats


def at(text: str) -> int:
    """Read an instant in UTC as our milliseconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


def said(library: Library, locale: str, source: str, **facts: object) -> str:
    formats: Formats = library._shelf.tongues[locale].vocabulary.formats  # noqa: SLF001 - the one way to a bare template
    return render(environment(formats, html=True).from_string(source), facts)


SUNDAY = at("2026-11-22T17:30:00")


@pytest.mark.parametrize(
    ("locale", "day", "day_clock"),
    [
        ("en", "Sunday, 22 November", "Sunday, 22 November, 18:30"),
        ("es", "domingo, 22 de noviembre", "domingo, 22 de noviembre, 18:30"),
        ("de", "Sonntag, 22. November", "Sonntag, 22. November, 18:30 Uhr"),
    ],
)
def test_days_and_times_in_the_persons_zone(library: Library, locale: str, day: str, day_clock: str) -> None:
    assert said(library, locale, "{{ at | clock(zone) }}", at=SUNDAY, zone="Europe/Berlin") == "18:30"
    assert said(library, locale, "{{ at | day(zone) }}", at=SUNDAY, zone="Europe/Berlin") == day
    assert said(library, locale, "{{ at | day_clock(zone) }}", at=SUNDAY, zone="Europe/Berlin") == day_clock


@pytest.mark.parametrize(
    ("locale", "short_day", "month", "country"),
    [
        ("en", "Sun 22 Nov", "November 2026", "Germany"),
        ("es", "dom 22 nov", "noviembre de 2026", "Alemania"),
        ("de", "So 22. Nov.", "November 2026", "Deutschland"),
    ],
)
def test_short_days_months_and_countries(
    library: Library, locale: str, short_day: str, month: str, country: str
) -> None:
    assert said(library, locale, "{{ at | short_day(zone) }}", at=SUNDAY, zone="Europe/Berlin") == short_day
    assert said(library, locale, "{{ at | month(zone) }}", at=SUNDAY, zone="Europe/Berlin") == month
    assert said(library, locale, "{{ country | country_name }}", country="DE") == country
    assert said(library, locale, "{{ country | country_name }}", country="Q1") == "Q1"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-22T00:00:00", "today, heute, hoy"),
        ("2026-11-21T23:30:00", "today, heute, hoy"),  # already Sunday in Berlin
        ("2026-11-21T22:30:00", "tomorrow, morgen, mañana"),
        ("2026-11-22T23:30:00", "yesterday, gestern, ayer"),
        ("2026-11-20T12:00:00", "on Sunday, 22 November, am Sonntag, 22. November, el domingo, 22 de noviembre"),
    ],
)
def test_near_days_go_by_the_calendar_of_the_zone(library: Library, now: str, words: str) -> None:
    facts = {"at": SUNDAY, "zone": "Europe/Berlin", "now": at(now)}
    source = "{{ at | relative_day(zone, now) }}"
    assert ", ".join(said(library, locale, source, **facts) for locale in ("en", "de", "es")) == words


def test_numbers_and_lists_follow_the_language(library: Library) -> None:
    source = "{{ n | number }} {{ items | join_list }}"
    facts = {"n": 1234.5, "items": ["a", "b", "c"]}
    assert said(library, "en", source, **facts) == "1,234.5 a, b and c"
    assert said(library, "de", source, **facts) == "1.234,5 a, b und c"
    assert said(library, "es", source, **facts) == "1.234,5 a, b y c"


def test_items_of_a_list_are_escaped(library: Library) -> None:
    assert said(library, "en", "{{ items | join_list }}", items=["<i>", "&"]) == "&lt;i&gt; and &amp;"


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Europe/Berlin", "Berlín"),
        ("America/New_York", "Nueva York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_named_by_its_city(library: Library, zone: str, city: str) -> None:
    assert said(library, "es", "{{ zone | zone_name }}", zone=zone) == city


def test_a_sentence_begins_with_a_capital_and_keeps_the_rest(library: Library) -> None:
    assert said(library, "en", "{{ words | sentence }}", words="tomorrow, Anna") == "Tomorrow, Anna"


def test_names_lose_what_hides_or_turns_text_around(library: Library) -> None:
    assert clean("  Ana\u202e\u200b \n Maria\u2066\x07 ") == "Ana Maria"
    assert clean("x" * 100) == "x" * 63 + "…"
    assert clean("Zoë Müller-Ñandú 😀") == "Zoë Müller-Ñandú 😀"
    assert said(library, "en", "{{ name }}", name="A\u202eB") == "AB"
    assert shown_fact({"deep": ["A\u202eB"], "n": 3}) == {"deep": ["AB"], "n": 3}


def test_html_from_outside_stays_text_even_when_it_claims_to_be_safe(library: Library) -> None:
    class Claims(str):
        __slots__ = ()

        def __html__(self) -> str:
            return "<b>bold</b>"

    assert said(library, "en", "{{ name }}", name=Claims("é<b>")) == "é&lt;b&gt;"
    assert said(library, "en", "{{ name }}", name=Claims("<b>")) == "&lt;b&gt;"


@pytest.mark.parametrize("source", ["{{ name | safe }}", "{{ name | upper }}", "{{ name | attr('x') }}"])
def test_there_are_no_filters_but_ours(library: Library, source: str) -> None:
    with pytest.raises(TemplateError):
        said(library, "en", source, name="Ana")


def test_plural_needs_other_and_uses_the_languages_rule(library: Library) -> None:
    source = '{{ plural(n, one="day", other="days") }}'
    assert [said(library, "en", source, n=n) for n in (0, 1, 2)] == ["days", "day", "days"]
