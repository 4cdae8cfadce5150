-- The tables of the log. Nothing in them ever changes; `pending` alone is emptied.

-- Checks of a domain are read once for each connection, those of a table for each statement.
CREATE DOMAIN eventlog.word AS text CHECK (VALUE ~ '^[a-z][a-z0-9_.-]*$');
CREATE DOMAIN eventlog.nth AS bigint CHECK (VALUE > 0);
CREATE DOMAIN eventlog.object AS json CHECK (json_typeof(VALUE) = 'object');

-- A stream's version is that of its newest event: the unique key of `event` is the compare-and-set.
CREATE TABLE eventlog.stream (
    id uuid PRIMARY KEY,
    category eventlog.word NOT NULL,
    log uuid NOT NULL
);

-- payload and meta are `json`, not `jsonb`: they keep the exact bytes that the leaf covers. What stands in meta and is
-- searched for has a column beside it, which append fills: a GENERATED one costs it four times as much.
CREATE TABLE eventlog.event (
    event_id uuid PRIMARY KEY,
    stream uuid NOT NULL,
    version eventlog.nth NOT NULL,
    type eventlog.word NOT NULL,
    schema_version integer NOT NULL,
    payload eventlog.object NOT NULL,
    meta eventlog.object NOT NULL,
    actor uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    leaf bytea NOT NULL,
    request text,
    command text,
    causation text,
    correlation text,
    job text,
    worker text,
    UNIQUE (stream, version)
);

-- The sequence must not be cached: an event caused by another has to draw the later value.
CREATE TABLE eventlog.pending (
    seq bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    event_id uuid NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE eventlog.log (
    log uuid NOT NULL,
    position bigint NOT NULL CHECK (position > 0),
    number bigint NOT NULL UNIQUE CHECK (number > 0),
    event_id uuid NOT NULL UNIQUE,
    leaf bytea NOT NULL,
    sequenced_at timestamptz NOT NULL,
    PRIMARY KEY (log, position)
);

CREATE TABLE eventlog.checkpoint (
    log uuid NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    root bytea NOT NULL CHECK (length(root) = 32),
    note text NOT NULL,
    PRIMARY KEY (log, size)
);
