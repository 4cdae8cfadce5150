-- Notes of pipelines, as `notes.sql` has them of all else: what a production published, all its plans rest on.

CREATE FUNCTION productions_pipeline_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO generation_change (production, thing)
    VALUES (coalesce(NEW.log, OLD.log), coalesce(NEW.log, OLD.log));
    RETURN NULL;
END $$;
CREATE TRIGGER productions_pipeline_changed AFTER INSERT OR UPDATE OR DELETE ON productions_pipeline
    FOR EACH ROW EXECUTE FUNCTION productions_pipeline_changed();
