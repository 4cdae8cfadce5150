-- append(batch): all events of a batch or none, each stream by compare-and-set on its version.

-- The leaf covers the digests of payload and meta, so a proof holds when the payload itself is withheld.
CREATE FUNCTION eventlog.leaf(
    log uuid, stream uuid, version bigint, event_id uuid, type text, schema_version integer,
    recorded_at timestamptz, actor uuid, payload json, meta json
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256('\x00'::bytea || convert_to(concat_ws(E'\n',
    'continuity-event-v1', log, stream, version, event_id, type, schema_version,
    to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor,
    encode(sha256(convert_to(payload::text, 'UTF8')), 'hex'),
    encode(sha256(convert_to(meta::text, 'UTF8')), 'hex'), ''), 'UTF8'));

CREATE FUNCTION eventlog.items(batch json) RETURNS TABLE (
    event_id uuid, stream uuid, category text, log uuid, version bigint, type text, schema_version integer,
    payload json, meta json, actor uuid, turn bigint
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT * FROM ROWS FROM (json_to_recordset(batch) AS (
        event_id uuid, stream uuid, category text, log uuid, version bigint, type text, schema_version integer,
        payload json, meta json, actor uuid)) WITH ORDINALITY;
END;

-- One row per event with outcome `stored` or, where the same batch stood there already, `known`.
-- Otherwise nothing is kept and one row says why: `conflict` (stream, expected, actual) or `reused` (event_id).
CREATE FUNCTION eventlog.append(batch json) RETURNS TABLE (
    outcome text, event_id uuid, stream uuid, expected bigint, actual bigint,
    recorded_at timestamptz, leaf bytea, "position" bigint, number bigint, sequenced_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    step record;
    stamp timestamptz;
    twin uuid;
    known boolean;
    reused boolean := false;
    reached bigint;
BEGIN
    BEGIN
        -- In the order of their ids, so that batches over the same streams never wait for each other in a circle.
        FOR step IN
            SELECT stream AS id, min(category) AS category, (array_agg(log))[1] AS log,
                   min(version) - 1 AS before, max(version) AS after,
                   count(*) = max(version) - min(version) + 1
                       AND min(category) = max(category) AND min(log::text) = max(log::text) AS whole
            FROM eventlog.items(batch) GROUP BY stream ORDER BY stream
        LOOP
            IF NOT step.whole THEN
                RAISE EXCEPTION 'the events of stream % do not follow one another', step.id
                    USING ERRCODE = 'check_violation';
            ELSIF step.before = 0 THEN
                INSERT INTO eventlog.stream (id, category, log, version)
                VALUES (step.id, step.category, step.log, step.after) ON CONFLICT DO NOTHING;
            ELSE
                UPDATE eventlog.stream SET version = step.after
                WHERE id = step.id AND version = step.before AND log = step.log AND category = step.category;
            END IF;
            IF NOT FOUND THEN
                RAISE SQLSTATE 'CY001';
            END IF;
        END LOOP;
        stamp := clock_timestamp();
        -- The last ORDER BY holds all rows back until every insert has succeeded: what is returned is not taken back.
        RETURN QUERY
            WITH item AS MATERIALIZED (SELECT * FROM eventlog.items(batch)), stored AS (
                INSERT INTO eventlog.event (
                    event_id, stream, version, type, schema_version, payload, meta, actor, recorded_at, leaf)
                SELECT event_id, stream, version, type, schema_version, payload, meta, actor, stamp, eventlog.leaf(
                           log, stream, version, event_id, type, schema_version, stamp, actor, payload, meta)
                FROM item RETURNING event_id, stream, leaf
            ), queued AS (
                INSERT INTO eventlog.pending (event_id) SELECT event_id FROM item ORDER BY turn
            )
            SELECT 'stored', event_id, stream, NULL::bigint, NULL::bigint,
                   stamp, leaf, NULL::bigint, NULL::bigint, NULL::timestamptz
            FROM stored ORDER BY event_id;
        RETURN;
    EXCEPTION
        WHEN SQLSTATE 'CY001' THEN NULL;
        WHEN unique_violation THEN reused := true;
    END;

    SELECT bool_and(coalesce(same, false)), (array_agg(found) FILTER (WHERE found IS NOT NULL))[1] INTO known, twin
    FROM (
        SELECT old.event_id AS found,
               (old.stream, old.version, old.type, old.schema_version, old.actor, old.payload::text, old.meta::text)
               = (new.stream, new.version, new.type, new.schema_version, new.actor, new.payload::text, new.meta::text)
               AND held.log = new.log AND held.category = new.category AS same
        FROM eventlog.items(batch) new
        LEFT JOIN eventlog.event old ON old.event_id = new.event_id
        LEFT JOIN eventlog.stream held ON held.id = old.stream
    ) compared;
    SELECT version INTO reached FROM eventlog.stream WHERE id = step.id;

    IF known THEN
        RETURN QUERY
            SELECT 'known', old.event_id, old.stream, NULL::bigint, NULL::bigint,
                   old.recorded_at, old.leaf, placed.position, placed.number, placed.sequenced_at
            FROM eventlog.items(batch) new
            JOIN eventlog.event old ON old.event_id = new.event_id
            LEFT JOIN eventlog.log placed ON placed.event_id = new.event_id;
    ELSIF reused OR twin IS NOT NULL THEN
        RETURN QUERY
            SELECT 'reused', twin, NULL::uuid, NULL::bigint, NULL::bigint,
                   NULL::timestamptz, NULL::bytea, NULL::bigint, NULL::bigint, NULL::timestamptz;
    ELSIF reached = step.before THEN
        RAISE EXCEPTION 'stream % belongs to another log or category', step.id USING ERRCODE = 'check_violation';
    ELSE
        RETURN QUERY
            SELECT 'conflict', NULL::uuid, step.id, step.before, coalesce(reached, 0),
                   NULL::timestamptz, NULL::bytea, NULL::bigint, NULL::bigint, NULL::timestamptz;
    END IF;
END $$;
