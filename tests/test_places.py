"""Holds the city search and the way from a location to a zone to what a person expects; knows no Telegram."""

import time
from importlib import resources

import pytest

from content.places.locate import zone_at
from content.places.search import Place, country_of, fold, search, zone_names


@pytest.mark.parametrize(
    ("typed", "name", "zone"),
    [
        ("Berlin", "Berlin", "Europe/Berlin"),
        ("  berlin ", "Berlin", "Europe/Berlin"),
        ("BERL", "Berlin", "Europe/Berlin"),
        ("Berlin, Germany", "Berlin", "Europe/Berlin"),
        ("Berlín, Alemania", "Berlin", "Europe/Berlin"),
        ("berlin deutschland", "Berlin", "Europe/Berlin"),
        ("Berlin, Nowhere", "Berlin", "Europe/Berlin"),
        ("CDMX", "Mexico City", "America/Mexico_City"),
        ("ciudad de mexico", "Mexico City", "America/Mexico_City"),
        ("Wien", "Vienna", "Europe/Vienna"),
        ("München", "Munich", "Europe/Berlin"),
        ("Muenchen", "Munich", "Europe/Berlin"),
        ("Nueva York", "New York City", "America/New_York"),
        ("sao paulo", "São Paulo", "America/Sao_Paulo"),
        ("Wroclaw", "Wrocław", "Europe/Warsaw"),
        ("St. Gallen", "Sankt Gallen", "Europe/Zurich"),
        ("Las Palmas de Gran Canaria", "Las Palmas de Gran Canaria", "Atlantic/Canary"),
        ("Valencia, ES", "Valencia", "Europe/Madrid"),
        ("Birmingham UK", "Birmingham", "Europe/London"),
        ("Portland", "Portland", "America/Los_Angeles"),
        ("Portland, Maine", "Portland", "America/New_York"),
        ("Portland, ME", "Portland", "America/New_York"),
        ("Portland Maine", "Portland", "America/New_York"),
    ],
)
def test_a_person_finds_her_city_first(typed: str, name: str, zone: str) -> None:
    first = search(typed)[0]
    assert (first.name, first.zone) == (name, zone)


def test_what_is_no_city_finds_nothing() -> None:
    for typed in ("", "   ", ",", "|", "\n", "\t", "🙂", "zzzz zzzz", "0" * 4000):
        assert search(typed) == [], typed


def test_a_place_tells_all_that_a_button_needs() -> None:
    place = search("Portland, Maine")[0]
    assert place == Place("Portland", "US", "America/New_York", place.population, "Maine")
    assert place.population > 50_000


def test_a_full_name_goes_before_bigger_cities_that_only_begin_so() -> None:
    assert [place.name for place in search("Bern")][:2] == ["Bern", "Bernau bei Berlin"]


def test_bigger_cities_go_first_and_limits_hold() -> None:
    found = search("valencia", limit=3)
    assert [place.country for place in found] == ["VE", "ES", "US"]
    assert [place.population for place in found] == sorted((place.population for place in found), reverse=True)


def test_places_that_differ_in_nothing_a_zone_depends_on_are_offered_once() -> None:
    found = search("Springfield", limit=50)
    told_apart = [(place.name, place.country, place.zone) for place in found]
    assert len(told_apart) == len(set(told_apart)) > 1


def test_every_zone_of_the_table_is_known_to_the_pinned_tzdata() -> None:
    known = set((resources.files("tzdata") / "zones").read_text().split())
    assert set(zone_names()) - known == set()
    assert len(zone_names()) > 300


def test_names_are_compared_as_people_type_them() -> None:
    assert fold("  São  Tomé-Sul ") == "sao tome sul"
    assert fold("Tromsø") == fold("TROMSO")
    assert fold("Łódź") == "lodz"
    assert fold("Straße") == "strasse"


def test_a_search_is_quick_enough_for_a_reply() -> None:
    names = ["Berlin, Germany", "Koeln", "san", "s", "zz", "Portland Maine", "zzzz zzzz"]
    search("warm, up")
    started = time.process_time()
    for name in names:
        search(name)
    assert (time.process_time() - started) / len(names) < 0.010


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [(52.52, 13.405, "Europe/Berlin"), (-33.87, 151.21, "Australia/Sydney"), (19.43, -99.13, "America/Mexico_City")],
)
async def test_a_shared_location_lies_in_a_zone(latitude: float, longitude: float, zone: str) -> None:
    assert await zone_at(latitude, longitude) == zone


async def test_a_point_that_is_not_on_earth_has_no_zone() -> None:
    for latitude, longitude in ((91.0, 0.0), (0.0, -180.5), (float("nan"), 0.0), (0.0, float("inf"))):
        assert await zone_at(latitude, longitude) is None


async def test_a_look_up_that_takes_too_long_is_given_up() -> None:
    assert await zone_at(52.52, 13.405, within_s=0) is None


def test_a_zone_tells_its_country_where_it_has_a_city() -> None:
    assert [country_of(zone) for zone in ("America/New_York", "Europe/Berlin", "Asia/Kolkata")] == ["US", "DE", "IN"]
    assert country_of("Etc/GMT+5") is None
