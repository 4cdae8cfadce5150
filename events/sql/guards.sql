-- What is written stays written, for the owner too. ENABLE ALWAYS keeps the guards in force when
-- session_replication_role is `replica`.

CREATE FUNCTION eventlog.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% on %.% is refused: the log only grows', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON eventlog.event
    FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON eventlog.log
    FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON eventlog.checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON eventlog.stream
    FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse();
CREATE TRIGGER queue BEFORE UPDATE OR TRUNCATE ON eventlog.pending
    FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse();

ALTER TABLE eventlog.event ENABLE ALWAYS TRIGGER immutable;
ALTER TABLE eventlog.log ENABLE ALWAYS TRIGGER immutable;
ALTER TABLE eventlog.checkpoint ENABLE ALWAYS TRIGGER immutable;
ALTER TABLE eventlog.stream ENABLE ALWAYS TRIGGER immutable;
ALTER TABLE eventlog.pending ENABLE ALWAYS TRIGGER queue;
