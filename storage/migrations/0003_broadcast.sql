-- What a therapist writes to all her clients: the words are hers and sealed with her key.
CREATE TABLE broadcast (
    practice_id {int} NOT NULL,
    broadcast_id {int} NOT NULL,
    author_id {int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'writing', 'going', 'done', 'dropped')),
    words {blob},
    bubble {int},
    first_rank {int} NOT NULL,
    total {int} NOT NULL,
    made_at {int} NOT NULL,
    begun_at {int},
    told_at {int},
    ended_at {int},
    PRIMARY KEY (practice_id, broadcast_id),
    FOREIGN KEY (practice_id, author_id) REFERENCES person (practice_id, person_id)
) {strict};

CREATE INDEX broadcast_open ON broadcast (practice_id, state) WHERE state IN ('writing', 'going');

ALTER TABLE message ADD COLUMN broadcast_id {int};
-- Place among the messages of one priority that share what is left of the rate; 0 for all others.
ALTER TABLE message ADD COLUMN rank {int} NOT NULL DEFAULT 0;

-- "Once" for each client is this key.
CREATE UNIQUE INDEX message_once_per_broadcast ON message (practice_id, broadcast_id, person_id)
    WHERE broadcast_id IS NOT NULL AND (slot IS NULL OR slot <> 'replay');
CREATE INDEX message_broadcast_open ON message (practice_id, broadcast_id)
    WHERE broadcast_id IS NOT NULL AND state IN ('queued', 'sending');

-- Who is next, in the order in which it is asked for: what waits since it is due, what was held back, what is shared.
CREATE INDEX message_next ON message (practice_id, priority, due_at, message_id)
    WHERE state = 'queued' AND rank = 0 AND not_before <= due_at;
CREATE INDEX message_next_held ON message (practice_id, priority, not_before)
    WHERE state = 'queued' AND rank = 0 AND not_before > due_at;
CREATE INDEX message_next_shared ON message (practice_id, priority, rank) WHERE state = 'queued' AND rank > 0;
CREATE INDEX person_leased ON person (practice_id, lease_until) WHERE lease_until > 0;

-- What was paid for messages above Telegram's free ones, in tenths of a Star, per bot and day (UTC).
CREATE TABLE star_spend (
    bot_id {int} NOT NULL,
    day TEXT NOT NULL,
    tenths {int} NOT NULL,
    PRIMARY KEY (bot_id, day)
) {strict};
