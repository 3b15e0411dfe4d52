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
COMMENT ON COLUMN tributary.metric_part.moment IS 'window: what happened in it; lagged: in the window that precedes it by the lag of the policy; end, start: the level at that time; before: the window just before; period: the whole period that the window is a part of; closing: what is open at the end and expected to close in the quarter or before.';
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
    ('cac', 'numerator', 'spend_marketing', 'lagged', 1),
    ('cac', 'numerator', 'spend_sales', 'lagged', 1),
    ('cac', 'denominator', 'new_customers', 'window', 1),
    ('cac_marketing', 'numerator', 'spend_marketing', 'lagged', 1),
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
    ('cac_payback', 'factor', 'spend_marketing', 'lagged', 1),
    ('cac_payback', 'factor', 'spend_sales', 'lagged', 1),
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
    ('ltv_cac', 'factor', 'spend_marketing', 'lagged', 1),
    ('ltv_cac', 'factor', 'spend_sales', 'lagged', 1),
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

CREATE FUNCTION analytics.first_day("window" text, as_of date, fiscal_year_start integer DEFAULT 1) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    -- months_in: how many months of the fiscal year are over.
    SELECT CASE $1
        WHEN 'R7' THEN $2 - 6
        WHEN 'R30' THEN $2 - 29
        WHEN 'R90' THEN $2 - 89
        WHEN 'R365' THEN $2 - 364
        WHEN 'MTD' THEN month_begin
        WHEN 'QTD' THEN (month_begin - make_interval(months => months_in % 3))::date
        WHEN 'YTD' THEN (month_begin - make_interval(months => months_in))::date
    END
    FROM (SELECT date_trunc('month', $2)::date AS month_begin,
                 (extract(month FROM $2)::integer - $3 + 12) % 12 AS months_in) AS calendar
$$;
COMMENT ON FUNCTION analytics.first_day IS 'The first day of a window; of QTD and YTD by the first month of the fiscal year, 1 to 12.';

CREATE FUNCTION analytics.last_day_of_period("window" text, as_of date, fiscal_year_start integer DEFAULT 1) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, analytics, pg_temp AS $$
    SELECT CASE $1
        WHEN 'MTD' THEN (analytics.first_day($1, $2, $3) + interval '1 month - 1 day')::date
        WHEN 'QTD' THEN (analytics.first_day($1, $2, $3) + interval '3 months - 1 day')::date
        WHEN 'YTD' THEN (analytics.first_day($1, $2, $3) + interval '1 year - 1 day')::date
        ELSE $2
    END
$$;
COMMENT ON FUNCTION analytics.last_day_of_period IS 'The last day of the period that a window to date is a part of, by the first month of the fiscal year, 1 to 12.';

CREATE FUNCTION analytics.half_even(dividend numeric, divisor numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT sign($1) * (whole + CASE WHEN 2 * rest > $2 OR 2 * rest = $2 AND whole % 2 = 1 THEN 1 ELSE 0 END)
    FROM (SELECT div(abs($1), $2) AS whole, mod(abs($1), $2) AS rest) AS division
$$;
COMMENT ON FUNCTION analytics.half_even IS 'A quotient, the divisor above 0, rounded to a whole number; of two that are equally near the even one.';

CREATE FUNCTION analytics.exchange_rates(reporting text)
RETURNS TABLE (currency text, valid_from date, valid_to date, rate numeric)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    WITH said AS (
        SELECT substr(c.measure, 9, 3) AS base, substr(c.measure, 13, 3) AS quote, substr(c.measure, 9) AS variant,
               c.day, sum(c.amount) AS units,
               (SELECT sum(s.amount) FROM analytics.contribution s
                WHERE s.entity_kind = 'FX_RATE' AND s.measure = 'fx_rate_said:' || substr(c.measure, 9) AND s.day = c.day) AS said_at
        FROM analytics.contribution c
        WHERE c.entity_kind = 'FX_RATE' AND c.measure LIKE 'fx\_rate:%'
        GROUP BY c.measure, c.day),
    -- Both ways round; of what several said of the same pair and day, what was said last.
    pair AS MATERIALIZED (
        SELECT DISTINCT ON (way.one, way.other, said.day) way.one, way.other, said.day, way.numerator, way.denominator
        FROM said CROSS JOIN LATERAL (VALUES
            (said.base, said.quote, said.units, 1000000000000),
            (said.quote, said.base, 1000000000000, said.units)) AS way (one, other, numerator, denominator)
        ORDER BY way.one, way.other, said.day, said.said_at DESC, said.variant COLLATE "C"),
    direct AS (
        SELECT pair.one AS currency, pair.day, pair.numerator, pair.denominator FROM pair WHERE pair.other = $1),
    -- Days before the first of the pair itself on which a way through another currency changes.
    turn AS (
        SELECT first.one AS currency, step.day
        FROM pair first JOIN pair second ON second.one = first.other AND second.other = $1
        CROSS JOIN LATERAL (VALUES (first.day), (second.day)) AS step (day)
        WHERE first.one <> $1 AND first.other <> $1
          AND step.day < coalesce((SELECT min(direct.day) FROM direct WHERE direct.currency = first.one), 'infinity')
        GROUP BY first.one, step.day),
    through AS (
        SELECT DISTINCT ON (turn.currency, turn.day) turn.currency, turn.day,
               first.numerator * second.numerator AS numerator, first.denominator * second.denominator AS denominator
        FROM turn
        CROSS JOIN LATERAL (
            SELECT DISTINCT ON (pair.other) pair.other, pair.numerator, pair.denominator FROM pair
            WHERE pair.one = turn.currency AND pair.day <= turn.day ORDER BY pair.other, pair.day DESC) AS first
        CROSS JOIN LATERAL (
            SELECT pair.numerator, pair.denominator FROM pair
            WHERE pair.one = first.other AND pair.other = $1 AND pair.day <= turn.day
            ORDER BY pair.day DESC LIMIT 1) AS second
        ORDER BY turn.currency, turn.day, first.other COLLATE "C"),
    known AS (SELECT * FROM direct UNION ALL SELECT * FROM through)
    SELECT known.currency, known.day, lead(known.day) OVER (PARTITION BY known.currency ORDER BY known.day),
           analytics.half_even(known.numerator * 1000000000000000000, known.denominator) * 0.000000000000000001
    FROM known
    UNION ALL
    SELECT plain.currency, '-infinity'::date, NULL, 1 FROM (VALUES (''), ($1)) AS plain (currency)
$$;
COMMENT ON FUNCTION analytics.exchange_rates IS 'What one of each currency is worth in a reporting currency, from valid_from to the day before valid_to, to 18 decimals: a pair as it was given or turned round; while nothing is known of the pair, through one other currency, the first by name. Plain numbers, whose currency is empty, are worth what they are.';

CREATE VIEW analytics.contribution_slice AS
SELECT s.dimension, s.slice, c.customer_id, c.entity_kind, c.entity_id, c.measure, c.day, c.currency, c.amount
FROM analytics.contribution c
CROSS JOIN LATERAL (VALUES
    ('total', ''), ('channel', coalesce(c.channel, 'unassigned')), ('region', coalesce(c.region, 'unassigned')),
    ('segment', coalesce(c.segment, 'unassigned')), ('owner', coalesce(c.owner, 'unassigned')),
    ('product', coalesce(c.product, 'unassigned'))) AS s (dimension, slice);
COMMENT ON VIEW analytics.contribution_slice IS 'The ledger in each slice that an entry belongs to: the total and one of every dimension.';

CREATE FUNCTION analytics.explain_metric(metric text, "window" text, dimension text, slice text, as_of date)
RETURNS TABLE (part text, measure text, moment text, customer_id text, customer text,
               entity_kind text, entity_id text, currency text, amount numeric, converted numeric)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    WITH reported AS (
        SELECT v.left_out, v.currency, p.fiscal_year_start, p.cac_lag_days
        FROM analytics.metric_value v LEFT JOIN analytics.metric_policy p USING (policy_version)
        WHERE v.metric = $1 AND v."window" = $2 AND v.dimension = $3 AND v.slice = $4 AND v.as_of = $5),
    span AS (
        SELECT begins AS first_day, analytics.last_day_of_period($2, $5, month) AS last_day,
               analytics.first_day('QTD', $5, month) AS quarter, lag_days
        FROM (SELECT coalesce(max(fiscal_year_start), 1) AS month, coalesce(max(cac_lag_days), 0) AS lag_days
              FROM reported) AS policy
        CROSS JOIN LATERAL analytics.first_day($2, $5, month) AS begins),
    -- The days from which and up to which each moment counts, and whose rate is taken where it is not each day's own.
    moments AS (
        SELECT moments.* FROM span CROSS JOIN LATERAL (VALUES
            ('window', first_day, $5, NULL::date),
            ('lagged', first_day - lag_days, $5 - lag_days, NULL),
            ('before', first_day - ($5 - first_day + 1), first_day - 1, NULL),
            ('period', first_day, last_day, NULL),
            ('end', '-infinity', $5, $5),
            ('closing', '-infinity', $5, $5),
            ('start', '-infinity', first_day - 1, first_day - 1)) AS moments (moment, from_day, to_day, rate_day)),
    parts AS (
        SELECT p.part, p.sign, m.moment, m.from_day, m.to_day, m.rate_day,
               -- Of a metric per stage or model, the measure of that stage or model.
               CASE WHEN p.metric LIKE '%:' THEN p.measure || substr($1, strpos($1, ':') + 1) ELSE p.measure END AS measure
        FROM analytics.metric_part p JOIN moments m USING (moment)
        WHERE p.metric = $1 OR p.metric = substr($1, 1, strpos($1, ':'))),
    rates AS MATERIALIZED (
        SELECT r.* FROM (SELECT max(currency) AS currency FROM reported) AS reporting
        CROSS JOIN LATERAL analytics.exchange_rates(reporting.currency) r)
    SELECT p.part, c.measure, p.moment, c.customer_id, k.name, c.entity_kind, c.entity_id, c.currency,
           p.sign * sum(c.amount), p.sign * sum(c.amount * r.rate)
    FROM parts p
    CROSS JOIN span
    JOIN analytics.contribution_slice c
      ON CASE WHEN p.moment = 'closing'
              THEN c.measure LIKE p.measure || '%' AND c.measure <= p.measure || to_char(span.quarter, 'YYYY-MM')
              ELSE c.measure = p.measure END
     AND c.day BETWEEN p.from_day AND p.to_day
    LEFT JOIN rates r
      ON r.currency = c.currency AND coalesce(p.rate_day, c.day) >= r.valid_from
     AND (r.valid_to IS NULL OR coalesce(p.rate_day, c.day) < r.valid_to)
    LEFT JOIN analytics.customer_360 k ON k.customer_id = c.customer_id
    WHERE c.dimension = $3 AND c.slice = $4
    GROUP BY p.part, c.measure, p.moment, p.sign, c.customer_id, k.name, c.entity_kind, c.entity_id, c.currency
    HAVING sum(c.amount) <> 0
    ORDER BY p.part, c.measure, p.moment, abs(sum(c.amount)) DESC, c.entity_id
$$;
COMMENT ON FUNCTION analytics.explain_metric IS 'What a value is made of: the entities behind each sum of its formula. Converted is the amount in the reporting currency, not rounded; null where no rate is known, which the value leaves out. What is converted of the part numerator adds up to the numerator, of the part denominator to the denominator.';

CREATE FUNCTION analytics.reconcile(as_of date)
RETURNS TABLE (measure text, "window" text, dimension text, slice text,
               reported numeric, recomputed numeric, difference numeric)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    -- Metrics that are one sum of the ledger.
    WITH single AS (
        SELECT p.metric, min(p.measure) AS measure, min(p.moment) AS moment
        FROM analytics.metric_part p WHERE p.metric NOT LIKE '%:' GROUP BY p.metric
        HAVING count(*) = 1 AND min(p.sign) = 1 AND min(p.part) = 'numerator'),
    policy AS (
        SELECT p.currency, p.fiscal_year_start
        FROM analytics.metric_value v JOIN analytics.metric_policy p USING (policy_version)
        WHERE v.as_of = $1 ORDER BY v.updated_at DESC LIMIT 1),
    spans AS (
        SELECT name, analytics.first_day(name, $1, policy.fiscal_year_start) AS first_day
        FROM policy CROSS JOIN unnest('{R7,R30,R90,R365,MTD,QTD,YTD}'::text[]) AS name),
    days AS MATERIALIZED (
        SELECT c.measure, c.day, c.currency, c.dimension, c.slice, sum(c.amount) AS amount
        FROM analytics.contribution_slice c
        WHERE c.day <= $1 AND c.measure IN (SELECT single.measure FROM single)
        GROUP BY c.measure, c.day, c.currency, c.dimension, c.slice),
    rates AS MATERIALIZED (
        SELECT r.* FROM policy CROSS JOIN LATERAL analytics.exchange_rates(policy.currency) r),
    -- Looked up once per currency and day, not for each sum.
    rate_on AS MATERIALIZED (
        SELECT needed.currency, needed.day, r.rate
        FROM (SELECT days.currency, days.day FROM days UNION SELECT days.currency, $1 FROM days) AS needed
        JOIN rates r ON r.currency = needed.currency AND needed.day >= r.valid_from
         AND (r.valid_to IS NULL OR needed.day < r.valid_to)),
    -- What happened is worth what it was on its day, what stands what it is now; without a rate it is left out.
    worth AS MATERIALIZED (
        SELECT single.metric, single.moment, days.day, days.dimension, days.slice,
               coalesce(days.amount * r.rate, 0) AS amount
        FROM single JOIN days ON days.measure = single.measure
        LEFT JOIN rate_on r
          ON r.currency = days.currency AND r.day = CASE single.moment WHEN 'end' THEN $1 ELSE days.day END),
    recomputed AS (
        SELECT worth.metric, spans.name AS span, worth.dimension, worth.slice,
               analytics.half_even(1000000 * coalesce(sum(worth.amount)
                   FILTER (WHERE worth.moment = 'end' OR worth.day >= spans.first_day), 0), 1) * 0.000001 AS amount
        FROM worth CROSS JOIN spans
        GROUP BY worth.metric, spans.name, worth.dimension, worth.slice),
    reported AS (
        SELECT v.metric, v."window" AS span, v.dimension, v.slice, v.value
        FROM analytics.metric_value v JOIN single ON single.metric = v.metric JOIN spans ON spans.name = v."window"
        WHERE v.as_of = $1)
    SELECT metric, span, dimension, slice, reported.value, recomputed.amount::numeric(26, 6),
           coalesce(reported.value, 0) - coalesce(recomputed.amount, 0)::numeric(26, 6)
    FROM reported FULL JOIN recomputed USING (metric, span, dimension, slice)
$$;
COMMENT ON FUNCTION analytics.reconcile IS 'Every measure that is reported by itself, in every slice and window: as it is reported as of a day, recomputed from the ledger and the exchange rates in it, and the difference, which is always 0.';

GRANT SELECT, INSERT ON tributary.metric_row_revision TO tributary_sink;
GRANT SELECT ON analytics.metric_revision, analytics.metric_part, analytics.contribution_slice TO tributary_analyst;
GRANT EXECUTE ON FUNCTION analytics.metric_as_known_at, analytics.first_day, analytics.last_day_of_period, analytics.half_even,
                 analytics.exchange_rates, analytics.explain_metric, analytics.reconcile TO tributary_analyst;
