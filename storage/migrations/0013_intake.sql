-- What a practice must know of a client before it sends her a routine: one row per change, never rewritten. The content
-- is one sealed text; a review is written once, on the version that was read.
CREATE TABLE intake (
    practice_id {int} NOT NULL,
    intake_id {int} NOT NULL,
    person_id {int} NOT NULL,
    version {int} NOT NULL,
    content {blob} NOT NULL,
    said_by {int} NOT NULL,
    said_at {int} NOT NULL,
    reviewed_at {int},
    reviewed_by {int},
    PRIMARY KEY (practice_id, intake_id),
    UNIQUE (practice_id, person_id, version),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};

-- A therapist's typed reason for a routine in spite of what is on file: it covers exactly what it was typed for.
CREATE TABLE gate_reason (
    practice_id {int} NOT NULL,
    reason_id {int} NOT NULL,
    person_id {int} NOT NULL,
    routine TEXT NOT NULL,
    covers {blob} NOT NULL,
    words {blob} NOT NULL,
    given_by {int} NOT NULL,
    given_at {int} NOT NULL,
    used_at {int},
    PRIMARY KEY (practice_id, reason_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};
CREATE INDEX gate_reason_of ON gate_reason (practice_id, person_id, routine);

-- What held a routine back when the therapist was told: she is told once, not every day.
CREATE TABLE gate_hold (
    practice_id {int} NOT NULL,
    hold_id {int} NOT NULL,
    person_id {int} NOT NULL,
    routine TEXT NOT NULL,
    clashes {blob} NOT NULL,
    told_at {int} NOT NULL,
    PRIMARY KEY (practice_id, hold_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};
CREATE INDEX gate_hold_of ON gate_hold (practice_id, person_id, routine);

-- The consent of a parent or guardian of a client under 18, as the therapist recorded it.
CREATE TABLE guardian (
    practice_id {int} NOT NULL,
    guardian_id {int} NOT NULL,
    person_id {int} NOT NULL,
    name {blob} NOT NULL,
    relation {blob} NOT NULL,
    given_on {blob} NOT NULL,
    recorded_by {int} NOT NULL,
    recorded_at {int} NOT NULL,
    PRIMARY KEY (practice_id, guardian_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};
CREATE INDEX guardian_of ON guardian (practice_id, person_id);
