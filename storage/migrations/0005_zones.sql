-- A rule's zone is where its client is (1), or one whose clock she keeps while she is somewhere else (0).
ALTER TABLE plan_rule ADD COLUMN follows {int} NOT NULL DEFAULT 1;

-- The tzdata with which the practice's instants were computed; NULL until the first start that remembers it.
ALTER TABLE practice ADD COLUMN zones_version TEXT;
