-- A stand-in for the policy's own migration, which has these columns too.

-- A follow-up names the message that it follows: the copy she asked for later, its nudge, what was said inside it.
ALTER TABLE message ADD COLUMN follows {int};
-- Why it had to wait, if it ever had to; the reason tells how it ended.
ALTER TABLE message ADD COLUMN held_for TEXT;
CREATE UNIQUE INDEX message_once_per_follow ON message (practice_id, follows, kind, slot)
    WHERE follows IS NOT NULL AND state <> 'cancelled';
