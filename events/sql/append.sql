-- append(batch): all events of a batch or none, each stream by compare-and-set on its version.

-- The leaf covers the digests of payload and meta, so a proof holds when the payload itself is withheld.
CREATE OR REPLACE FUNCTION eventlog.leaf(
    log uuid, stream uuid, version bigint, event_id uuid, type text, schema_version integer,
    recorded_at timestamptz, actor uuid, payload json, meta json
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT sha256('\x00'::bytea || convert_to(concat_ws(E'\n',
    'continuity-event-v1', log, stream, version, event_id, type, schema_version,
    to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor,
    encode(sha256(convert_to(payload::text, 'UTF8')), 'hex'),
    encode(sha256(convert_to(meta::text, 'UTF8')), 'hex'), ''), 'UTF8'))
$$;

CREATE OR REPLACE FUNCTION eventlog.items(batch json) RETURNS TABLE (
    event_id uuid, stream uuid, category text, log uuid, version bigint, type text, schema_version integer,
    payload json, meta json, actor uuid, turn bigint
) LANGUAGE sql STABLE AS $$
SELECT * FROM ROWS FROM (json_to_recordset(batch) AS (
    event_id uuid, stream uuid, category text, log uuid, version bigint, type text, schema_version integer,
    payload json, meta json, actor uuid)) WITH ORDINALITY
$$;

-- Stores one event, with its stream where it begins one, and returns its leaf. NULL, with nothing stored, where its
-- version is taken or not reached yet, its stream is another log's or category's, or its id is known.
CREATE OR REPLACE FUNCTION eventlog.store(
    event_id uuid, stream uuid, category text, log uuid, version bigint, type text, schema_version integer,
    payload json, meta json, actor uuid, recorded_at timestamptz
) RETURNS bytea LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    leaf bytea := eventlog.leaf(
        log, stream, version, event_id, type, schema_version, recorded_at, actor, payload, meta);
BEGIN
    INSERT INTO eventlog.event
    SELECT event_id, stream, version, type, schema_version, payload, meta, actor, recorded_at, leaf, meta ->> 'request',
        meta ->> 'command', meta ->> 'causation', meta ->> 'correlation', meta ->> 'job', meta ->> 'worker'
    WHERE version = 1 OR EXISTS (
        SELECT FROM eventlog.event latest JOIN eventlog.stream held ON held.id = latest.stream
        WHERE latest.stream = store.stream AND latest.version = store.version - 1
            AND held.log = store.log AND held.category = store.category)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN NULL;
    ELSIF version = 1 THEN
        INSERT INTO eventlog.stream VALUES (stream, category, log);
    END IF;
    RETURN leaf;
END $$;

-- append_one(event): a single event is stored or it is not, with no subtransaction and no batch to take apart. The
-- answer is that of `append`, or NULL where the event cannot be stored: `append` says why.
CREATE OR REPLACE FUNCTION eventlog.append_one(
    event_id uuid, stream uuid, category text, log uuid, version bigint, type text, schema_version integer,
    payload json, meta json, actor uuid
) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE
    stamp timestamptz := clock_timestamp();
    leaf bytea := eventlog.store(
        event_id, stream, category, log, version, type, schema_version, payload, meta, actor, stamp);
BEGIN
    IF leaf IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO eventlog.pending VALUES (DEFAULT, event_id);
    RETURN json_build_object(
        'outcome', 'stored', 'recorded_at', ARRAY[stamp], 'leaves', ARRAY[encode(leaf, 'base64')]);
END $$;

-- Stores a batch and returns the answer. CY001 where one of its events cannot be stored. It goes in the order of the
-- streams' ids, so that batches over the same ones never wait for each other in a circle. All its events are recorded
-- at one time, so that no time lies in the midst of what was done at once.
CREATE OR REPLACE FUNCTION eventlog.store_all(batch json) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    item record;
    stamp timestamptz := clock_timestamp();
    leaf bytea;
    ids uuid[];
    stamps timestamptz[];
    leaves text[];
BEGIN
    FOR item IN SELECT * FROM eventlog.items(batch) ORDER BY stream, version LOOP
        leaf := eventlog.store(item.event_id, item.stream, item.category, item.log, item.version, item.type,
            item.schema_version, item.payload, item.meta, item.actor, stamp);
        IF leaf IS NULL THEN
            RAISE SQLSTATE 'CY001';
        END IF;
        ids[item.turn] := item.event_id;
        stamps[item.turn] := stamp;
        leaves[item.turn] := encode(leaf, 'base64');
    END LOOP;
    INSERT INTO eventlog.pending (event_id) SELECT unnest(ids);
    RETURN json_build_object('outcome', 'stored', 'recorded_at', stamps, 'leaves', leaves);
END $$;

-- Says why a batch cannot be stored; NULL when nothing stands in its way (any more).
CREATE OR REPLACE FUNCTION eventlog.obstacle(batch json) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    known boolean;
    twin uuid;
BEGIN
    SELECT bool_and(same), (array_agg(taken) FILTER (WHERE taken IS NOT NULL))[1] INTO known, twin
    FROM (
        SELECT CASE WHEN count(*) OVER (PARTITION BY new.event_id) > 1 THEN new.event_id ELSE old.event_id END AS taken,
               (old.stream, old.version, old.type, old.schema_version, old.actor, old.payload::text, old.meta::text,
                held.log, held.category) IS NOT DISTINCT FROM
               (new.stream, new.version, new.type, new.schema_version, new.actor, new.payload::text, new.meta::text,
                new.log, new.category) AS same
        FROM eventlog.items(batch) new
        LEFT JOIN eventlog.event old ON old.event_id = new.event_id
        LEFT JOIN eventlog.stream held ON held.id = old.stream
    ) AS compared;
    IF known THEN
        RETURN (
            SELECT json_build_object(
                'outcome', 'known',
                'recorded_at', json_agg(old.recorded_at ORDER BY turn),
                'leaves', json_agg(encode(old.leaf, 'base64') ORDER BY turn),
                'positions', json_agg(placed.position ORDER BY turn),
                'numbers', json_agg(placed.number ORDER BY turn),
                'sequenced_at', json_agg(placed.sequenced_at ORDER BY turn))
            FROM eventlog.items(batch) new
            JOIN eventlog.event old ON old.event_id = new.event_id
            LEFT JOIN eventlog.log placed ON placed.event_id = new.event_id);
    ELSIF twin IS NOT NULL THEN
        RETURN json_build_object('outcome', 'reused', 'event_id', twin);
    END IF;
    RETURN (
        SELECT json_build_object('outcome', 'conflict', 'stream', asked.stream, 'expected', asked.expected,
            'actual', reached.version)
        FROM (SELECT stream, min(version) - 1 AS expected FROM eventlog.items(batch) GROUP BY stream) AS asked
        CROSS JOIN LATERAL (
            SELECT coalesce(max(version), 0) AS version FROM eventlog.event WHERE stream = asked.stream) AS reached
        WHERE asked.expected <> reached.version ORDER BY asked.stream LIMIT 1);
END $$;

-- Answers as JSON with an `outcome`. `stored`, or `known` where the same batch stands there already: with lists that
-- have one item for each event, in the batch's order. Otherwise nothing is kept: `reused` names the event_id that came
-- with other bytes before, `conflict` the first stream that is not where it was expected.
CREATE OR REPLACE FUNCTION eventlog.append(batch json) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    answer text;
BEGIN
    FOR attempt IN 1..3 LOOP  -- what stood in the way may be gone when it is looked for
        BEGIN
            RETURN eventlog.store_all(batch);
        EXCEPTION WHEN SQLSTATE 'CY001' THEN
            answer := eventlog.obstacle(batch);
        END;
        IF answer IS NOT NULL THEN
            RETURN answer;
        END IF;
    END LOOP;
    RAISE EXCEPTION 'the events do not continue their streams: versions leave a gap, or a stream belongs to another log '
        'or category' USING ERRCODE = 'check_violation';
END $$;
