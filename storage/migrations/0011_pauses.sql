-- A rest of all routines that only a therapist's tap ends. One at a time for each client: what comes on top of it raises
-- an alert of its own, and alert_id names the newest of them.
CREATE TABLE pause (
    practice_id {int} NOT NULL,
    pause_id {int} NOT NULL,
    client_id {int} NOT NULL,
    since {int} NOT NULL,
    reason TEXT NOT NULL,
    alert_id {int},
    ended_at {int},
    ended_by {int},
    PRIMARY KEY (practice_id, pause_id),
    FOREIGN KEY (practice_id, client_id) REFERENCES person (practice_id, person_id)
) {strict};
CREATE UNIQUE INDEX pause_in_force ON pause (practice_id, client_id) WHERE ended_at IS NULL;
CREATE INDEX pause_of_client ON pause (practice_id, client_id, ended_at);

-- The question behind the answer to a red flag: which flag, and what was answered, are sealed. Silence counts as yes.
CREATE TABLE clarification (
    practice_id {int} NOT NULL,
    clarification_id {int} NOT NULL,
    person_id {int} NOT NULL,
    message_id {int} NOT NULL,
    flag {blob},
    answer {blob},
    asked_at {int} NOT NULL,
    settled_at {int},
    PRIMARY KEY (practice_id, clarification_id),
    UNIQUE (practice_id, message_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};

-- What a therapist set for one client: from which pain on the routines rest, whether the pain is a long-term one (then
-- the comparison with her own week decides and not that number), and whether exactly 6 still counts as amber.
CREATE TABLE pain_limit (
    practice_id {int} NOT NULL,
    person_id {int} NOT NULL,
    threshold {int} NOT NULL,
    long_term {int} NOT NULL,
    six_is_amber {int} NOT NULL,
    set_by {int} NOT NULL,
    set_at {int} NOT NULL,
    PRIMARY KEY (practice_id, person_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};
