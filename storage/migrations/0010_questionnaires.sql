-- What is asked once a week or less often: one row per instrument and the day on which that week's questions fell due.
-- The answers and the score are sealed; called is 1 once a score has called the therapist.
CREATE TABLE questionnaire (
    practice_id {int} NOT NULL,
    questionnaire_id {int} NOT NULL,
    person_id {int} NOT NULL,
    instrument TEXT NOT NULL,
    version {int} NOT NULL,
    locale TEXT NOT NULL,
    due_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'done', 'left')),
    answers {blob},
    score {blob},
    called {int} NOT NULL,
    asked_at {int} NOT NULL,
    answered_at {int},
    PRIMARY KEY (practice_id, questionnaire_id),
    UNIQUE (practice_id, person_id, instrument, due_on),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};

-- What a therapist turned on or off for one client; where there is no row, the instrument's own default holds.
CREATE TABLE instrument_choice (
    practice_id {int} NOT NULL,
    person_id {int} NOT NULL,
    instrument TEXT NOT NULL,
    is_on {int} NOT NULL,
    chosen_by {int} NOT NULL,
    chosen_at {int} NOT NULL,
    PRIMARY KEY (practice_id, person_id, instrument),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};

-- What a client named as hard for her, once, in her own words.
CREATE TABLE activity (
    practice_id {int} NOT NULL,
    activity_id {int} NOT NULL,
    person_id {int} NOT NULL,
    place {int} NOT NULL,
    words {blob},
    named_at {int} NOT NULL,
    PRIMARY KEY (practice_id, activity_id),
    UNIQUE (practice_id, person_id, place),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};
