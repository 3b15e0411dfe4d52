-- As before, but whoever has waited for the lock looks into the catalogue itself: to_regclass may go by what the session
-- remembers of a name that had no table a moment ago.
CREATE OR REPLACE FUNCTION tributary.ensure_event_partitions(months date[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, tributary, pg_temp AS $$
DECLARE
    first date;
    name  text;
BEGIN
    FOR first IN
        SELECT DISTINCT date_trunc('month', wanted)::date FROM unnest(months) AS wanted
        WHERE wanted >= date '2000-01-01' ORDER BY 1
    LOOP
        name := 'event_' || to_char(first, 'YYYY_MM');
        CONTINUE WHEN to_regclass('tributary.' || name) IS NOT NULL;
        -- Several writers may want partitions at the same time; one lock for all, so that they cannot wait for each other.
        PERFORM pg_advisory_xact_lock(hashtext('tributary.event'));
        CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relnamespace = 'tributary'::regnamespace AND relname = name);
        -- Made first and attached then: this way neither readers nor writers of the table have to wait.
        EXECUTE format('CREATE TABLE tributary.%I (LIKE tributary.event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
        EXECUTE format('COMMENT ON TABLE tributary.%I IS %L', name, 'Events of ' || to_char(first, 'YYYY-MM') || '.');
        EXECUTE format(
            'ALTER TABLE tributary.event ATTACH PARTITION tributary.%I FOR VALUES FROM (%L) TO (%L)',
            name,
            to_char(first, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(first + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
    END LOOP;
END
$$;
