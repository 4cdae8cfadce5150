-- tile: the hash of each complete group of 256 hashes of a log's Merkle tree. At level 0 the hashes are the leaves
-- of 256 events, at level 1 the hashes of 256 tiles of level 0, and so on: what a tile holds stands in the rows below.

CREATE TABLE eventlog.tile (
    log uuid NOT NULL,
    level integer NOT NULL CHECK (level >= 0),
    index bigint NOT NULL CHECK (index >= 0),
    root bytea NOT NULL CHECK (length(root) = 32),
    PRIMARY KEY (log, level, index)
);

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON eventlog.tile
    FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse();
ALTER TABLE eventlog.tile ENABLE ALWAYS TRIGGER immutable;

-- The root over hashes that stand one behind the other; their count is a power of two.
CREATE FUNCTION eventlog.root(hashes bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    WHILE length(hashes) > 32 LOOP
        SELECT string_agg(sha256('\x01'::bytea || substr(hashes, 64 * pair + 1, 64)), '' ORDER BY pair) INTO hashes
        FROM generate_series(0, length(hashes) / 64 - 1) AS pair;
    END LOOP;
    RETURN hashes;
END $$;

-- tile(log, limit): stores at most so many tiles of a level that became complete; returns how many. Whoever calls it
-- and however often: what it stores follows from the log alone, and one caller at a time works on a log.
CREATE FUNCTION eventlog.tile(log uuid, "limit" integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    current_level integer := 0;
    complete bigint;
    made bigint;
    added bigint := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('tile ' || tile.log, 0));
    SELECT coalesce(max(l.position), 0) / 256 INTO complete FROM eventlog.log l WHERE l.log = tile.log;
    WHILE complete > 0 LOOP
        SELECT coalesce(max(t.index) + 1, 0) INTO made
        FROM eventlog.tile t WHERE t.log = tile.log AND t.level = current_level;
        complete := least(complete, made + "limit");
        IF current_level = 0 THEN
            INSERT INTO eventlog.tile (log, level, index, root)
            SELECT tile.log, 0, group_.index, eventlog.root(group_.hashes)
            FROM (SELECT (l.position - 1) / 256 AS index, string_agg(l.leaf, '' ORDER BY l.position) AS hashes
                  FROM eventlog.log l
                  WHERE l.log = tile.log AND l.position > made * 256 AND l.position <= complete * 256
                  GROUP BY 1) AS group_;
        ELSE
            INSERT INTO eventlog.tile (log, level, index, root)
            SELECT tile.log, current_level, group_.index, eventlog.root(group_.hashes)
            FROM (SELECT below.index / 256 AS index, string_agg(below.root, '' ORDER BY below.index) AS hashes
                  FROM eventlog.tile below
                  WHERE below.log = tile.log AND below.level = current_level - 1
                      AND below.index >= made * 256 AND below.index < complete * 256
                  GROUP BY 1) AS group_;
        END IF;
        added := added + greatest(complete - made, 0);
        current_level := current_level + 1;
        complete := complete / 256;
    END LOOP;
    RETURN added;
END $$;

REVOKE ALL ON FUNCTION eventlog.tile(uuid, integer), eventlog.root(bytea) FROM PUBLIC;
