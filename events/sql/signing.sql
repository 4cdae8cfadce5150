-- signing_key: the public keys that have signed. Each but the first carries a note by which the one before vouches
-- for it, so that a key slipped in here convinces nobody.

CREATE TABLE eventlog.signing_key (
    public bytea PRIMARY KEY CHECK (length(public) = 32),
    nth integer NOT NULL UNIQUE CHECK (nth > 0),
    note text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON eventlog.signing_key
    FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse();
ALTER TABLE eventlog.signing_key ENABLE ALWAYS TRIGGER immutable;

CREATE FUNCTION eventlog.signing_key(public bytea, nth integer, note text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    INSERT INTO eventlog.signing_key (public, nth, note) VALUES (public, nth, note) ON CONFLICT (public) DO NOTHING;
END;

ALTER TABLE eventlog.checkpoint ADD COLUMN made_at timestamptz NOT NULL DEFAULT clock_timestamp();

REVOKE ALL ON FUNCTION eventlog.signing_key(bytea, integer, text) FROM PUBLIC;
