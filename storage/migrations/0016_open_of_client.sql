-- Whether an emergency of hers waits is asked for each text of a client: without reading what is open of all others.
CREATE INDEX alert_open_of_client ON alert (practice_id, client_id, raised_at) WHERE acknowledged_at IS NULL;
