-- An alert is worded when it is sent: what its words need is sealed with it. Until somebody has seen it, it goes on to
-- the next who must know: step 0 the therapist was called, 1 her cover, 2 the owners; then nobody is left.
ALTER TABLE alert ADD COLUMN facts {blob};
ALTER TABLE alert ADD COLUMN step {int} NOT NULL DEFAULT 0;
ALTER TABLE alert ADD COLUMN escalates_at {int};
CREATE INDEX alert_open ON alert (practice_id, raised_at) WHERE acknowledged_at IS NULL;
CREATE INDEX alert_escalating ON alert (practice_id, escalates_at) WHERE escalates_at IS NOT NULL;
CREATE INDEX alert_of_kind ON alert (practice_id, client_id, kind, raised_at);

-- Which alert a message tells; the ledger so says who was told of it.
ALTER TABLE message ADD COLUMN alert_id {int};
CREATE INDEX message_of_alert ON message (practice_id, alert_id, person_id) WHERE alert_id IS NOT NULL;

-- Which alerts may come in her quiet hours: emergency, same_day (and emergencies) or all. Empty means emergency.
ALTER TABLE person ADD COLUMN wakes TEXT;

-- When somebody of the practice reads, by the practice's clock; after how many of these hours an alert goes on to the
-- next; after how many days without an answer a client counts as silent.
ALTER TABLE practice ADD COLUMN working_hours TEXT NOT NULL DEFAULT 'mon-fri 09:00-18:00';
ALTER TABLE practice ADD COLUMN escalate_hours {int} NOT NULL DEFAULT 2;
ALTER TABLE practice ADD COLUMN silence_days {int} NOT NULL DEFAULT 14;

-- Who is called in a therapist's place when she has not seen an alert in time; until is an instant, or empty.
CREATE TABLE cover (
    practice_id {int} NOT NULL,
    therapist_id {int} NOT NULL,
    cover_id {int} NOT NULL,
    until {int},
    set_by {int} NOT NULL,
    set_at {int} NOT NULL,
    PRIMARY KEY (practice_id, therapist_id),
    FOREIGN KEY (practice_id, therapist_id) REFERENCES person (practice_id, person_id),
    FOREIGN KEY (practice_id, cover_id) REFERENCES person (practice_id, person_id)
) {strict};

-- Once a week, behind a check-in: is anything new? What was tapped is sealed.
CREATE TABLE safety_check (
    practice_id {int} NOT NULL,
    safety_check_id {int} NOT NULL,
    person_id {int} NOT NULL,
    due_on TEXT NOT NULL,
    asked_at {int} NOT NULL,
    answered_at {int},
    found {blob},
    PRIMARY KEY (practice_id, safety_check_id),
    UNIQUE (practice_id, person_id, due_on),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};
