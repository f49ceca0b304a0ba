-- A therapist's list of routines begins with what she gave last: without this, each look reads every plan ever made.
CREATE INDEX plan_by_maker ON plan (practice_id, made_by, made_at) WHERE kind = 'routine';
