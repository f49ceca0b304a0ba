-- Whether a row's bubble shows a picture now: its words are then a caption, and Telegram edits those by another method.
-- Only a hint: after a crash the bubble may show one that this does not know of, and the edit finds out.
ALTER TABLE message ADD COLUMN media {int} NOT NULL DEFAULT 0;

-- A therapist's own picture of an exercise, for her practice. A file id is of use to the bot alone that got it.
CREATE TABLE own_picture (
    practice_id {int} NOT NULL,
    bot_id {int} NOT NULL,
    exercise TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('photo', 'video', 'animation')),
    file_id TEXT NOT NULL,
    given_by {int} NOT NULL,
    given_at {int} NOT NULL,
    PRIMARY KEY (practice_id, bot_id, exercise),
    FOREIGN KEY (practice_id, given_by) REFERENCES person (practice_id, person_id)
) {strict};
