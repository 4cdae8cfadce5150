-- checkpoint(log, size, root, note): keeps a signed note of a size that the log has and no earlier note exceeds.

CREATE FUNCTION eventlog.checkpoint(log uuid, size bigint, root bytea, note text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    reached bigint;
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(7205759403792793602);
    SELECT max(l.position) INTO reached FROM eventlog.log l WHERE l.log = checkpoint.log;
    SELECT c.size, c.root INTO last FROM eventlog.checkpoint c WHERE c.log = checkpoint.log ORDER BY c.size DESC LIMIT 1;
    IF reached IS NULL OR checkpoint.size > reached OR checkpoint.size < last.size THEN
        RAISE EXCEPTION 'a checkpoint of size % is refused: the last has %, the log %', checkpoint.size, last.size, reached
            USING ERRCODE = 'check_violation';
    ELSIF checkpoint.size = last.size THEN
        IF checkpoint.root <> last.root THEN
            RAISE EXCEPTION 'a checkpoint of size % with another root is refused', checkpoint.size
                USING ERRCODE = 'check_violation';
        END IF;
    ELSE
        INSERT INTO eventlog.checkpoint VALUES (checkpoint.log, checkpoint.size, checkpoint.root, checkpoint.note);
    END IF;
END $$;
