-- What a client answered before one visit, sealed: the choices by question, how far she came, what called the therapist.
CREATE TABLE visit_answers (
    practice_id {int} NOT NULL,
    appointment_id {int} NOT NULL,
    client_id {int} NOT NULL,
    answers {blob},
    changed_at {int} NOT NULL,
    PRIMARY KEY (practice_id, appointment_id),
    FOREIGN KEY (practice_id, appointment_id) REFERENCES appointment (practice_id, appointment_id),
    FOREIGN KEY (practice_id, client_id) REFERENCES person (practice_id, person_id)
) {strict};

-- Pain by treated area, sealed: one JSON text of area and number. The column pain stays the worst of the day.
ALTER TABLE check_in ADD COLUMN areas {blob};

-- What a therapist wrote down for a client in her own words: one row per wording, never rewritten. A draft (version 0)
-- becomes a version of a plan when it is given; the newest version of a plan is what is said.
CREATE TABLE free_activity (
    practice_id {int} NOT NULL,
    free_activity_id {int} NOT NULL,
    person_id {int} NOT NULL,
    plan_id {int},
    version {int} NOT NULL,
    words {blob} NOT NULL,
    made_by {int} NOT NULL,
    made_at {int} NOT NULL,
    PRIMARY KEY (practice_id, free_activity_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id),
    FOREIGN KEY (practice_id, plan_id) REFERENCES plan (practice_id, plan_id)
) {strict};
CREATE INDEX free_activity_of ON free_activity (practice_id, plan_id, version);

-- What a client said of such an activity on a day: done, or not today.
CREATE TABLE free_day (
    practice_id {int} NOT NULL,
    plan_id {int} NOT NULL,
    local_date TEXT NOT NULL,
    person_id {int} NOT NULL,
    state TEXT NOT NULL,
    said_at {int} NOT NULL,
    PRIMARY KEY (practice_id, plan_id, local_date),
    FOREIGN KEY (practice_id, plan_id) REFERENCES plan (practice_id, plan_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};
