"""Owns the way from a shared location to its zone; refuses to keep the location or the map of zones in memory.

The map takes 40 MB, and a location is shared once in a client's life: a process of its own looks it up and ends.
"""

import asyncio
import contextlib
import json
import sys


async def zone_at(latitude: float, longitude: float, *, within_s: float = 5.0) -> str | None:
    """Tell the IANA zone at a point.

    The point goes over standard input: arguments of a process can be read by every user of the machine.

    Args:
        latitude: degrees, -90 to 90.
        longitude: degrees, -180 to 180.
        within_s: real seconds after which the look-up is given up.

    Returns:
        The zone ("Etc/GMT+2" and the like at sea), or None for a point that is not on Earth or when the look-up failed.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees
        return None
    pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", __file__, stdin=pipe, stdout=pipe, stderr=nowhere
    )
    try:
        async with asyncio.timeout(within_s):
            answer, _ = await process.communicate(json.dumps([latitude, longitude]).encode())
    except TimeoutError:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    return answer.decode().strip() or None


def main() -> None:
    """Read ``[latitude, longitude]`` as JSON from standard input and print the zone."""
    import tzfpy  # noqa: PLC0415 - only here: the bot itself must never pay for the map

    latitude, longitude = json.load(sys.stdin)
    print(tzfpy.get_tz(longitude, latitude))


if __name__ == "__main__":
    main()
