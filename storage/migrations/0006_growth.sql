-- What follows on a message (its nudge, its snoozed copy) is asked for whenever somebody answers, and who has her row of
-- an announcement for every client of it: without these, each time reads every message ever written.
CREATE INDEX message_follows ON message (practice_id, follows) WHERE follows IS NOT NULL;
CREATE INDEX message_of_broadcast ON message (practice_id, broadcast_id, person_id) WHERE broadcast_id IS NOT NULL;
