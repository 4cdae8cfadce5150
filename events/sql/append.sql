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
    item record;
    stamp timestamptz;
    digest bytea;
    ids uuid[];
    stamps timestamptz[];
    leaves bytea[];
    twin uuid;
    known boolean;
    reused boolean := false;
    reached bigint;
BEGIN
    BEGIN
        -- In the order of the streams' ids, so that batches over the same ones never wait for each other in a circle.
        FOR item IN SELECT * FROM eventlog.items(batch) ORDER BY stream, version LOOP
            IF item.version = 1 THEN
                INSERT INTO eventlog.stream (id, category, log, version)
                VALUES (item.stream, item.category, item.log, 1) ON CONFLICT DO NOTHING;
            ELSE
                UPDATE eventlog.stream SET version = item.version
                WHERE id = item.stream AND version = item.version - 1
                    AND log = item.log AND category = item.category;
            END IF;
            IF NOT FOUND THEN
                RAISE SQLSTATE 'CY001';
            END IF;
            stamp := clock_timestamp();
            digest := eventlog.leaf(item.log, item.stream, item.version, item.event_id, item.type,
                item.schema_version, stamp, item.actor, item.payload, item.meta);
            INSERT INTO eventlog.event (
                event_id, stream, version, type, schema_version, payload, meta, actor, recorded_at, leaf)
            VALUES (item.event_id, item.stream, item.version, item.type, item.schema_version,
                item.payload, item.meta, item.actor, stamp, digest);
            ids := ids || item.event_id;
            stamps := stamps || stamp;
            leaves := leaves || digest;
        END LOOP;
        INSERT INTO eventlog.pending (event_id) SELECT event_id FROM eventlog.items(batch) ORDER BY turn;
        RETURN QUERY
            SELECT 'stored', done.id, NULL::uuid, NULL::bigint, NULL::bigint,
                   done.stamp, done.leaf, NULL::bigint, NULL::bigint, NULL::timestamptz
            FROM unnest(ids, stamps, leaves) AS done (id, stamp, leaf);
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
    SELECT version INTO reached FROM eventlog.stream WHERE id = item.stream;

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
    ELSIF reached = item.version - 1 THEN
        RAISE EXCEPTION 'stream % belongs to another log or category', item.stream USING ERRCODE = 'check_violation';
    ELSE
        RETURN QUERY
            SELECT 'conflict', NULL::uuid, item.stream, item.version - 1, coalesce(reached, 0),
                   NULL::timestamptz, NULL::bytea, NULL::bigint, NULL::bigint, NULL::timestamptz;
    END IF;
END $$;
