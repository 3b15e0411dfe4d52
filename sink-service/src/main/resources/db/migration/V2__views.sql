-- What analysts use. Names here are stable; amounts are numeric(20,6) in major units.
CREATE SCHEMA IF NOT EXISTS analytics;
COMMENT ON SCHEMA analytics IS 'Views for analysts: stable names, amounts in major units.';

CREATE FUNCTION analytics.major_units(micros bigint) RETURNS numeric(20, 6)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT (micros::numeric / 1000000)::numeric(20, 6) $$;
COMMENT ON FUNCTION analytics.major_units IS 'Micro-units as a decimal number.';

CREATE VIEW analytics.metric_value AS
SELECT metric, "window", dimension, slice, as_of,
       analytics.major_units(value) AS value,
       analytics.major_units(numerator) AS numerator,
       analytics.major_units(denominator) AS denominator,
       sample, currency, provisional, policy_version, updated_at, left_out
FROM tributary.metric_value;
COMMENT ON VIEW analytics.metric_value IS 'Every metric in every window and slice as of every day, as it is known now.';

CREATE VIEW analytics.metric_policy AS
SELECT policy_version, currency, fiscal_year_start, cac_lag_days FROM tributary.metric_policy;
COMMENT ON VIEW analytics.metric_policy IS 'What the days of a window depend on, under each policy that rows were computed with.';

CREATE VIEW analytics.pipeline_velocity_daily AS
SELECT as_of, "window", dimension, slice,
       max(value) FILTER (WHERE metric = 'pipeline_velocity') AS pipeline_velocity,
       max(value) FILTER (WHERE metric = 'open_opportunities') AS open_opportunities,
       max(value) FILTER (WHERE metric = 'win_rate') AS win_rate,
       max(value) FILTER (WHERE metric = 'average_won_amount') AS average_won_amount,
       max(value) FILTER (WHERE metric = 'average_cycle') AS average_cycle_days,
       max(value) FILTER (WHERE metric = 'won') AS won,
       max(value) FILTER (WHERE metric = 'lost') AS lost,
       max(value) FILTER (WHERE metric = 'open_pipeline') AS open_pipeline,
       max(value) FILTER (WHERE metric = 'weighted_pipeline') AS weighted_pipeline,
       bool_or(provisional) AS provisional
FROM analytics.metric_value
WHERE metric IN ('pipeline_velocity', 'open_opportunities', 'win_rate', 'average_won_amount', 'average_cycle',
                 'won', 'lost', 'open_pipeline', 'weighted_pipeline')
GROUP BY as_of, "window", dimension, slice;
COMMENT ON VIEW analytics.pipeline_velocity_daily IS 'Pipeline velocity (currency per day) and its four factors, per window, slice and day.';

CREATE VIEW analytics.acquisition_cost_daily AS
SELECT as_of, "window", dimension, slice,
       max(value) FILTER (WHERE metric = 'cac') AS cac,
       max(value) FILTER (WHERE metric = 'cac_marketing') AS cac_marketing,
       max(value) FILTER (WHERE metric = 'new_customers') AS new_customers,
       max(value) FILTER (WHERE metric = 'spend_marketing') AS spend_marketing,
       max(value) FILTER (WHERE metric = 'spend_sales') AS spend_sales,
       max(value) FILTER (WHERE metric = 'cac_payback') AS cac_payback_months,
       bool_or(provisional) AS provisional
FROM analytics.metric_value
WHERE metric IN ('cac', 'cac_marketing', 'new_customers', 'spend_marketing', 'spend_sales', 'cac_payback')
GROUP BY as_of, "window", dimension, slice;
COMMENT ON VIEW analytics.acquisition_cost_daily IS 'Customer acquisition cost and what it is made of, per window, slice and day.';

CREATE VIEW analytics.retention_daily AS
SELECT as_of, "window", dimension, slice,
       max(value) FILTER (WHERE metric = 'mrr') AS mrr,
       max(value) FILTER (WHERE metric = 'customers') AS customers,
       max(value) FILTER (WHERE metric = 'gross_mrr_churn') AS gross_mrr_churn,
       max(value) FILTER (WHERE metric = 'net_mrr_churn') AS net_mrr_churn,
       max(value) FILTER (WHERE metric = 'logo_churn') AS logo_churn,
       max(value) FILTER (WHERE metric = 'nrr') AS nrr,
       max(value) FILTER (WHERE metric = 'grr') AS grr,
       max(value) FILTER (WHERE metric = 'logo_retention') AS logo_retention,
       max(value) FILTER (WHERE metric = 'quick_ratio') AS quick_ratio,
       bool_or(provisional) AS provisional
FROM analytics.metric_value
WHERE metric IN ('mrr', 'customers', 'gross_mrr_churn', 'net_mrr_churn', 'logo_churn', 'nrr', 'grr',
                 'logo_retention', 'quick_ratio')
GROUP BY as_of, "window", dimension, slice;
COMMENT ON VIEW analytics.retention_daily IS 'Churn and retention, per window, slice and day.';

CREATE VIEW analytics.mrr_movements_monthly AS
WITH month_end AS (
    SELECT dimension, slice, max(as_of) AS as_of
    FROM tributary.metric_value
    WHERE metric = 'mrr' AND "window" = 'MTD'
    GROUP BY dimension, slice, date_trunc('month', as_of)
)
SELECT date_trunc('month', as_of)::date AS month, as_of, dimension, slice,
       -- The level at the end of the month before is what growth is measured against.
       analytics.major_units(max(v.denominator) FILTER (WHERE v.metric = 'mrr_growth')) AS mrr_start,
       analytics.major_units(max(v.value) FILTER (WHERE v.metric = 'mrr_new')) AS mrr_new,
       analytics.major_units(max(v.value) FILTER (WHERE v.metric = 'mrr_expansion')) AS mrr_expansion,
       analytics.major_units(max(v.value) FILTER (WHERE v.metric = 'mrr_reactivation')) AS mrr_reactivation,
       analytics.major_units(-max(v.value) FILTER (WHERE v.metric = 'mrr_contraction')) AS mrr_contraction,
       analytics.major_units(-max(v.value) FILTER (WHERE v.metric = 'mrr_churn')) AS mrr_churn,
       analytics.major_units(max(v.value) FILTER (WHERE v.metric = 'mrr_fx')) AS mrr_fx,
       analytics.major_units(max(v.value) FILTER (WHERE v.metric = 'mrr')) AS mrr_end,
       bool_or(v.provisional) AS provisional
FROM month_end
JOIN tributary.metric_value v USING (dimension, slice, as_of)
WHERE v."window" = 'MTD'
  AND v.metric IN ('mrr', 'mrr_growth', 'mrr_new', 'mrr_expansion', 'mrr_reactivation', 'mrr_contraction', 'mrr_churn',
                   'mrr_fx')
GROUP BY as_of, dimension, slice;
COMMENT ON VIEW analytics.mrr_movements_monthly IS 'The MRR waterfall of each month: start + new + expansion + reactivation + contraction + churn + fx = end (contraction and churn are negative; fx is what exchange rates did to it). The current month runs to today.';

CREATE VIEW analytics.customer_360 AS
SELECT customer_id, name, stage, stage_entered_at, channel, campaign, region, segment, owner, product, industry, employees,
       (SELECT jsonb_object_agg(key, analytics.major_units(value::bigint)) FROM jsonb_each_text(mrr)) AS mrr,
       (SELECT jsonb_object_agg(key, analytics.major_units(value::bigint)) FROM jsonb_each_text(lifetime_revenue)) AS lifetime_revenue,
       (SELECT jsonb_object_agg(key, analytics.major_units(value::bigint)) FROM jsonb_each_text(open_pipeline)) AS open_pipeline,
       open_opportunities, open_tickets, last_rating_kind, last_rating_score, last_rating_at,
       first_touch_at, last_touch_at, last_touch_channel, health, identifiers, first_seen, last_seen, version, updated_at
FROM tributary.customer;
COMMENT ON VIEW analytics.customer_360 IS 'What is known of each customer now, amounts by currency.';

CREATE VIEW analytics.at_risk_customers AS
SELECT * FROM analytics.customer_360 WHERE cardinality(health) > 0;
COMMENT ON VIEW analytics.at_risk_customers IS 'Customers with a health flag.';

CREATE VIEW analytics.stage_history AS
SELECT customer_id, stage, valid_from, valid_to FROM tributary.stage_history;
COMMENT ON VIEW analytics.stage_history IS 'Which stage each customer was in, from when to when.';

CREATE VIEW analytics.identifier AS
SELECT identifier, customer_id FROM tributary.customer_identifier
UNION ALL
SELECT listed.identifier, customer.customer_id
FROM tributary.customer CROSS JOIN LATERAL unnest(customer.identifiers) AS listed (identifier)
WHERE NOT EXISTS (
    SELECT FROM tributary.customer_identifier assigned WHERE assigned.identifier = listed.identifier);
COMMENT ON VIEW analytics.identifier IS 'Which customer an identifier belongs to: the one it was assigned to; one that was never linked to another, the customer whose events came with it.';

CREATE VIEW analytics.customer_timeline AS
SELECT i.customer_id, e.occurred_at, e.type, e.source, e.event_id, e.subject, e.body, e.received_at
FROM tributary.event e
JOIN analytics.identifier i ON i.identifier = e.subject;
COMMENT ON VIEW analytics.customer_timeline IS 'Everything that happened to a customer; order it by occurred_at.';

CREATE VIEW analytics.event AS
SELECT source, event_id, type, occurred_at, received_at, subject, identifiers, namespace, body FROM tributary.event;
COMMENT ON VIEW analytics.event IS 'Every accepted event.';

CREATE VIEW analytics.rejected_event AS
SELECT rejection_id, received_at, source, endpoint, position, event_id, type, code, field, message, rejections,
       encode(raw, 'escape') AS raw, content_type
FROM tributary.rejected_event;
COMMENT ON VIEW analytics.rejected_event IS 'What was not accepted, and why.';

CREATE VIEW analytics.contribution AS
SELECT customer_id, entity_kind, entity_id, measure, day, currency, channel, region, segment, owner, product,
       -- A plain number may have all the digits of a bigint, as an exchange rate does.
       CASE WHEN currency = '' THEN amount::numeric(26, 6) ELSE analytics.major_units(amount)::numeric(26, 6) END AS amount
FROM tributary.contribution;
COMMENT ON VIEW analytics.contribution IS 'The ledger: what each entity adds to each measure.';

CREATE VIEW analytics.open_pipeline AS
SELECT customer_id, entity_id AS opportunity, owner, region, segment, product, currency,
       analytics.major_units(sum(amount)::bigint) AS amount, min(day) AS open_since
FROM tributary.contribution
WHERE measure = 'open_amount' AND day <= current_date
GROUP BY customer_id, entity_id, owner, region, segment, product, currency
HAVING sum(amount) <> 0;
COMMENT ON VIEW analytics.open_pipeline IS 'Open opportunities with an amount.';

CREATE VIEW analytics.identity_conflict AS
SELECT subject, other, seen_at, subject_customer_id, other_customer_id, reason FROM tributary.identity_conflict WHERE standing;
COMMENT ON VIEW analytics.identity_conflict IS 'Evidence of identity that was refused, and still is.';

CREATE VIEW analytics.alert AS
SELECT changed_at, rule, state, previous_state, reason, metric, "window", dimension, slice, as_of,
       analytics.major_units(value) AS value, analytics.major_units(threshold) AS threshold, severity, labels, summary, since, change_id
FROM tributary.alert;
COMMENT ON VIEW analytics.alert IS 'Every change of state of every alert.';

CREATE VIEW analytics.pipeline_watermark AS
SELECT topic, partition, valid_through, next_offset, updated_at FROM tributary.sink_offset;
COMMENT ON VIEW analytics.pipeline_watermark IS 'Up to when each topic partition is in the warehouse: everything that was written to it before valid_through is.';

CREATE VIEW analytics.freshness AS
SELECT topic, min(valid_through) AS valid_through, now() - min(valid_through) AS age, sum(next_offset) AS records, max(updated_at) AS updated_at
FROM tributary.sink_offset GROUP BY topic;
COMMENT ON VIEW analytics.freshness IS 'Up to when each topic is in the warehouse: everything that was written to it before valid_through is.';

GRANT USAGE ON SCHEMA tributary TO tributary_sink;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA tributary TO tributary_sink;
REVOKE ALL ON tributary.flyway_schema_history FROM tributary_sink;
GRANT EXECUTE ON FUNCTION tributary.ensure_event_partitions TO tributary_sink;
GRANT USAGE ON SCHEMA analytics TO tributary_analyst;
GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO tributary_analyst;
GRANT EXECUTE ON FUNCTION analytics.major_units TO tributary_analyst;
