"""Owns the button with which a therapist lets a client's routines go on; refuses to show it where nothing rests.

Nor is it shown before a therapist has said who the client is: until then a tap on it could only be refused.
"""

from care.screen import Rows
from care.words import Words
from storage import clients, rests
from storage.session import Session


async def row(db: Session, words: Words, client_id: int) -> Rows:
    """Give the row with the button, worded for its reader; none while no routine of the client rests.

    The button knows when it was made: what came later was not read with it.
    """
    if await rests.in_force(db, client_id) is None or not await clients.is_confirmed(db, client_id):
        return ()
    return ((words.button("resting.resume", "pa.end", client_id, db.now),),)
