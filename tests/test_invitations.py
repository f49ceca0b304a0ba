"""How people are let in: links, their pictures, and who may not use them."""

import io
from base64 import urlsafe_b64decode

import pytest
import segno

from bot.pictures import BORDER, SCALE
from storage import invites
from storage.open import sqlite_path
from tests.stage import Stage


def png(text: str) -> bytes:
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=SCALE, border=BORDER)
    return drawn.getvalue()


@pytest.mark.parametrize(("command", "says"), [("/invite", "invite.client"), ("/team", "invite.therapist")])
async def test_an_invitation_is_a_link_and_a_picture_of_the_same_link(day: Stage, command: str, says: str) -> None:
    maya = await day.owner()
    token = await day.invitation(maya, command)
    shown = day.reads(maya, says)
    link = f"https://t.me/linden_bot?start={token}"
    assert link in shown.text
    assert "Wednesday" in shown.text
    assert "12:00" in shown.text
    assert shown.media is not None
    assert shown.media.content == png(link)


async def test_a_token_has_128_bits_and_only_its_hash_is_kept(day: Stage) -> None:
    maya = await day.owner()
    token = await day.invitation(maya)
    assert len(urlsafe_b64decode(token + "==")) == 16
    assert day.world is not None
    found = await day.world.app.read(lambda db: invites.find(db, token))
    assert found is not None
    assert found.role == "client"
    path = sqlite_path(day.settings.database_url)
    await day.close()
    if path is not None:
        kept = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))
        assert invites.hashed(token) in kept
        assert token.encode() not in kept


async def test_a_link_works_once_and_its_own_owner_may_open_it_again(day: Stage) -> None:
    maya = await day.owner()
    ana, zoe = day.person("Ana"), day.person("Zoe")
    token = await day.invitation(maya)
    await day.start(ana, token)
    await day.start(zoe, token)
    day.reads(zoe, "joining.bad_link", "Linden Practice")
    await day.taps(ana, "joining.agree")
    await day.start(ana, token)
    await day.taps(ana, "Berlin", "18:30")
    await day.start(ana, token)
    day.reads(ana, "joining.already")
    assert [line.text for line in day.read(maya, "joining.joined")] == [day.reads(maya, "joining.joined", "Ana").text]


async def test_a_link_is_not_used_up_by_its_maker_or_by_a_client(day: Stage) -> None:
    maya = await day.owner()
    ana, zoe = await day.client(maya), day.person("Zoe")
    token = await day.invitation(maya)
    await day.start(maya, token)
    day.reads(maya, "invite.own")
    await day.start(ana, token)
    day.reads(ana, "joining.already")
    await day.start(zoe, token)
    day.reads(zoe, "joining.consent")


async def test_a_link_ends_after_three_days(day: Stage) -> None:
    maya = await day.owner()
    early, late = await day.invitation(maya), await day.invitation(maya)
    ana, ben = day.person("Ana"), day.person("Ben")
    await day.pass_(hours=71, minutes=58)
    await day.start(ana, early)
    day.reads(ana, "joining.consent")
    await day.pass_(minutes=2)
    await day.start(ben, late)
    day.reads(ben, "joining.bad_link")


async def test_after_five_bad_links_the_door_stays_shut_for_an_hour(day: Stage) -> None:
    maya = await day.owner()
    good = await day.invitation(maya)
    zoe = day.person("Zoe")
    for number in range(5):
        await day.start(zoe, f"guess{number}")
    assert len(day.read(zoe, "joining.bad_link")) == 5
    await day.start(zoe, good)
    day.reads(zoe, "joining.too_many")
    day.reads_no(zoe, "joining.consent")
    await day.pass_(hours=1)
    await day.start(zoe, good)
    day.reads(zoe, "joining.consent")


async def test_a_colleague_joins_by_a_link_and_brings_her_own_clients(day: Stage) -> None:
    maya = await day.owner()
    tom = await day.colleague(maya)
    day.reads(tom, "joining.therapist", "Tom", "Linden Practice")
    ben = await day.client(tom, "Ben")
    day.reads(tom, "card.client", "Ben")
    day.reads_no(maya, "joining.joined")
    await day.say(maya, "/clients")
    day.reads(maya, "card.list_empty")
    assert ben.profile.first_name in day.reads(tom, "card.client").text


async def test_only_staff_invites_and_only_the_owner_invites_colleagues(day: Stage) -> None:
    maya = await day.owner()
    ana = await day.client(maya)
    tom = await day.colleague(maya)
    await day.say(ana, "/invite")
    await day.say(ana, "/team")
    assert len(day.read(ana, "pages.unknown_command")) == 2
    await day.say(tom, "/team")
    day.reads(tom, "pages.unknown_command")
    day.reads_no(tom, "invite.therapist")
