-- What each column of the views means and what it is counted in: the data dictionary is made of it. A line with a
-- star is about the column of that name in every view that says nothing of its own.
DO $$
DECLARE
    line record;
BEGIN
    CREATE TEMPORARY TABLE meaning (view_name text, column_name text, words text) ON COMMIT DROP;
    INSERT INTO meaning VALUES
    ('*', 'as_of', 'The last day of the window, in the reporting zone.'),
    ('*', 'window', 'R7, R30, R90, R365: so many days that end with as_of; MTD, QTD, YTD: from the beginning of the month, the fiscal quarter, the fiscal year.'),
    ('*', 'dimension', 'total, channel, region, segment, owner or product.'),
    ('*', 'slice', 'Value of the dimension; empty for total, unassigned where nothing is known.'),
    ('*', 'provisional', 'Whether the as-of day was not over when the values were computed.'),
    ('*', 'policy_version', 'Hash of the policy behind the values.'),
    ('*', 'currency', 'ISO 4217.'),
    ('*', 'customer_id', 'UUID of the customer.'),
    ('*', 'source', 'Who sent the event.'),
    ('*', 'event_id', 'Unique within its source.'),
    ('*', 'type', 'For example opportunity.won.'),
    ('*', 'occurred_at', 'When it happened.'),
    ('*', 'received_at', 'When ingest took it.'),
    ('*', 'subject', 'The strongest identifier, as kind:value.'),
    ('*', 'identifiers', 'All identifiers, strongest first, as kind:value.'),
    ('*', 'namespace', 'Where the ids in the body are unique.'),
    ('*', 'body', 'The body, amounts in major units.'),
    ('*', 'channel', 'Of the first touch, else of the first lead.'),
    ('*', 'region', 'The entity''s own, else the customer''s.'),
    ('*', 'segment', 'The entity''s own, else the customer''s.'),
    ('*', 'owner', 'The entity''s own, else the customer''s.'),
    ('*', 'product', 'The entity''s own, else the customer''s.'),
    ('*', 'metric', 'Name of the metric; after a colon the stage or model.'),
    ('*', 'measure', 'Name of the measure; after a colon the stage, model or quarter.'),
    ('*', 'won', 'Opportunities won in the window.'),
    ('*', 'new_customers', 'Who became a customer in the window for the first time.'),
    ('*', 'win_rate', 'won ÷ (won + lost), 0 to 1.'),
    ('*', 'coverage', 'What is open and expected to close by the end of the quarter ÷ (quota of the quarter − won); empty once the quota is reached.'),
    ('*', 'weighted_pipeline', 'Amounts of open opportunities × their probabilities at the end of the day, reporting currency.'),
    ('*', 'open_pipeline', 'Amounts of open opportunities at the end of the day, reporting currency.'),
    ('*', 'mrr', 'Monthly recurring revenue at the end of the day, reporting currency.'),
    ('*', 'topic', 'Kafka topic.'),
    ('*', 'valid_through', 'Everything that was written before this time is in the warehouse; empty as long as nothing is.'),
    ('*', 'updated_at', 'When it was last written.'),
    ('*', 'reason', 'Why, a stable code.'),
    ('metric_value', 'metric', 'Name of the metric: see the reference of metrics.'),
    ('metric_value', 'value', 'In the metric''s unit; empty when the denominator is 0.'),
    ('metric_value', 'numerator', 'What the value is a quotient of; of a metric that is none the value itself.'),
    ('metric_value', 'denominator', 'What it is divided by; 1 where it is not. A count, an amount, or a number in the metric''s unit.'),
    ('metric_value', 'sample', 'How many things are behind the value: as a rule those that the denominator counts.'),
    ('metric_value', 'currency', 'The reporting currency, of all amounts of the row.'),
    ('metric_value', 'updated_at', 'When the values were computed.'),
    ('metric_value', 'left_out', 'Currencies of which amounts are missing from the values of the family in this slice, as no exchange rate is known.'),
    ('metric_policy', 'currency', 'The reporting currency.'),
    ('metric_policy', 'fiscal_year_start', 'First month of the fiscal year, 1 to 12.'),
    ('metric_policy', 'cac_lag_days', 'By how many days spend precedes the customers it wins.'),
    ('pipeline_velocity_daily', 'pipeline_velocity', 'open_opportunities × win_rate × average_won_amount ÷ average_cycle_days: reporting currency per day.'),
    ('pipeline_velocity_daily', 'open_opportunities', 'Open opportunities at the end of the day.'),
    ('pipeline_velocity_daily', 'average_won_amount', 'Amount won ÷ won, reporting currency.'),
    ('pipeline_velocity_daily', 'average_cycle_days', 'Mean days from opened to won, of those won in the window.'),
    ('pipeline_velocity_daily', 'lost', 'Opportunities lost in the window.'),
    ('acquisition_cost_daily', 'cac', 'All spend ÷ new customers, reporting currency.'),
    ('acquisition_cost_daily', 'cac_marketing', 'Spend on marketing ÷ new customers, reporting currency.'),
    ('acquisition_cost_daily', 'spend_marketing', 'Spend on marketing in the window, reporting currency.'),
    ('acquisition_cost_daily', 'spend_sales', 'Spend on sales in the window, reporting currency.'),
    ('acquisition_cost_daily', 'cac_payback_months', 'Months until the margin of a new customer''s recurring revenue has paid for winning it.'),
    ('retention_daily', 'customers', 'Customers at the end of the day.'),
    ('retention_daily', 'gross_mrr_churn', 'MRR lost by churn and contraction ÷ MRR at the start of the window.'),
    ('retention_daily', 'net_mrr_churn', 'The same less expansion and reactivation; below 0 where more was gained.'),
    ('retention_daily', 'logo_churn', 'Customers lost ÷ customers at the start of the window.'),
    ('retention_daily', 'nrr', 'MRR now of who had any at the start ÷ MRR then; trailing windows only.'),
    ('retention_daily', 'grr', 'The same, of each no more than it was then: 0 to 1.'),
    ('retention_daily', 'logo_retention', 'Who has MRR now and had at the start ÷ who had then; trailing windows only.'),
    ('retention_daily', 'quick_ratio', 'MRR won (new, expansion, reactivation) ÷ MRR lost (contraction, churn).'),
    ('mrr_movements_monthly', 'month', 'First day of the month.'),
    ('mrr_movements_monthly', 'as_of', 'The last day of the month that has rows.'),
    ('mrr_movements_monthly', 'mrr_start', 'MRR at the end of the month before, reporting currency.'),
    ('mrr_movements_monthly', 'mrr_new', 'Of customers that never had any, reporting currency.'),
    ('mrr_movements_monthly', 'mrr_expansion', 'More of customers that had some, reporting currency.'),
    ('mrr_movements_monthly', 'mrr_reactivation', 'Of customers that had some once, reporting currency.'),
    ('mrr_movements_monthly', 'mrr_contraction', 'Less of customers that still have some: 0 or negative, reporting currency.'),
    ('mrr_movements_monthly', 'mrr_churn', 'Of customers that have none any more: 0 or negative, reporting currency.'),
    ('mrr_movements_monthly', 'mrr_fx', 'What exchange rates did to it, reporting currency.'),
    ('mrr_movements_monthly', 'mrr_end', 'MRR at the end of the month, or today, reporting currency.'),
    ('customer_360', 'channel', 'Of the first touch, else of the first lead.'),
    ('customer_360', 'region', 'Trait, else of the first lead, else of the latest opportunity.'),
    ('customer_360', 'segment', 'Trait, else of the first lead, else of the latest opportunity.'),
    ('customer_360', 'owner', 'Of the latest opportunity, else trait.'),
    ('customer_360', 'product', 'Of the latest subscription, else of the latest won opportunity, else of the first lead.'),
    ('customer_360', 'mrr', 'Monthly recurring revenue now: by currency, major units.'),
    ('customer_360', 'lifetime_revenue', 'Paid less refunded: by currency, major units.'),
    ('customer_360', 'open_pipeline', 'Amounts of open opportunities: by currency, major units.'),
    ('customer_360', 'updated_at', 'When the state was computed.'),
    ('stage_history', 'stage', 'VISITOR, LEAD, MQL, SQL, OPPORTUNITY, CUSTOMER or CHURNED.'),
    ('identifier', 'identifier', 'As kind:value.'),
    ('rejected_event', 'source', 'Who sent it.'),
    ('rejected_event', 'event_id', 'Its id, if it could be read.'),
    ('rejected_event', 'type', 'Its type, if it could be read.'),
    ('rejected_event', 'received_at', 'When it was received.'),
    ('rejected_event', 'raw', 'The bytes as received, those that are no text escaped.'),
    ('contribution', 'customer_id', 'The customer; a line of spend, a quota or a rate is one of its own.'),
    ('contribution', 'day', 'The day it counts for; of a level: from the end of this day on.'),
    ('contribution', 'currency', 'ISO 4217; empty when it is no amount of money.'),
    ('contribution', 'amount', 'Major units of the currency, or the plain number: a count, milliseconds.'),
    ('contribution_slice', 'customer_id', 'The customer; a line of spend, a quota or a rate is one of its own.'),
    ('contribution_slice', 'day', 'The day it counts for; of a level: from the end of this day on.'),
    ('contribution_slice', 'currency', 'ISO 4217; empty when it is no amount of money.'),
    ('contribution_slice', 'amount', 'Major units of the currency, or the plain number: a count, milliseconds.'),
    ('contribution_slice', 'entity_kind', 'OPPORTUNITY, SUBSCRIPTION, CUSTOMER, SPEND, ...'),
    ('contribution_slice', 'entity_id', 'namespace/id.'),
    ('open_pipeline', 'opportunity', 'namespace/id.'),
    ('open_pipeline', 'amount', 'Major units of the currency.'),
    ('open_pipeline', 'open_since', 'The day that it first had an amount while open.'),
    ('identity_conflict', 'subject', 'The subject of the event, as kind:value.'),
    ('alert', 'metric', 'The metric that the rule watches.'),
    ('alert', 'window', 'The window that the rule watches.'),
    ('alert', 'as_of', 'As-of day of the value.'),
    ('alert', 'reason', 'threshold, recovered, restated, no_data, stale or rule_removed.'),
    ('alert', 'value', 'In the metric''s unit; empty where there was none.'),
    ('alert', 'threshold', 'In the metric''s unit; empty where there was none.'),
    ('pipeline_watermark', 'updated_at', 'When the offset was last moved.'),
    ('freshness', 'age', 'How long ago valid_through is.'),
    ('freshness', 'records', 'How many records of the topic were taken in.'),
    ('freshness', 'updated_at', 'When an offset of the topic was last moved.'),
    ('identity_evidence', 'other', 'The identifier that was seen with it.'),
    ('identity_evidence', 'occurred_at', 'When they were first seen together.'),
    ('metric_revision', 'known_from', 'Since when the old value had stood.'),
    ('metric_revision', 'revised_at', 'When the new value took its place.'),
    ('metric_revision', 'old_value', 'What was reported until then, in the metric''s unit.'),
    ('metric_revision', 'old_sample', 'How many things were behind it.'),
    ('metric_revision', 'old_policy_version', 'Hash of the policy behind it.'),
    ('metric_revision', 'new_value', 'What was reported after it; empty when the row was withdrawn.'),
    ('funnel_daily', 'leads', 'Leads captured in the window.'),
    ('funnel_daily', 'mqls', 'Leads that were first qualified by marketing in the window.'),
    ('funnel_daily', 'sqls', 'Leads that were first qualified by sales in the window.'),
    ('funnel_daily', 'opportunities_opened', 'Opportunities opened in the window.'),
    ('funnel_daily', 'lead_to_mql', 'mqls ÷ leads.'),
    ('funnel_daily', 'mql_to_sql', 'sqls ÷ mqls.'),
    ('funnel_daily', 'lead_response_median_minutes', 'Median of the minutes from capture to the first response by a human.'),
    ('funnel_daily', 'lead_response_p90_minutes', 'The minutes that nine of ten responses did not take longer than.'),
    ('funnel_daily', 'lead_response_5m', 'Leads answered within five minutes ÷ leads.'),
    ('stage_bottlenecks', 'stage', 'Stage of the pipeline.'),
    ('stage_bottlenecks', 'conversion', 'Of those that entered the stage in the window, the share that went on to a later one or was won.'),
    ('stage_bottlenecks', 'entered', 'How often the stage was entered in the window.'),
    ('stage_bottlenecks', 'dwell_mean_days', 'Mean days in the stage, of stays that ended in the window.'),
    ('stage_bottlenecks', 'dwell_median_days', 'Median days in the stage, of stays that ended in the window.'),
    ('attribution_daily', 'channel', 'Who has the share; unattributed where there was no touch.'),
    ('attribution_daily', 'model', 'first, last, linear, position, time_decay or w_shaped.'),
    ('attribution_daily', 'attributed_revenue', 'Won amount that the model gives to the channel, reporting currency.'),
    ('attribution_daily', 'currency', 'The reporting currency.'),
    ('quota_attainment', 'attainment', 'won_amount ÷ quota.'),
    ('quota_attainment', 'pace', 'won_amount ÷ the quota up to the as-of day.'),
    ('quota_attainment', 'won_amount', 'Won in the window, reporting currency.'),
    ('quota_attainment', 'quota', 'Of the whole period that the window is a part of, reporting currency.'),
    ('forecast', 'forecast', 'Won in the quarter to date and the weighted amounts expected to close by its end, reporting currency.'),
    ('forecast', 'won_amount', 'Won in the quarter to date, reporting currency.'),
    ('support_daily', 'tickets_opened', 'Tickets opened in the window.'),
    ('support_daily', 'tickets_solved', 'Tickets last solved in the window.'),
    ('support_daily', 'open_tickets', 'Open tickets at the end of the day.'),
    ('support_daily', 'first_response_mean_minutes', 'Mean minutes to the first response by a human, of tickets opened in the window.'),
    ('support_daily', 'first_response_median_minutes', 'Median minutes to the first response by a human, of tickets opened in the window.'),
    ('support_daily', 'resolution_mean_hours', 'Mean hours from opened to last solved, of tickets solved in the window.'),
    ('support_daily', 'resolution_median_hours', 'Median hours from opened to last solved, of tickets solved in the window.'),
    ('support_daily', 'reopen_rate', 'Reopenings ÷ tickets solved.'),
    ('support_daily', 'csat', 'Mean satisfaction, 1 to 5.'),
    ('support_daily', 'csat_satisfied', 'Share of ratings of 4 and 5.'),
    ('support_daily', 'nps', 'Promoters less detractors, of 100 ratings: -100 to 100.');
    -- What a view takes over from a table as it is means the same.
    INSERT INTO meaning
    SELECT v.relname, a.attname, min(col_description(t.attrelid, t.attnum))
    FROM pg_class v
    JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0
    JOIN (VALUES ('metric_part', 'metric_part'), ('customer_360', 'customer'), ('at_risk_customers', 'customer'),
                 ('stage_history', 'stage_history'), ('rejected_event', 'rejected_event'), ('contribution', 'contribution'),
                 ('identity_conflict', 'identity_conflict'), ('alert', 'alert'), ('pipeline_watermark', 'sink_offset'))
         AS origin (view_name, table_name) ON origin.view_name = v.relname
    JOIN pg_attribute t ON t.attrelid = ('tributary.' || origin.table_name)::regclass AND t.attname = a.attname
    WHERE v.relnamespace = 'analytics'::regnamespace
      AND NOT EXISTS (SELECT FROM meaning m WHERE m.view_name IN (v.relname, CASE v.relname WHEN 'at_risk_customers' THEN 'customer_360' END)
                      AND m.column_name = a.attname)
    GROUP BY v.relname, a.attname;
    INSERT INTO meaning
    SELECT 'at_risk_customers', m.column_name, m.words FROM meaning m WHERE m.view_name = 'customer_360'
      AND NOT EXISTS (SELECT FROM meaning own WHERE own.view_name = 'at_risk_customers' AND own.column_name = m.column_name);

    FOR line IN
        SELECT m.view_name, m.column_name FROM meaning m
        WHERE NOT EXISTS (
            SELECT FROM pg_class v JOIN pg_attribute a ON a.attrelid = v.oid
            WHERE v.relnamespace = 'analytics'::regnamespace AND m.view_name IN ('*', v.relname) AND a.attname = m.column_name)
    LOOP
        RAISE EXCEPTION 'there is no column % of %', line.column_name, line.view_name;
    END LOOP;
    FOR line IN
        SELECT DISTINCT ON (v.relname, a.attname) v.relname, a.attname, m.words
        FROM pg_class v JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0
        JOIN meaning m ON m.view_name IN ('*', v.relname) AND m.column_name = a.attname
        WHERE v.relnamespace = 'analytics'::regnamespace AND v.relkind = 'v'
        ORDER BY v.relname, a.attname, m.view_name = '*'
    LOOP
        EXECUTE format('COMMENT ON COLUMN analytics.%I.%I IS %L', line.relname, line.attname, line.words);
    END LOOP;
END
$$;
