-- Times are milliseconds since 1970 UTC. Columns said to be sealed hold AES-256-GCM of one person's data key.
-- Every table's key begins with practice_id, but for what belongs to a bot or to the whole database.

CREATE TABLE id_block (
    name TEXT NOT NULL PRIMARY KEY,
    next_id {int} NOT NULL
) {strict};

CREATE TABLE keys.data_key (
    practice_id {int} NOT NULL,
    person_id {int} NOT NULL,
    key_name TEXT NOT NULL,
    wrapped {blob} NOT NULL,
    made_at {int} NOT NULL,
    PRIMARY KEY (practice_id, person_id)
) {strict};

CREATE TABLE keys.tombstone (
    practice_id {int} NOT NULL,
    person_id {int} NOT NULL,
    erased_at {int} NOT NULL,
    PRIMARY KEY (practice_id, person_id)
) {strict};

CREATE TABLE keys.ring_check (
    name TEXT NOT NULL PRIMARY KEY,
    key_name TEXT NOT NULL,
    wrapped {blob} NOT NULL
) {strict};

CREATE TABLE practice (
    practice_id {int} NOT NULL PRIMARY KEY,
    bot_id {int} NOT NULL,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    zone TEXT NOT NULL,
    locale TEXT NOT NULL,
    made_at {int} NOT NULL
) {strict};

CREATE TABLE person (
    practice_id {int} NOT NULL REFERENCES practice (practice_id),
    person_id {int} NOT NULL,
    telegram_id {int} NOT NULL,
    name {blob},
    username {blob},
    locale TEXT NOT NULL,
    zone TEXT NOT NULL,
    country TEXT NOT NULL,
    doing TEXT,
    reach TEXT NOT NULL CHECK (reach IN ('open', 'stopped', 'blocked')),
    menu TEXT,
    lease_owner TEXT,
    lease_epoch {int} NOT NULL,
    lease_until {int} NOT NULL,
    made_at {int} NOT NULL,
    PRIMARY KEY (practice_id, person_id),
    UNIQUE (practice_id, telegram_id)
) {strict};

CREATE TABLE role (
    practice_id {int} NOT NULL,
    person_id {int} NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('client', 'therapist', 'owner')),
    since {int} NOT NULL,
    PRIMARY KEY (practice_id, person_id, role),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};

CREATE TABLE client (
    practice_id {int} NOT NULL,
    person_id {int} NOT NULL,
    therapist_id {int} NOT NULL,
    joined_at {int} NOT NULL,
    confirmed_at {int},
    confirmed_by {int},
    PRIMARY KEY (practice_id, person_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id),
    FOREIGN KEY (practice_id, therapist_id) REFERENCES person (practice_id, person_id)
) {strict};

CREATE INDEX client_of_therapist ON client (practice_id, therapist_id, joined_at);

CREATE TABLE consent (
    practice_id {int} NOT NULL,
    consent_id {int} NOT NULL,
    person_id {int} NOT NULL,
    purpose TEXT NOT NULL,
    granted {int} NOT NULL,
    text_version TEXT NOT NULL,
    locale TEXT NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (practice_id, consent_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};

CREATE INDEX consent_of_person ON consent (practice_id, person_id, purpose, at);

CREATE TABLE invite (
    practice_id {int} NOT NULL REFERENCES practice (practice_id),
    invite_id {int} NOT NULL,
    role TEXT NOT NULL,
    token_hash {blob} NOT NULL,
    made_by {int},
    made_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    used_by {int},
    used_at {int},
    PRIMARY KEY (practice_id, invite_id),
    UNIQUE (practice_id, token_hash)
) {strict};

-- A link that did not open: five in an hour close the door for an hour.
CREATE TABLE invite_miss (
    practice_id {int} NOT NULL,
    miss_id {int} NOT NULL,
    person_id {int} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (practice_id, miss_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};

CREATE INDEX invite_miss_of_person ON invite_miss (practice_id, person_id, at);

CREATE TABLE plan (
    practice_id {int} NOT NULL,
    plan_id {int} NOT NULL,
    person_id {int} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('check_in', 'routine')),
    state TEXT NOT NULL CHECK (state IN ('live', 'paused', 'ended')),
    reason TEXT,
    routine TEXT,
    routine_version {int},
    made_by {int} NOT NULL,
    made_at {int} NOT NULL,
    PRIMARY KEY (practice_id, plan_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};

CREATE INDEX plan_of_person ON plan (practice_id, person_id, kind);

-- What the plan asked for at every moment: a rule is never changed, it is closed and a new one begins.
-- A rule covers the local dates from the first after served_to that it can still meet, while it is in force.
CREATE TABLE plan_rule (
    practice_id {int} NOT NULL,
    plan_id {int} NOT NULL,
    version {int} NOT NULL,
    local_time TEXT NOT NULL,
    days TEXT NOT NULL,
    zone TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT,
    since {int} NOT NULL,
    until {int},
    PRIMARY KEY (practice_id, plan_id, version),
    FOREIGN KEY (practice_id, plan_id) REFERENCES plan (practice_id, plan_id)
) {strict};

CREATE UNIQUE INDEX plan_rule_in_force ON plan_rule (practice_id, plan_id) WHERE until IS NULL;

CREATE TABLE appointment (
    practice_id {int} NOT NULL,
    appointment_id {int} NOT NULL,
    client_id {int} NOT NULL,
    therapist_id {int} NOT NULL,
    starts_at {int} NOT NULL,
    minutes {int} NOT NULL,
    local_date TEXT NOT NULL,
    local_time TEXT NOT NULL,
    zone TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('booked', 'confirmed', 'cancelled')),
    version {int} NOT NULL,
    booked_at {int} NOT NULL,
    agreed_at {int} NOT NULL,
    PRIMARY KEY (practice_id, appointment_id),
    FOREIGN KEY (practice_id, client_id) REFERENCES person (practice_id, person_id),
    FOREIGN KEY (practice_id, therapist_id) REFERENCES person (practice_id, person_id)
) {strict};

CREATE INDEX appointment_of_client ON appointment (practice_id, client_id, starts_at);
CREATE INDEX appointment_of_therapist ON appointment (practice_id, therapist_id, starts_at);

-- The ledger: one row per thing said or to be said.
CREATE TABLE message (
    practice_id {int} NOT NULL,
    message_id {int} NOT NULL,
    person_id {int} NOT NULL,
    subject_id {int} NOT NULL,
    kind TEXT NOT NULL,
    priority {int} NOT NULL,
    plan_id {int},
    appointment_id {int},
    slot TEXT,
    local_date TEXT,
    local_time TEXT,
    zone TEXT,
    due_at {int} NOT NULL,
    not_before {int} NOT NULL,
    expires_at {int},
    state TEXT NOT NULL CHECK (state IN (
        'queued', 'sending', 'sent', 'expired', 'cancelled', 'merged', 'blocked', 'uncertain', 'dead')),
    reason TEXT,
    attempt {int} NOT NULL,
    epoch {int} NOT NULL,
    maybe_dup {int} NOT NULL,
    edits {int},
    template TEXT,
    template_version TEXT,
    locale TEXT,
    facts {blob},
    body {blob},
    telegram_message_id {int},
    made_at {int} NOT NULL,
    sent_at {int},
    closed_at {int},
    PRIMARY KEY (practice_id, message_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id),
    FOREIGN KEY (practice_id, plan_id) REFERENCES plan (practice_id, plan_id),
    FOREIGN KEY (practice_id, appointment_id) REFERENCES appointment (practice_id, appointment_id)
) {strict};

-- "Once" is these two keys, not a hope.
CREATE UNIQUE INDEX message_once_per_day ON message (practice_id, plan_id, kind, local_date)
    WHERE plan_id IS NOT NULL AND state <> 'cancelled';
-- With the instant: a visit that is moved after its first reminder is reminded of anew, for its new time.
CREATE UNIQUE INDEX message_once_per_slot ON message (practice_id, appointment_id, kind, slot, due_at)
    WHERE slot IS NOT NULL AND state <> 'cancelled';
CREATE UNIQUE INDEX message_one_in_flight ON message (practice_id, person_id) WHERE state = 'sending';
CREATE INDEX message_queued ON message (practice_id, person_id, priority, due_at, message_id) WHERE state = 'queued';
CREATE INDEX message_due ON message (practice_id, due_at) WHERE state = 'queued';
CREATE INDEX message_held_back ON message (practice_id, not_before) WHERE state = 'queued' AND not_before > due_at;
CREATE INDEX message_expiring ON message (practice_id, expires_at) WHERE state = 'queued';
CREATE INDEX message_edit ON message (practice_id, edits) WHERE edits IS NOT NULL;
CREATE INDEX message_of_plan ON message (practice_id, plan_id, local_date) WHERE plan_id IS NOT NULL;
CREATE INDEX message_of_appointment ON message (practice_id, appointment_id) WHERE appointment_id IS NOT NULL;

CREATE TABLE check_in (
    practice_id {int} NOT NULL,
    check_in_id {int} NOT NULL,
    person_id {int} NOT NULL,
    local_date TEXT NOT NULL,
    closes_at {int} NOT NULL,
    message_id {int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'half', 'done')),
    pain {blob},
    mood {blob},
    asked_at {int} NOT NULL,
    answered_at {int},
    PRIMARY KEY (practice_id, check_in_id),
    UNIQUE (practice_id, person_id, local_date),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};

CREATE INDEX check_in_of_message ON check_in (practice_id, message_id);

-- One time that a client walks through a routine.
CREATE TABLE walk (
    practice_id {int} NOT NULL,
    walk_id {int} NOT NULL,
    person_id {int} NOT NULL,
    plan_id {int} NOT NULL,
    message_id {int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'stopped', 'left')),
    step {int} NOT NULL,
    level {blob},
    pain_before {blob},
    felt {blob},
    started_at {int} NOT NULL,
    ended_at {int},
    PRIMARY KEY (practice_id, walk_id),
    UNIQUE (practice_id, message_id),
    FOREIGN KEY (practice_id, plan_id) REFERENCES plan (practice_id, plan_id)
) {strict};

CREATE INDEX walk_of_person ON walk (practice_id, person_id, started_at);

-- What a client wrote in her own words.
CREATE TABLE note (
    practice_id {int} NOT NULL,
    note_id {int} NOT NULL,
    person_id {int} NOT NULL,
    words {blob} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (practice_id, note_id),
    FOREIGN KEY (practice_id, person_id) REFERENCES person (practice_id, person_id)
) {strict};

CREATE INDEX note_of_person ON note (practice_id, person_id, at);

CREATE TABLE alert (
    practice_id {int} NOT NULL,
    alert_id {int} NOT NULL,
    client_id {int} NOT NULL,
    kind TEXT NOT NULL,
    urgency TEXT NOT NULL,
    raised_at {int} NOT NULL,
    acknowledged_at {int},
    acknowledged_by {int},
    PRIMARY KEY (practice_id, alert_id),
    FOREIGN KEY (practice_id, client_id) REFERENCES person (practice_id, person_id)
) {strict};

CREATE INDEX alert_of_client ON alert (practice_id, client_id) WHERE acknowledged_at IS NULL;

CREATE TABLE audit (
    practice_id {int} NOT NULL,
    audit_id {int} NOT NULL,
    at {int} NOT NULL,
    actor_id {int},
    act TEXT NOT NULL,
    subject_id {int},
    object_id {int},
    PRIMARY KEY (practice_id, audit_id)
) {strict};

CREATE INDEX audit_of_subject ON audit (practice_id, subject_id, at);

-- Updates belong to a bot, not to a practice.
CREATE TABLE handled (
    bot_id {int} NOT NULL,
    update_id {int} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (bot_id, update_id)
) {strict};

CREATE INDEX handled_at ON handled (at);

CREATE TABLE parked (
    bot_id {int} NOT NULL,
    update_id {int} NOT NULL,
    telegram_id {int} NOT NULL,
    key_name TEXT NOT NULL,
    raw {blob} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('parked', 'quarantined')),
    tries {int} NOT NULL,
    not_before {int} NOT NULL,
    error TEXT,
    parked_at {int} NOT NULL,
    PRIMARY KEY (bot_id, update_id)
) {strict};

CREATE TABLE file_id (
    bot_id {int} NOT NULL,
    sha256 TEXT NOT NULL,
    file_id TEXT NOT NULL,
    PRIMARY KEY (bot_id, sha256)
) {strict};
