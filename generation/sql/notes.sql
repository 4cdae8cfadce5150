-- Notes: each write of a row that plans rest on says in which production it was, and what they may rest on. A job is
-- noted once it has a result. The guards of kept plans are compared with this file.

CREATE FUNCTION productions_production_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO generation_change (production, thing)
    VALUES (coalesce(NEW.log, OLD.log), coalesce(NEW.id, OLD.id));
    RETURN NULL;
END $$;
CREATE TRIGGER productions_production_changed AFTER INSERT OR UPDATE OR DELETE ON productions_production
    FOR EACH ROW EXECUTE FUNCTION productions_production_changed();

CREATE FUNCTION productions_scene_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO generation_change (production, thing)
    VALUES (coalesce(NEW.log, OLD.log), coalesce(NEW.id, OLD.id));
    RETURN NULL;
END $$;
CREATE TRIGGER productions_scene_changed AFTER INSERT OR UPDATE OR DELETE ON productions_scene
    FOR EACH ROW EXECUTE FUNCTION productions_scene_changed();

CREATE FUNCTION productions_shot_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO generation_change (production, thing)
    VALUES (coalesce(NEW.log, OLD.log), coalesce(NEW.id, OLD.id));
    RETURN NULL;
END $$;
CREATE TRIGGER productions_shot_changed AFTER INSERT OR UPDATE OR DELETE ON productions_shot
    FOR EACH ROW EXECUTE FUNCTION productions_shot_changed();

CREATE FUNCTION productions_reference_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO generation_change (production, thing)
    VALUES (coalesce(NEW.log, OLD.log), coalesce(NEW.id, OLD.id));
    RETURN NULL;
END $$;
CREATE TRIGGER productions_reference_changed AFTER INSERT OR UPDATE OR DELETE ON productions_reference
    FOR EACH ROW EXECUTE FUNCTION productions_reference_changed();

CREATE FUNCTION productions_take_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO generation_change (production, thing)
    VALUES (coalesce(NEW.log, OLD.log), coalesce(NEW.shot, OLD.shot));
    RETURN NULL;
END $$;
CREATE TRIGGER productions_take_changed AFTER INSERT OR UPDATE OR DELETE ON productions_take
    FOR EACH ROW EXECUTE FUNCTION productions_take_changed();

CREATE FUNCTION generation_job_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO generation_change (production, thing)
    VALUES (coalesce(NEW.production, OLD.production), coalesce(NEW.shot, OLD.shot));
    RETURN NULL;
END $$;
CREATE TRIGGER generation_job_changed AFTER INSERT OR UPDATE ON generation_job
    FOR EACH ROW WHEN (NEW.generation IS NOT NULL) EXECUTE FUNCTION generation_job_changed();
