-- Effects are found by their causes. Ordinary edits name none, so these indexes do not grow with them.

CREATE INDEX event_causation ON eventlog.event (causation) WHERE causation IS NOT NULL;
CREATE INDEX event_causes ON eventlog.event USING gin (((meta -> 'causes')::jsonb)) WHERE meta -> 'causes' IS NOT NULL;
