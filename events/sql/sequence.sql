-- sequence(limit): the next committed events get their positions; one row per log that moved.

-- Whatever is committed is numbered in the order of `pending.seq`; a late commit just gets a later number.
-- Index plans are forced: a plan cached while the tables are small would scan them once they are large.
-- Who was recorded before somebody in front of it is put down as a straggler: see times.sql.
-- The lock is taken in a statement of its own, so that the next one sees what a rival has numbered.
CREATE OR REPLACE FUNCTION eventlog.sequence("limit" integer) RETURNS TABLE (log uuid, head bigint, numbered bigint)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    last_number bigint;
    stamp timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(7205759403792793601);
    SELECT number, sequenced_at INTO last_number, stamp FROM eventlog.log ORDER BY number DESC LIMIT 1;
    stamp := greatest(clock_timestamp(), stamp);
    RETURN QUERY
        WITH taken AS (
            DELETE FROM eventlog.pending
            WHERE seq <= (SELECT max(seq) FROM (SELECT seq FROM eventlog.pending ORDER BY seq LIMIT "limit") AS next)
            RETURNING seq, event_id
        ), ordered AS MATERIALIZED (
            SELECT stream.log, event.event_id, event.leaf, event.recorded_at,
                   row_number() OVER (ORDER BY taken.seq) AS nth,
                   row_number() OVER (PARTITION BY stream.log ORDER BY taken.seq) AS nth_in_log
            FROM taken
            JOIN eventlog.event ON event.event_id = taken.event_id
            JOIN eventlog.stream ON stream.id = event.stream
        ), ends AS MATERIALIZED (
            SELECT moved.log, coalesce((SELECT max(l.position) FROM eventlog.log l WHERE l.log = moved.log), 0) AS head,
                   (SELECT latest.recorded_at FROM eventlog.log l JOIN eventlog.event latest ON latest.event_id = l.event_id
                    WHERE l.log = moved.log AND NOT EXISTS (
                        SELECT FROM eventlog.straggler s WHERE s.log = l.log AND s.position = l.position)
                    ORDER BY l.position DESC LIMIT 1) AS reached
            FROM (SELECT DISTINCT ordered.log FROM ordered) AS moved
        ), timed AS (
            SELECT ordered.log, ends.head + nth_in_log AS position, nth, event_id, leaf, recorded_at,
                   greatest(ends.reached, max(recorded_at) OVER (PARTITION BY ordered.log ORDER BY nth
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS reached
            FROM ordered JOIN ends ON ends.log = ordered.log
        ), late AS (
            INSERT INTO eventlog.straggler (log, position, recorded_at)
            SELECT log, position, recorded_at FROM timed WHERE recorded_at < reached
        ), placed AS (
            INSERT INTO eventlog.log (log, position, number, event_id, leaf, sequenced_at)
            SELECT log, position, coalesce(last_number, 0) + nth, event_id, leaf, stamp FROM timed ORDER BY nth
            RETURNING log.log, log.position
        )
        SELECT placed.log, max(placed.position), count(*) FROM placed GROUP BY placed.log;
END $$;
