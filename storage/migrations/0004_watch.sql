-- What this installation knows about itself: when it was there, when it was not, what is wrong with it, what it could say.

-- When somebody was last known to be there: the process ran and Telegram answered it. One row per practice.
CREATE TABLE heartbeat (
    practice_id {int} NOT NULL PRIMARY KEY REFERENCES practice (practice_id),
    at {int} NOT NULL,
    dead_told_to {int} NOT NULL
) {strict};

-- A time in which taps may have been lost; told is 1 once everybody whom it concerns has her message in the ledger.
CREATE TABLE outage (
    practice_id {int} NOT NULL REFERENCES practice (practice_id),
    outage_id {int} NOT NULL,
    began_at {int} NOT NULL,
    ended_at {int} NOT NULL,
    told {int} NOT NULL,
    PRIMARY KEY (practice_id, outage_id)
) {strict};

CREATE INDEX outage_ended ON outage (practice_id, ended_at);

-- Something that is wrong with the machinery, from the moment at which the owners were told until it is over.
CREATE TABLE trouble (
    practice_id {int} NOT NULL REFERENCES practice (practice_id),
    trouble_id {int} NOT NULL,
    code TEXT NOT NULL,
    since {int} NOT NULL,
    until {int},
    PRIMARY KEY (practice_id, trouble_id)
) {strict};

CREATE UNIQUE INDEX trouble_open ON trouble (practice_id, code) WHERE until IS NULL;

-- Every version of every template that this installation has ever been able to say. Never purged: the ledger names them.
CREATE TABLE template_version (
    practice_id {int} NOT NULL REFERENCES practice (practice_id),
    template TEXT NOT NULL,
    version TEXT NOT NULL,
    locale TEXT NOT NULL,
    source TEXT NOT NULL,
    since {int} NOT NULL,
    PRIMARY KEY (practice_id, template, version, locale)
) {strict};

-- A message that says that we were away: once per outage and person.
ALTER TABLE message ADD COLUMN outage_id {int};
CREATE UNIQUE INDEX message_once_per_outage ON message (practice_id, outage_id, person_id)
    WHERE outage_id IS NOT NULL AND state <> 'cancelled' AND (slot IS NULL OR slot <> 'replay');
CREATE INDEX message_dead ON message (practice_id, closed_at) WHERE state = 'dead';

-- A dead letter that an operator has sent once more is not the plan's own message of that day.
DROP INDEX message_once_per_day;
CREATE UNIQUE INDEX message_once_per_day ON message (practice_id, plan_id, kind, local_date)
    WHERE plan_id IS NOT NULL AND state <> 'cancelled' AND (slot IS NULL OR slot <> 'replay');
