-- straggler: the positions whose events were recorded before one that stands in front of them, as happens where several
-- write at once. Without them the times of recording only rise with the positions, so that a time is found by halving;
-- they are few, and are looked through. `sequence` puts them down.

CREATE TABLE eventlog.straggler (
    log uuid NOT NULL,
    position bigint NOT NULL CHECK (position > 1),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (log, position)
);

-- Nobody may number while what is numbered already is looked through.
SELECT pg_advisory_xact_lock(7205759403792793601);

INSERT INTO eventlog.straggler (log, position, recorded_at)
SELECT log, position, recorded_at
FROM (SELECT l.log, l.position, e.recorded_at, max(e.recorded_at) OVER (
          PARTITION BY l.log ORDER BY l.position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
      FROM eventlog.log l JOIN eventlog.event e ON e.event_id = l.event_id) AS timed
WHERE recorded_at < reached;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON eventlog.straggler
    FOR EACH STATEMENT EXECUTE FUNCTION eventlog.refuse();
ALTER TABLE eventlog.straggler ENABLE ALWAYS TRIGGER immutable;
