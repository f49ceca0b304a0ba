-- What a person was asked last, without reading everything that she was ever asked.
CREATE INDEX clarification_of_person ON clarification (practice_id, person_id, asked_at);
