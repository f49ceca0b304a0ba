"""Owns what storage promises about people, clients, consents, invitations and practices."""

import asyncio
from dataclasses import replace

from storage import clients, invites, people, practices
from storage.practices import Practice
from storage.session import Session
from tests.engines import NOW
from tests.storage.story import BOT, HOUR, MINUTE, Story, person


async def test_a_person_is_read_as_she_was_written(story: Story) -> None:
    zoe = await story.add_person("Zoë Ñandú 🌿", 1004, "zoe")
    found = await story.turn(lambda db: people.get(db, zoe))
    assert found == person(zoe, 1004, "Zoë Ñandú 🌿", "zoe")
    assert await story.turn(lambda db: people.id_of(db, 1004)) == zoe
    assert await story.turn(lambda db: people.id_of(db, 999)) is None
    assert await story.turn(lambda db: people.get(db, 999)) is None


async def test_the_second_add_of_a_telegram_id_changes_nothing(story: Story) -> None:
    again = replace(person(story.ana, 1002, "Impostor"))
    await story.turn(lambda db: people.add(db, again))
    found = await story.turn(lambda db: people.lock(db, story.ana))
    assert found is not None
    assert found.name == "Ana"


async def test_changes_of_a_person_stay(story: Story) -> None:
    async def change(db: Session) -> None:
        await people.rename(db, story.ana, "Ana B.", "ana_b")
        await people.set_doing(db, story.ana, "zone:7")
        await people.set_locale(db, story.ana, "es")
        await people.set_zone(db, story.ana, "America/Lima", "PE")
        await people.set_reach(db, story.ana, "blocked")
        await people.set_menu(db, story.ana, "client-es-1")
        await people.set_lease(db, story.ana, owner="w1", epoch=3, until=NOW + MINUTE)

    await story.turn(change)
    found = await story.turn(lambda db: people.get(db, story.ana))
    assert found == replace(
        person(story.ana, 1002, "Ana B.", "ana_b"),
        doing="zone:7",
        locale="es",
        zone="America/Lima",
        country="PE",
        reach="blocked",
        menu="client-es-1",
        lease_owner="w1",
        lease_epoch=3,
        lease_until=NOW + MINUTE,
    )


async def test_maya_is_therapist_and_owner_at_once_until_one_is_taken_away(story: Story) -> None:
    await story.turn(lambda db: people.grant(db, story.maya, "therapist"))
    await story.turn(lambda db: people.grant(db, story.maya, "owner"))
    await story.turn(lambda db: people.grant(db, story.maya, "owner"))
    assert await story.turn(lambda db: people.roles(db, story.maya)) == {"therapist", "owner"}
    assert [who.person_id for who in await story.turn(lambda db: people.with_role(db, "owner"))] == [story.maya]
    await story.turn(lambda db: people.revoke(db, story.maya, "owner"))
    assert await story.turn(lambda db: people.roles(db, story.maya)) == {"therapist"}
    assert await story.turn(lambda db: people.with_role(db, "owner")) == []


async def test_a_client_is_confirmed_once_and_again_after_changing_therapist(story: Story) -> None:
    await story.turn(lambda db: clients.add(db, story.ana, story.maya))
    assert not await story.turn(lambda db: clients.is_confirmed(db, story.ana))
    await story.turn(lambda db: clients.confirm(db, story.ana, story.maya), now=NOW + 1)
    assert await story.turn(lambda db: clients.is_confirmed(db, story.ana))
    await story.turn(lambda db: clients.confirm(db, story.ana, story.maya), now=NOW + 2)
    ana = await story.turn(lambda db: clients.get(db, story.ana))
    assert ana is not None
    assert (ana.therapist_id, ana.confirmed_at) == (story.maya, NOW + 1)
    await story.turn(lambda db: clients.add(db, story.ana, story.ben), now=NOW + 3)
    ana = await story.turn(lambda db: clients.get(db, story.ana))
    assert ana is not None
    assert (ana.therapist_id, ana.joined_at, ana.confirmed_at) == (story.ben, NOW + 3, None)


async def test_a_therapist_sees_her_newest_client_first_and_no_removed_one(story: Story) -> None:
    await story.turn(lambda db: clients.add(db, story.ana, story.maya), now=NOW)
    await story.turn(lambda db: clients.add(db, story.ben, story.maya), now=NOW + 1)
    listed = await story.turn(lambda db: clients.of_therapist(db, story.maya))
    assert [client.person_id for client in listed] == [story.ben, story.ana]
    await story.turn(lambda db: clients.remove(db, story.ben))
    assert await story.turn(lambda db: clients.get(db, story.ben)) is None


async def test_the_newest_word_on_a_purpose_counts(story: Story) -> None:
    async def say(granted: bool, now: int) -> bool:
        await story.turn(
            lambda db: clients.save_consent(db, story.ana, "care", granted=granted, text_version="c1", locale="en"),
            now=now,
        )
        return await story.turn(lambda db: clients.has_consent(db, story.ana, "care"))

    assert not await story.turn(lambda db: clients.has_consent(db, story.ana, "care"))
    assert await say(granted=True, now=NOW)
    assert not await say(granted=False, now=NOW)
    assert await say(granted=True, now=NOW + 1)
    assert not await story.turn(lambda db: clients.has_consent(db, story.ana, "research"))


async def invited(story: Story, token: str = "t0ken", expires_at: int = NOW + 72 * HOUR) -> int:  # noqa: S107 -- not a secret
    return await story.turn(
        lambda db: invites.add(db, token=token, role="client", made_by=story.maya, expires_at=expires_at)
    )


async def test_an_invitation_is_found_by_its_token_and_used_once(story: Story) -> None:
    key = await invited(story)
    assert await story.turn(lambda db: invites.find(db, "wrong")) is None
    found = await story.turn(lambda db: invites.find(db, "t0ken"))
    assert found == invites.Invite(key, "client", story.maya, NOW + 72 * HOUR, None)
    assert await story.turn(lambda db: invites.claim(db, key, story.ana))
    assert not await story.turn(lambda db: invites.claim(db, key, story.ben))
    found = await story.turn(lambda db: invites.find(db, "t0ken"))
    assert found is not None
    assert found.used_by == story.ana


async def test_an_invitation_ends_on_time(story: Story) -> None:
    key = await invited(story, expires_at=NOW + HOUR)
    assert not await story.turn(lambda db: invites.claim(db, key, story.ana), now=NOW + HOUR)
    assert await story.turn(lambda db: invites.claim(db, key, story.ana), now=NOW + HOUR - 1)


async def test_of_fifty_who_claim_an_invitation_at_once_one_wins(story: Story) -> None:
    key = await invited(story)
    crowd = [story.ana, story.ben] * 25
    answers = await asyncio.gather(
        *(story.turn(lambda db, who=who: invites.claim(db, key, who)) for who in crowd)  # type: ignore[misc]
    )
    assert sorted(answers) == [False] * 49 + [True]


async def test_wrong_links_are_counted_since_an_instant(story: Story) -> None:
    for minutes in (0, 10, 50):
        await story.turn(lambda db: invites.add_miss(db, story.ben), now=NOW + minutes * MINUTE)
    assert await story.turn(lambda db: invites.count_misses(db, story.ben, NOW)) == 2
    assert await story.turn(lambda db: invites.count_misses(db, story.ana, 0)) == 0


async def test_a_token_is_stored_only_as_its_hash(story: Story) -> None:
    await invited(story, token="s3cret-t0ken")  # noqa: S106 -- not a secret
    row = await story.turn(lambda db: db.one("SELECT token_hash FROM invite"))
    assert row is not None
    assert bytes(row["token_hash"]) == invites.hashed("s3cret-t0ken") != b"s3cret-t0ken"


async def test_the_practice_follows_its_settings(story: Story) -> None:
    moved = Practice(1, BOT, "Hands & Backs", "ES", "Europe/Madrid", "es")
    await story.turn(lambda db: practices.save(db, moved))
    assert await story.turn(practices.get) == moved
    other = Practice(2, BOT, "Elsewhere", "US", "America/Chicago", "en")
    await story.turn(lambda db: practices.save(db, other))
    assert await story.turn(practices.every) == [moved, other]


async def test_a_lease_of_the_dead_is_freed_and_the_rest_that_telegram_asked_for_is_kept(story: Story) -> None:
    async def lease(db: Session) -> None:
        await people.set_lease(db, story.ana, owner="w1", epoch=3, until=NOW + MINUTE)
        await people.set_lease(db, story.maya, owner=None, epoch=1, until=NOW + MINUTE)

    await story.turn(lease)
    assert await story.turn(people.free_leases) == 1
    ana = await story.turn(lambda db: people.get(db, story.ana))
    maya = await story.turn(lambda db: people.get(db, story.maya))
    assert ana is not None
    assert maya is not None
    assert (ana.lease_owner, ana.lease_until, ana.lease_epoch) == (None, 0, 3)
    assert maya.lease_until == NOW + MINUTE


async def test_quiet_hours_and_the_last_sign_of_life_are_hers(story: Story) -> None:
    await story.turn(lambda db: people.set_quiet(db, story.ana, "22:00", "07:00"))
    await story.turn(lambda db: people.heard(db, story.ana), now=NOW + 5)
    ana = await story.turn(lambda db: people.get(db, story.ana))
    ben = await story.turn(lambda db: people.get(db, story.ben))
    assert ana is not None
    assert ben is not None
    assert (ana.quiet_from, ana.quiet_to, ana.heard_at) == ("22:00", "07:00", NOW + 5)
    assert (ben.quiet_from, ben.quiet_to, ben.heard_at) == (None, None, None)


async def test_a_pause_lasts_until_a_date_and_ends_with_the_relation(story: Story) -> None:
    await story.turn(lambda db: clients.add(db, story.ana, story.maya))
    await story.turn(lambda db: clients.set_pause(db, story.ana, "2026-12-01"))
    ana = await story.turn(lambda db: clients.get(db, story.ana))
    assert ana is not None
    assert ana.paused_until == "2026-12-01"
    await story.turn(lambda db: clients.add(db, story.ana, story.ben))
    ana = await story.turn(lambda db: clients.get(db, story.ana))
    assert ana is not None
    assert ana.paused_until is None
