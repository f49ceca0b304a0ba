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
