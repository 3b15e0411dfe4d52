-- One view per family of metrics, wide and ready to plot.
CREATE VIEW analytics.funnel_daily AS
SELECT as_of, "window", dimension, slice,
       max(value) FILTER (WHERE metric = 'leads') AS leads,
       max(value) FILTER (WHERE metric = 'mqls') AS mqls,
       max(value) FILTER (WHERE metric = 'sqls') AS sqls,
       max(value) FILTER (WHERE metric = 'opened') AS opportunities_opened,
       max(value) FILTER (WHERE metric = 'won') AS won,
       max(value) FILTER (WHERE metric = 'new_customers') AS new_customers,
       max(value) FILTER (WHERE metric = 'lead_to_mql') AS lead_to_mql,
       max(value) FILTER (WHERE metric = 'mql_to_sql') AS mql_to_sql,
       max(value) FILTER (WHERE metric = 'win_rate') AS win_rate,
       max(value) FILTER (WHERE metric = 'lead_response_median') AS lead_response_median_minutes,
       max(value) FILTER (WHERE metric = 'lead_response_p90') AS lead_response_p90_minutes,
       max(value) FILTER (WHERE metric = 'lead_response_5m') AS lead_response_5m,
       bool_or(provisional) AS provisional
FROM analytics.metric_value
WHERE metric IN ('leads', 'mqls', 'sqls', 'opened', 'won', 'new_customers', 'lead_to_mql', 'mql_to_sql', 'win_rate',
                 'lead_response_median', 'lead_response_p90', 'lead_response_5m')
GROUP BY as_of, "window", dimension, slice;
COMMENT ON VIEW analytics.funnel_daily IS 'From leads to customers, and how soon leads are answered, per window, slice and day.';

CREATE VIEW analytics.stage_bottlenecks AS
SELECT as_of, "window", dimension, slice, substr(metric, strpos(metric, ':') + 1) AS stage,
       max(value) FILTER (WHERE metric LIKE 'stage_conversion:%') AS conversion,
       max(sample) FILTER (WHERE metric LIKE 'stage_conversion:%') AS entered,
       max(value) FILTER (WHERE metric LIKE 'stage_dwell_mean:%') AS dwell_mean_days,
       max(value) FILTER (WHERE metric LIKE 'stage_dwell_median:%') AS dwell_median_days,
       bool_or(provisional) AS provisional
FROM analytics.metric_value
WHERE metric LIKE 'stage\_%:%'
GROUP BY as_of, "window", dimension, slice, substr(metric, strpos(metric, ':') + 1);
COMMENT ON VIEW analytics.stage_bottlenecks IS 'How many opportunities pass each stage, and how long they stay in it, per window, slice and day.';

CREATE VIEW analytics.attribution_daily AS
SELECT as_of, "window", slice AS channel, substr(metric, strpos(metric, ':') + 1) AS model, value AS attributed_revenue,
       currency, provisional
FROM analytics.metric_value
WHERE metric LIKE 'attributed\_revenue:%';
COMMENT ON VIEW analytics.attribution_daily IS 'Won revenue by the channel that brought it, per model, window and day.';

CREATE VIEW analytics.quota_attainment AS
SELECT as_of, "window", dimension, slice,
       max(value) FILTER (WHERE metric = 'quota_attainment') AS attainment,
       max(value) FILTER (WHERE metric = 'quota_pace') AS pace,
       max(numerator) FILTER (WHERE metric = 'quota_attainment') AS won_amount,
       max(denominator) FILTER (WHERE metric = 'quota_attainment') AS quota,
       max(value) FILTER (WHERE metric = 'coverage') AS coverage,
       bool_or(provisional) AS provisional
FROM analytics.metric_value
WHERE metric IN ('quota_attainment', 'quota_pace', 'coverage')
GROUP BY as_of, "window", dimension, slice;
COMMENT ON VIEW analytics.quota_attainment IS 'What was won of the quota of the whole period and of the quota to date, and how far the open pipeline covers the rest, per slice and day.';

CREATE VIEW analytics.forecast AS
SELECT as_of, dimension, slice,
       max(value) FILTER (WHERE metric = 'forecast') AS forecast,
       max(value) FILTER (WHERE metric = 'won_amount') AS won_amount,
       max(value) FILTER (WHERE metric = 'weighted_pipeline') AS weighted_pipeline,
       max(value) FILTER (WHERE metric = 'open_pipeline') AS open_pipeline,
       bool_or(provisional) AS provisional
FROM analytics.metric_value
WHERE "window" = 'QTD' AND metric IN ('forecast', 'won_amount', 'weighted_pipeline', 'open_pipeline')
GROUP BY as_of, dimension, slice;
COMMENT ON VIEW analytics.forecast IS 'What the quarter is expected to bring, as it was expected on each day, per slice.';

CREATE VIEW analytics.support_daily AS
SELECT as_of, "window", dimension, slice,
       max(value) FILTER (WHERE metric = 'tickets_opened') AS tickets_opened,
       max(value) FILTER (WHERE metric = 'tickets_solved') AS tickets_solved,
       max(value) FILTER (WHERE metric = 'open_tickets') AS open_tickets,
       max(value) FILTER (WHERE metric = 'first_response_mean') AS first_response_mean_minutes,
       max(value) FILTER (WHERE metric = 'first_response_median') AS first_response_median_minutes,
       max(value) FILTER (WHERE metric = 'resolution_mean') AS resolution_mean_hours,
       max(value) FILTER (WHERE metric = 'resolution_median') AS resolution_median_hours,
       max(value) FILTER (WHERE metric = 'reopen_rate') AS reopen_rate,
       max(value) FILTER (WHERE metric = 'csat') AS csat,
       max(value) FILTER (WHERE metric = 'csat_satisfied') AS csat_satisfied,
       max(value) FILTER (WHERE metric = 'nps') AS nps,
       bool_or(provisional) AS provisional
FROM analytics.metric_value
WHERE metric IN ('tickets_opened', 'tickets_solved', 'open_tickets', 'first_response_mean', 'first_response_median',
                 'resolution_mean', 'resolution_median', 'reopen_rate', 'csat', 'csat_satisfied', 'nps')
GROUP BY as_of, "window", dimension, slice;
COMMENT ON VIEW analytics.support_daily IS 'How support does, per window, slice and day.';

GRANT SELECT ON analytics.funnel_daily, analytics.stage_bottlenecks, analytics.attribution_daily,
                analytics.quota_attainment, analytics.forecast, analytics.support_daily TO tributary_analyst;
