-- What was reported then, what a figure is made of, and whether it adds up.
CREATE TABLE tributary.metric_row_revision (
    family         text        NOT NULL,
    dimension      text        NOT NULL,
    slice          text        NOT NULL,
    as_of          date        NOT NULL,
    layout         bigint      NOT NULL,
    value          bigint[]    NOT NULL,
    sample         bigint[]    NOT NULL,
    policy_version text        NOT NULL,
    known_from     timestamptz NOT NULL,
    revised_at     timestamptz NOT NULL,
    PRIMARY KEY (dimension, slice, family, as_of, revised_at)
);
COMMENT ON TABLE tributary.metric_row_revision IS 'What a row of metric_row said before it changed, when its day was over and it had stood for an hour: what was reported then. While years of events are brought in values change by the second; nobody was told those, and they are not kept.';
COMMENT ON COLUMN tributary.metric_row_revision.family IS 'As in metric_row.';
COMMENT ON COLUMN tributary.metric_row_revision.dimension IS 'As in metric_row.';
COMMENT ON COLUMN tributary.metric_row_revision.slice IS 'As in metric_row.';
COMMENT ON COLUMN tributary.metric_row_revision.as_of IS 'As in metric_row.';
COMMENT ON COLUMN tributary.metric_row_revision.layout IS 'What stands where in the arrays: see metric_layout.';
COMMENT ON COLUMN tributary.metric_row_revision.value IS 'The values until then, in micro-units.';
COMMENT ON COLUMN tributary.metric_row_revision.sample IS 'The counts of things behind them.';
COMMENT ON COLUMN tributary.metric_row_revision.policy_version IS 'Hash of the policies behind them.';
COMMENT ON COLUMN tributary.metric_row_revision.known_from IS 'Since when they had stood.';
COMMENT ON COLUMN tributary.metric_row_revision.revised_at IS 'When others took their place, or the row was withdrawn.';

CREATE VIEW analytics.metric_revision AS
WITH former AS (
    SELECT place.metric, place."window", r.dimension, r.slice, r.as_of, r.known_from, r.revised_at,
           r.value[place.position] AS old_value, r.sample[place.position] AS old_sample,
           r.policy_version AS old_policy_version,
           lead(r.value[place.position]) OVER later AS later_value, lead(r.revised_at) OVER later AS later_at
    FROM tributary.metric_row_revision r
    JOIN tributary.metric_layout place ON place.layout = r.layout AND place.family = r.family
    WINDOW later AS (PARTITION BY place.metric, place."window", r.dimension, r.slice, r.as_of ORDER BY r.revised_at)),
compared AS (
    SELECT former.*, CASE WHEN former.later_at IS NULL THEN now.value ELSE former.later_value END AS new_value
    FROM former
    LEFT JOIN tributary.metric_value now
      ON now.metric = former.metric AND now."window" = former."window" AND now.dimension = former.dimension
     AND now.slice = former.slice AND now.as_of = former.as_of)
SELECT metric, "window", dimension, slice, as_of, known_from, revised_at,
       analytics.major_units(old_value) AS old_value, old_sample, old_policy_version,
       analytics.major_units(new_value) AS new_value
FROM compared WHERE old_value IS DISTINCT FROM new_value;
COMMENT ON VIEW analytics.metric_revision IS 'Every change of a value of a day that was over: what was reported then, and what took its place.';

CREATE FUNCTION analytics.metric_as_known_at(
    metric text, "window" text, dimension text, slice text, as_of date, at timestamptz)
RETURNS numeric(20, 6)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    -- The first change after that time tells what was known until then; without one, it is what is known now.
    SELECT analytics.major_units(known.value) FROM (
        (SELECT r.value[place.position] AS value, r.known_from, 0 AS place
         FROM tributary.metric_row_revision r
         JOIN tributary.metric_layout place ON place.layout = r.layout AND place.family = r.family
         WHERE place.metric = $1 AND place."window" = $2 AND r.dimension = $3 AND r.slice = $4 AND r.as_of = $5
           AND r.revised_at > $6
         ORDER BY r.revised_at LIMIT 1)
        UNION ALL
        SELECT v.value, v.updated_at, 1 FROM tributary.metric_value v
        WHERE v.metric = $1 AND v."window" = $2 AND v.dimension = $3 AND v.slice = $4 AND v.as_of = $5
        ORDER BY place LIMIT 1) known
    WHERE known.known_from <= $6
$$;
ALTER FUNCTION analytics.metric_as_known_at SECURITY DEFINER;
COMMENT ON FUNCTION analytics.metric_as_known_at IS 'The value that was reported at a time; null before there was one. Values that stood for less than an hour are not told apart.';

-- Which sums of the ledger the formulas of the metrics use, and with which sign.
CREATE TABLE tributary.metric_part (
    metric  text    NOT NULL,
    part    text    NOT NULL,
    measure text    NOT NULL,
    moment  text    NOT NULL,
    sign    integer NOT NULL,
    PRIMARY KEY (metric, part, measure, moment)
);
COMMENT ON TABLE tributary.metric_part IS 'Which sums of the ledger the formula of each metric uses.';
COMMENT ON COLUMN tributary.metric_part.metric IS 'Name of the metric, up to the colon where there is one per stage or model.';
COMMENT ON COLUMN tributary.metric_part.part IS 'numerator, denominator, or factor when there are more than these.';
COMMENT ON COLUMN tributary.metric_part.measure IS 'Name of the measure; with a colon at the end: of the variant that the metric names.';
COMMENT ON COLUMN tributary.metric_part.moment IS 'window: what happened in it; end, start: the level at that time; before: the window just before; period: the whole period that the window is a part of; closing: what is open at the end and expected to close in the quarter or before.';
COMMENT ON COLUMN tributary.metric_part.sign IS 'What the sum is multiplied by: -1 for what is subtracted.';

INSERT INTO tributary.metric_part (metric, part, measure, moment, sign)
SELECT measure, 'numerator', measure, 'window', 1
FROM unnest('{opened,won,lost,won_amount,new_customers,leads,mqls,sqls,spend_marketing,spend_sales,churned_customers,reactivated_customers,mrr_new,mrr_expansion,mrr_contraction,mrr_churn,mrr_reactivation,tickets_opened,tickets_solved}'::text[]) AS measure
UNION ALL
SELECT * FROM (VALUES
    ('median_cycle', 'factor', 'won_cycle_ms', 'window', 1),
    ('lead_response_median', 'factor', 'lead_response_ms', 'window', 1),
    ('lead_response_p90', 'factor', 'lead_response_ms', 'window', 1),
    ('lead_response_5m', 'numerator', 'leads_answered_5m', 'window', 1),
    ('lead_response_5m', 'denominator', 'leads', 'window', 1),
    ('stage_conversion:', 'numerator', 'stage_advanced:', 'window', 1),
    ('stage_conversion:', 'denominator', 'stage_entered:', 'window', 1),
    ('stage_dwell_mean:', 'numerator', 'stage_dwell_ms:', 'window', 1),
    ('stage_dwell_mean:', 'denominator', 'stage_dwell_count:', 'window', 1),
    ('stage_dwell_median:', 'factor', 'stage_dwell_ms:', 'window', 1),
    ('attributed_revenue:', 'numerator', 'attributed_amount:', 'window', 1),
    ('forecast', 'numerator', 'won_amount', 'window', 1),
    ('forecast', 'numerator', 'closing_weighted:', 'closing', 1),
    ('coverage', 'numerator', 'closing_amount:', 'closing', 1),
    ('coverage', 'denominator', 'quota', 'period', 1),
    ('coverage', 'denominator', 'won_amount', 'window', -1),
    ('quota_attainment', 'numerator', 'won_amount', 'window', 1),
    ('quota_attainment', 'denominator', 'quota', 'period', 1),
    ('quota_pace', 'numerator', 'won_amount', 'window', 1),
    ('quota_pace', 'denominator', 'quota', 'window', 1),
    ('mrr_at_risk', 'numerator', 'mrr_at_risk', 'end', 1),
    ('mrr_fx', 'numerator', 'mrr', 'end', 1),
    ('mrr_fx', 'numerator', 'mrr', 'start', -1),
    ('mrr_fx', 'numerator', 'mrr_new', 'window', -1),
    ('mrr_fx', 'numerator', 'mrr_expansion', 'window', -1),
    ('mrr_fx', 'numerator', 'mrr_reactivation', 'window', -1),
    ('mrr_fx', 'numerator', 'mrr_contraction', 'window', 1),
    ('mrr_fx', 'numerator', 'mrr_churn', 'window', 1),
    ('first_response_mean', 'numerator', 'first_response_ms', 'window', 1),
    ('first_response_mean', 'denominator', 'first_responses', 'window', 1),
    ('first_response_median', 'factor', 'first_response_ms', 'window', 1),
    ('resolution_mean', 'numerator', 'resolution_ms', 'window', 1),
    ('resolution_mean', 'denominator', 'tickets_solved', 'window', 1),
    ('resolution_median', 'factor', 'resolution_ms', 'window', 1),
    ('reopen_rate', 'numerator', 'reopens', 'window', 1),
    ('reopen_rate', 'denominator', 'tickets_solved', 'window', 1),
    ('csat', 'numerator', 'csat_sum', 'window', 1),
    ('csat', 'denominator', 'csat_count', 'window', 1),
    ('csat_satisfied', 'numerator', 'csat_satisfied', 'window', 1),
    ('csat_satisfied', 'denominator', 'csat_count', 'window', 1),
    ('nps', 'numerator', 'nps_promoters', 'window', 1),
    ('nps', 'numerator', 'nps_detractors', 'window', -1),
    ('nps', 'denominator', 'nps_count', 'window', 1),
    ('open_tickets', 'numerator', 'open_tickets', 'end', 1),
    ('win_rate', 'numerator', 'won', 'window', 1),
    ('win_rate', 'denominator', 'won', 'window', 1),
    ('win_rate', 'denominator', 'lost', 'window', 1),
    ('win_rate_value', 'numerator', 'won_amount', 'window', 1),
    ('win_rate_value', 'denominator', 'won_amount', 'window', 1),
    ('win_rate_value', 'denominator', 'lost_amount', 'window', 1),
    ('average_won_amount', 'numerator', 'won_amount', 'window', 1),
    ('average_won_amount', 'denominator', 'won', 'window', 1),
    ('average_cycle', 'numerator', 'won_cycle_ms', 'window', 1),
    ('average_cycle', 'denominator', 'won_cycle_count', 'window', 1),
    ('pipeline_velocity', 'factor', 'open_opportunities', 'end', 1),
    ('pipeline_velocity', 'factor', 'won', 'window', 1),
    ('pipeline_velocity', 'factor', 'lost', 'window', 1),
    ('pipeline_velocity', 'factor', 'won_amount', 'window', 1),
    ('pipeline_velocity', 'factor', 'won_cycle_ms', 'window', 1),
    ('pipeline_velocity', 'factor', 'won_cycle_count', 'window', 1),
    ('open_pipeline', 'numerator', 'open_amount', 'end', 1),
    ('weighted_pipeline', 'numerator', 'weighted_amount', 'end', 1),
    ('open_opportunities', 'numerator', 'open_opportunities', 'end', 1),
    ('cac', 'numerator', 'spend_marketing', 'window', 1),
    ('cac', 'numerator', 'spend_sales', 'window', 1),
    ('cac', 'denominator', 'new_customers', 'window', 1),
    ('cac_marketing', 'numerator', 'spend_marketing', 'window', 1),
    ('cac_marketing', 'denominator', 'new_customers', 'window', 1),
    ('lead_to_mql', 'numerator', 'mqls', 'window', 1),
    ('lead_to_mql', 'denominator', 'leads', 'window', 1),
    ('mql_to_sql', 'numerator', 'sqls', 'window', 1),
    ('mql_to_sql', 'denominator', 'mqls', 'window', 1),
    ('mrr', 'numerator', 'mrr', 'end', 1),
    ('arr', 'numerator', 'mrr', 'end', 12),
    ('arpa', 'numerator', 'mrr', 'end', 1),
    ('arpa', 'denominator', 'customers', 'end', 1),
    ('mrr_growth', 'numerator', 'mrr', 'end', 1),
    ('mrr_growth', 'numerator', 'mrr', 'start', -1),
    ('mrr_growth', 'denominator', 'mrr', 'start', 1),
    ('gross_mrr_churn', 'numerator', 'mrr_churn', 'window', 1),
    ('gross_mrr_churn', 'numerator', 'mrr_contraction', 'window', 1),
    ('gross_mrr_churn', 'denominator', 'mrr', 'start', 1),
    ('net_mrr_churn', 'numerator', 'mrr_churn', 'window', 1),
    ('net_mrr_churn', 'numerator', 'mrr_contraction', 'window', 1),
    ('net_mrr_churn', 'numerator', 'mrr_expansion', 'window', -1),
    ('net_mrr_churn', 'numerator', 'mrr_reactivation', 'window', -1),
    ('net_mrr_churn', 'denominator', 'mrr', 'start', 1),
    ('quick_ratio', 'numerator', 'mrr_new', 'window', 1),
    ('quick_ratio', 'numerator', 'mrr_expansion', 'window', 1),
    ('quick_ratio', 'numerator', 'mrr_reactivation', 'window', 1),
    ('quick_ratio', 'denominator', 'mrr_contraction', 'window', 1),
    ('quick_ratio', 'denominator', 'mrr_churn', 'window', 1),
    ('logo_churn', 'numerator', 'churned_customers', 'window', 1),
    ('logo_churn', 'denominator', 'customers', 'start', 1),
    ('customers', 'numerator', 'customers', 'end', 1),
    ('nrr', 'factor', 'mrr', 'end', 1),
    ('nrr', 'factor', 'mrr', 'start', 1),
    ('grr', 'factor', 'mrr', 'end', 1),
    ('grr', 'factor', 'mrr', 'start', 1),
    ('logo_retention', 'factor', 'mrr', 'end', 1),
    ('logo_retention', 'factor', 'mrr', 'start', 1),
    ('cac_payback', 'factor', 'spend_marketing', 'window', 1),
    ('cac_payback', 'factor', 'spend_sales', 'window', 1),
    ('cac_payback', 'factor', 'mrr_new', 'window', 1),
    ('cac_payback', 'factor', 'new_customers', 'window', 1),
    ('ltv', 'factor', 'mrr', 'end', 1),
    ('ltv', 'factor', 'customers', 'end', 1),
    ('ltv', 'factor', 'customers', 'start', 1),
    ('ltv', 'factor', 'churned_customers', 'window', 1),
    ('ltv_cac', 'factor', 'mrr', 'end', 1),
    ('ltv_cac', 'factor', 'customers', 'end', 1),
    ('ltv_cac', 'factor', 'customers', 'start', 1),
    ('ltv_cac', 'factor', 'churned_customers', 'window', 1),
    ('ltv_cac', 'factor', 'spend_marketing', 'window', 1),
    ('ltv_cac', 'factor', 'spend_sales', 'window', 1),
    ('ltv_cac', 'factor', 'new_customers', 'window', 1),
    ('revenue', 'numerator', 'paid', 'window', 1),
    ('revenue', 'numerator', 'refunded', 'window', -1),
    ('revenue_growth', 'numerator', 'paid', 'window', 1),
    ('revenue_growth', 'numerator', 'refunded', 'window', -1),
    ('revenue_growth', 'numerator', 'paid', 'before', -1),
    ('revenue_growth', 'numerator', 'refunded', 'before', 1),
    ('revenue_growth', 'denominator', 'paid', 'before', 1),
    ('revenue_growth', 'denominator', 'refunded', 'before', -1)) AS formulas;

CREATE VIEW analytics.metric_part AS
SELECT metric, part, measure, moment, sign FROM tributary.metric_part;
COMMENT ON VIEW analytics.metric_part IS 'Which sums of the ledger the formula of each metric uses, and with which sign.';

CREATE FUNCTION analytics.first_day("window" text, as_of date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE $1
        WHEN 'R7' THEN $2 - 6
        WHEN 'R30' THEN $2 - 29
        WHEN 'R90' THEN $2 - 89
        WHEN 'R365' THEN $2 - 364
        WHEN 'MTD' THEN date_trunc('month', $2)::date
        WHEN 'QTD' THEN date_trunc('quarter', $2)::date
        WHEN 'YTD' THEN date_trunc('year', $2)::date
    END
$$;
COMMENT ON FUNCTION analytics.first_day IS 'The first day of a window; of QTD and YTD when the fiscal year is the calendar''s.';

CREATE FUNCTION analytics.last_day_of_period("window" text, as_of date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE $1
        WHEN 'MTD' THEN (date_trunc('month', $2) + interval '1 month - 1 day')::date
        WHEN 'QTD' THEN (date_trunc('quarter', $2) + interval '3 months - 1 day')::date
        WHEN 'YTD' THEN (date_trunc('year', $2) + interval '1 year - 1 day')::date
        ELSE $2
    END
$$;
COMMENT ON FUNCTION analytics.last_day_of_period IS 'The last day of the period that a window to date is a part of, when the fiscal year is the calendar''s.';

CREATE FUNCTION analytics.explain_metric(metric text, "window" text, dimension text, slice text, as_of date)
RETURNS TABLE (part text, measure text, moment text, customer_id text, customer text,
               entity_kind text, entity_id text, currency text, amount numeric)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    WITH span AS (
        SELECT analytics.first_day($2, $5) AS first_day, analytics.last_day_of_period($2, $5) AS last_day),
    parts AS (
        SELECT p.part, p.moment, p.sign,
               -- Of a metric per stage or model, the measure of that stage or model.
               CASE WHEN p.metric LIKE '%:' THEN p.measure || substr($1, strpos($1, ':') + 1) ELSE p.measure END AS measure
        FROM analytics.metric_part p
        WHERE p.metric = $1 OR p.metric = substr($1, 1, strpos($1, ':'))),
    left_out AS (
        SELECT unnest(v.left_out) AS currency FROM analytics.metric_value v
        WHERE v.metric = $1 AND v."window" = $2 AND v.dimension = $3 AND v.slice = $4 AND v.as_of = $5)
    SELECT p.part, c.measure, p.moment, c.customer_id, k.name, c.entity_kind, c.entity_id, c.currency,
           p.sign * sum(c.amount)
    FROM parts p
    CROSS JOIN span
    JOIN analytics.contribution c
      ON CASE WHEN p.moment = 'closing'
              THEN c.measure LIKE p.measure || '%' AND c.measure <= p.measure || to_char(date_trunc('quarter', $5), 'YYYY-MM')
              ELSE c.measure = p.measure END
     AND CASE p.moment
        WHEN 'window' THEN c.day BETWEEN span.first_day AND $5
        WHEN 'end' THEN c.day <= $5
        WHEN 'closing' THEN c.day <= $5
        WHEN 'start' THEN c.day < span.first_day
        WHEN 'period' THEN c.day BETWEEN span.first_day AND span.last_day
        WHEN 'before' THEN c.day BETWEEN span.first_day - ($5 - span.first_day + 1) AND span.first_day - 1
        END
    LEFT JOIN analytics.customer_360 k ON k.customer_id = c.customer_id
    -- Amounts of which no exchange rate is known are not in the value.
    WHERE c.currency NOT IN (SELECT left_out.currency FROM left_out)
      AND $4 = CASE $3
        WHEN 'total' THEN ''
        WHEN 'channel' THEN coalesce(c.channel, 'unassigned')
        WHEN 'region' THEN coalesce(c.region, 'unassigned')
        WHEN 'segment' THEN coalesce(c.segment, 'unassigned')
        WHEN 'owner' THEN coalesce(c.owner, 'unassigned')
        WHEN 'product' THEN coalesce(c.product, 'unassigned')
        END
    GROUP BY p.part, c.measure, p.moment, p.sign, c.customer_id, k.name, c.entity_kind, c.entity_id, c.currency
    HAVING sum(c.amount) <> 0
    ORDER BY p.part, c.measure, p.moment, abs(sum(c.amount)) DESC, c.entity_id
$$;
COMMENT ON FUNCTION analytics.explain_metric IS 'What a value is made of: the entities behind each sum of its formula. The amounts of the part numerator add up to the numerator, those of the part denominator to the denominator; amounts in other currencies once they are converted.';

CREATE FUNCTION analytics.reconcile(as_of date)
RETURNS TABLE (measure text, "window" text, dimension text, slice text,
               reported numeric, recomputed numeric, difference numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    -- Metrics that are one sum of the ledger.
    WITH single AS (
        SELECT p.metric, min(p.measure) AS measure, min(p.moment) AS moment
        FROM analytics.metric_part p WHERE p.metric NOT LIKE '%:' GROUP BY p.metric
        HAVING count(*) = 1 AND min(p.sign) = 1 AND min(p.part) = 'numerator'),
    spans AS (
        SELECT name, analytics.first_day(name, $1) AS first_day
        FROM unnest('{R7,R30,R90,R365,MTD}'::text[]) AS name),
    currency AS (
        SELECT v.currency FROM analytics.metric_value v WHERE v.as_of = $1 LIMIT 1),
    days AS (
        SELECT c.measure, c.day, s.dimension, s.slice, sum(c.amount) AS amount,
               bool_and(c.currency = '' OR c.currency = (SELECT currency.currency FROM currency)) AS comparable
        FROM analytics.contribution c
        CROSS JOIN LATERAL (VALUES
            ('total', ''), ('channel', coalesce(c.channel, 'unassigned')), ('region', coalesce(c.region, 'unassigned')),
            ('segment', coalesce(c.segment, 'unassigned')), ('owner', coalesce(c.owner, 'unassigned')),
            ('product', coalesce(c.product, 'unassigned'))) AS s (dimension, slice)
        WHERE c.day <= $1
        GROUP BY c.measure, c.day, s.dimension, s.slice),
    recomputed AS (
        SELECT single.metric, spans.name AS span, days.dimension, days.slice, bool_and(days.comparable) AS comparable,
               coalesce(sum(days.amount) FILTER (WHERE single.moment = 'end' OR days.day >= spans.first_day), 0) AS amount
        FROM days JOIN single ON single.measure = days.measure CROSS JOIN spans
        GROUP BY single.metric, spans.name, days.dimension, days.slice),
    reported AS (
        SELECT v.metric, v."window" AS span, v.dimension, v.slice, v.value
        FROM analytics.metric_value v JOIN single ON single.metric = v.metric JOIN spans ON spans.name = v."window"
        WHERE v.as_of = $1)
    SELECT metric, span, dimension, slice, reported.value, recomputed.amount,
           coalesce(reported.value, 0) - coalesce(recomputed.amount, 0)
    FROM reported FULL JOIN recomputed USING (metric, span, dimension, slice)
    WHERE coalesce(recomputed.comparable, true)
$$;
COMMENT ON FUNCTION analytics.reconcile IS 'Every measure that is reported by itself, in every slice: as it is reported as of a day, recomputed from the ledger, and the difference, which is always 0. Slices with amounts in other currencies are left out: their sums are converted day by day.';

GRANT SELECT, INSERT ON tributary.metric_row_revision TO tributary_sink;
GRANT SELECT ON analytics.metric_revision, analytics.metric_part TO tributary_analyst;
GRANT EXECUTE ON FUNCTION analytics.metric_as_known_at, analytics.first_day, analytics.last_day_of_period, analytics.explain_metric, analytics.reconcile TO tributary_analyst;
