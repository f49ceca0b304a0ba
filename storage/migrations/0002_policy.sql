-- What a client may be asked and when: her quiet hours, a pause until a date, what follows a message.

-- A follow-up names the message that it follows: the copy she asked for later, its nudge, what was said inside it.
ALTER TABLE message ADD COLUMN follows {int};
-- Why it had to wait, if it ever had to; the reason tells how it ended.
ALTER TABLE message ADD COLUMN held_for TEXT;
CREATE UNIQUE INDEX message_once_per_follow ON message (practice_id, follows, kind, slot)
    WHERE follows IS NOT NULL AND state <> 'cancelled';
-- What came to somebody lately counts against her messages of the day.
CREATE INDEX message_closed ON message (practice_id, person_id, closed_at) WHERE closed_at IS NOT NULL;

-- The last thing heard of her: nothing interrupts a person who is in the middle of something.
ALTER TABLE person ADD COLUMN heard_at {int};
-- HH:MM by her wall clock; empty means the practice's own.
ALTER TABLE person ADD COLUMN quiet_from TEXT;
ALTER TABLE person ADD COLUMN quiet_to TEXT;

-- The first local date on which she is asked again.
ALTER TABLE client ADD COLUMN paused_until TEXT;

-- What the practice sets for all: its quiet hours, how many messages a day come by themselves, minutes between two.
ALTER TABLE practice ADD COLUMN quiet_from TEXT NOT NULL DEFAULT '21:00';
ALTER TABLE practice ADD COLUMN quiet_to TEXT NOT NULL DEFAULT '08:00';
ALTER TABLE practice ADD COLUMN messages_a_day {int} NOT NULL DEFAULT 3;
ALTER TABLE practice ADD COLUMN gap_minutes {int} NOT NULL DEFAULT 30;

-- What came to a client lately, for her therapist.
CREATE INDEX message_of_person ON message (practice_id, person_id, due_at) WHERE edits IS NULL;
