-- An event leaves the queue by getting its number, and in no other way. What no number can be given to, because its
-- event or stream is gone, may go: it must not hold up everything behind it.

CREATE FUNCTION eventlog.numbered() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF EXISTS (
        SELECT FROM gone
        JOIN eventlog.event ON event.event_id = gone.event_id
        JOIN eventlog.stream ON stream.id = event.stream
        WHERE NOT EXISTS (SELECT FROM eventlog.log l WHERE l.event_id = gone.event_id)
    ) THEN
        RAISE EXCEPTION '% on %.% is refused: an event without a number waits there', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER numbered AFTER DELETE ON eventlog.pending REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION eventlog.numbered();
ALTER TABLE eventlog.pending ENABLE ALWAYS TRIGGER numbered;

REVOKE ALL ON FUNCTION eventlog.numbered() FROM PUBLIC;
