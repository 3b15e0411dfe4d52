-- What the sink writes. Amounts are bigint micro-units (10^-6); the views of the schema analytics show them in major units.
CREATE SCHEMA IF NOT EXISTS tributary;
COMMENT ON SCHEMA tributary IS 'Facts, written by the sink; analysts use the schema analytics.';

CREATE TABLE tributary.sink_offset (
    topic         text    NOT NULL,
    partition     integer NOT NULL,
    next_offset   bigint  NOT NULL,
    valid_through timestamptz,
    updated_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, partition)
);
COMMENT ON TABLE tributary.sink_offset IS 'Up to where each topic partition is in the warehouse. Written in the same transaction as the rows.';
COMMENT ON COLUMN tributary.sink_offset.topic IS 'Kafka topic.';
COMMENT ON COLUMN tributary.sink_offset.partition IS 'Partition of the topic.';
COMMENT ON COLUMN tributary.sink_offset.next_offset IS 'Offset of the first record that is not in the warehouse yet.';
COMMENT ON COLUMN tributary.sink_offset.valid_through IS 'Everything that was written to the partition before this time is in the warehouse.';
COMMENT ON COLUMN tributary.sink_offset.updated_at IS 'When the offset was last moved.';

CREATE TABLE tributary.event (
    source      text        NOT NULL,
    event_id    text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    type        text        NOT NULL,
    namespace   text        NOT NULL,
    subject     text        NOT NULL,
    identifiers text[]      NOT NULL,
    received_at timestamptz NOT NULL,
    body        jsonb       NOT NULL,
    PRIMARY KEY (source, event_id, occurred_at)
) PARTITION BY RANGE (occurred_at);
COMMENT ON TABLE tributary.event IS 'One row per accepted event; a repeated event is one row. Partitioned by month of occurred_at.';
COMMENT ON COLUMN tributary.event.source IS 'Who sent it.';
COMMENT ON COLUMN tributary.event.event_id IS 'Unique within its source.';
COMMENT ON COLUMN tributary.event.occurred_at IS 'When it happened.';
COMMENT ON COLUMN tributary.event.type IS 'For example opportunity.won.';
COMMENT ON COLUMN tributary.event.namespace IS 'Where the ids in the body are unique.';
COMMENT ON COLUMN tributary.event.subject IS 'The strongest identifier, as kind:value.';
COMMENT ON COLUMN tributary.event.identifiers IS 'All identifiers, strongest first, as kind:value.';
COMMENT ON COLUMN tributary.event.received_at IS 'When ingest took it.';
COMMENT ON COLUMN tributary.event.body IS 'The body, amounts in major units.';
CREATE INDEX event_subject ON tributary.event (subject, occurred_at);

-- One partition for all that is long past: a sender with wild dates must not make thousands of them.
CREATE TABLE tributary.event_before_2000 PARTITION OF tributary.event FOR VALUES FROM (MINVALUE) TO ('2000-01-01 00:00:00+00');
COMMENT ON TABLE tributary.event_before_2000 IS 'Events of before the year 2000.';

CREATE FUNCTION tributary.ensure_event_partitions(months date[]) RETURNS void
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
        -- Not to_regclass: it may go by what the session remembers of a name that had no table a moment ago.
        CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relnamespace = 'tributary'::regnamespace AND relname = name);
        -- Made first and attached then: this way neither readers nor writers of the table have to wait.
        EXECUTE format('CREATE TABLE tributary.%I (LIKE tributary.event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
        -- Nothing is found by what these hold, and they are the largest: statistics of them would cost, and tell nothing.
        EXECUTE format('ALTER TABLE tributary.%I ALTER body SET STATISTICS 0, ALTER identifiers SET STATISTICS 0', name);
        EXECUTE format('COMMENT ON TABLE tributary.%I IS %L', name, 'Events of ' || to_char(first, 'YYYY-MM') || '.');
        EXECUTE format(
            'ALTER TABLE tributary.event ATTACH PARTITION tributary.%I FOR VALUES FROM (%L) TO (%L)',
            name,
            to_char(first, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(first + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
    END LOOP;
END
$$;
COMMENT ON FUNCTION tributary.ensure_event_partitions IS 'Makes the partitions of these months of tributary.event that are missing; the sink may, without owning the table.';
REVOKE EXECUTE ON FUNCTION tributary.ensure_event_partitions FROM PUBLIC;

CREATE TABLE tributary.rejected_event (
    rejection_id text PRIMARY KEY,
    source       text        NOT NULL,
    endpoint     text        NOT NULL,
    content_type text        NOT NULL,
    position     bigint      NOT NULL,
    event_id     text,
    type         text,
    code         text        NOT NULL,
    field        text        NOT NULL,
    message      text        NOT NULL,
    rejections   jsonb       NOT NULL,
    raw          bytea       NOT NULL,
    received_at  timestamptz NOT NULL
);
COMMENT ON TABLE tributary.rejected_event IS 'One row per event, or whole body, that was not accepted: the quarantine.';
COMMENT ON COLUMN tributary.rejected_event.rejection_id IS 'Identifies the rejection.';
COMMENT ON COLUMN tributary.rejected_event.source IS 'Who sent it.';
COMMENT ON COLUMN tributary.rejected_event.endpoint IS 'Where it arrived.';
COMMENT ON COLUMN tributary.rejected_event.content_type IS 'As the sender declared it.';
COMMENT ON COLUMN tributary.rejected_event.position IS 'Its place in the request, from 0.';
COMMENT ON COLUMN tributary.rejected_event.event_id IS 'Its id, if it could be read.';
COMMENT ON COLUMN tributary.rejected_event.type IS 'Its type, if it could be read.';
COMMENT ON COLUMN tributary.rejected_event.code IS 'The first reason, a stable code.';
COMMENT ON COLUMN tributary.rejected_event.field IS 'The field at fault; empty for the whole.';
COMMENT ON COLUMN tributary.rejected_event.message IS 'The first reason, in words.';
COMMENT ON COLUMN tributary.rejected_event.rejections IS 'All reasons.';
COMMENT ON COLUMN tributary.rejected_event.raw IS 'The bytes as received.';
COMMENT ON COLUMN tributary.rejected_event.received_at IS 'When it was received.';
CREATE INDEX rejected_event_source ON tributary.rejected_event (source, received_at);

CREATE TABLE tributary.customer (
    customer_id       text PRIMARY KEY,
    stage             text        NOT NULL,
    stage_entered_at  timestamptz NOT NULL,
    name              text,
    industry          text,
    employees         bigint,
    channel           text,
    campaign          text,
    region            text,
    segment           text,
    owner             text,
    product           text,
    mrr               jsonb       NOT NULL,
    lifetime_revenue  jsonb       NOT NULL,
    open_pipeline     jsonb       NOT NULL,
    open_opportunities integer    NOT NULL,
    open_tickets      integer     NOT NULL,
    last_rating_kind  text,
    last_rating_score integer,
    last_rating_at    timestamptz,
    first_touch_at    timestamptz,
    last_touch_at     timestamptz,
    last_touch_channel text,
    health            text[]      NOT NULL,
    identifiers       text[]      NOT NULL,
    first_seen        timestamptz NOT NULL,
    last_seen         timestamptz NOT NULL,
    version           bigint      NOT NULL,
    updated_at        timestamptz NOT NULL,
    source_offset     bigint      NOT NULL
) WITH (fillfactor = 80);
COMMENT ON TABLE tributary.customer IS 'One row per customer: its current state. Gone when it was merged into another.';
COMMENT ON COLUMN tributary.customer.customer_id IS 'UUID of the customer.';
COMMENT ON COLUMN tributary.customer.stage IS 'VISITOR, LEAD, MQL, SQL, OPPORTUNITY, CUSTOMER or CHURNED.';
COMMENT ON COLUMN tributary.customer.stage_entered_at IS 'When the stage was entered.';
COMMENT ON COLUMN tributary.customer.name IS 'Trait.';
COMMENT ON COLUMN tributary.customer.industry IS 'Trait.';
COMMENT ON COLUMN tributary.customer.employees IS 'Trait.';
COMMENT ON COLUMN tributary.customer.channel IS 'Of the first touch, else of the first lead.';
COMMENT ON COLUMN tributary.customer.campaign IS 'Of the first touch, else of the first lead.';
COMMENT ON COLUMN tributary.customer.region IS 'Trait, else of the first lead, else of the latest opportunity.';
COMMENT ON COLUMN tributary.customer.segment IS 'Trait, else of the first lead, else of the latest opportunity.';
COMMENT ON COLUMN tributary.customer.owner IS 'Of the latest opportunity, else trait.';
COMMENT ON COLUMN tributary.customer.product IS 'Of the latest subscription, else of the latest won opportunity, else of the first lead.';
COMMENT ON COLUMN tributary.customer.mrr IS 'Monthly recurring revenue now: micro-units by currency.';
COMMENT ON COLUMN tributary.customer.lifetime_revenue IS 'Paid less refunded: micro-units by currency.';
COMMENT ON COLUMN tributary.customer.open_pipeline IS 'Amounts of open opportunities: micro-units by currency.';
COMMENT ON COLUMN tributary.customer.open_opportunities IS 'Number of open opportunities.';
COMMENT ON COLUMN tributary.customer.open_tickets IS 'Number of open tickets.';
COMMENT ON COLUMN tributary.customer.last_rating_kind IS 'CSAT, NPS or CES.';
COMMENT ON COLUMN tributary.customer.last_rating_score IS 'Score of the last rating.';
COMMENT ON COLUMN tributary.customer.last_rating_at IS 'When the last rating was given.';
COMMENT ON COLUMN tributary.customer.first_touch_at IS 'When the first touch was.';
COMMENT ON COLUMN tributary.customer.last_touch_at IS 'When the last touch was.';
COMMENT ON COLUMN tributary.customer.last_touch_channel IS 'Channel of the last touch.';
COMMENT ON COLUMN tributary.customer.health IS 'PAYMENT_FAILED, TICKETS_OPEN, UNHAPPY, CANCELLING; empty when all is well.';
COMMENT ON COLUMN tributary.customer.identifiers IS 'The subjects of its events, as kind:value.';
COMMENT ON COLUMN tributary.customer.first_seen IS 'When its first event happened.';
COMMENT ON COLUMN tributary.customer.last_seen IS 'When its latest event happened.';
COMMENT ON COLUMN tributary.customer.version IS 'Grows with every change.';
COMMENT ON COLUMN tributary.customer.updated_at IS 'When the state was computed.';
COMMENT ON COLUMN tributary.customer.source_offset IS 'Offset of the record that the row came from.';

CREATE TABLE tributary.stage_history (
    customer_id text        NOT NULL,
    valid_from  timestamptz NOT NULL,
    valid_to    timestamptz,
    stage       text        NOT NULL,
    PRIMARY KEY (customer_id, valid_from)
);
COMMENT ON TABLE tributary.stage_history IS 'One row per stage that a customer entered; restated as a whole with its customer.';
COMMENT ON COLUMN tributary.stage_history.customer_id IS 'The customer.';
COMMENT ON COLUMN tributary.stage_history.valid_from IS 'When the stage was entered.';
COMMENT ON COLUMN tributary.stage_history.valid_to IS 'When it was left; null for the stage that holds now.';
COMMENT ON COLUMN tributary.stage_history.stage IS 'The stage.';

CREATE TABLE tributary.customer_identifier (
    identifier    text PRIMARY KEY,
    customer_id   text        NOT NULL,
    generation    bigint      NOT NULL,
    first_seen    timestamptz NOT NULL,
    source_offset bigint      NOT NULL
);
COMMENT ON TABLE tributary.customer_identifier IS 'Which customer an identifier belongs to. An identifier that was never linked to another is not listed: it is a customer of its own.';
COMMENT ON COLUMN tributary.customer_identifier.identifier IS 'kind:value.';
COMMENT ON COLUMN tributary.customer_identifier.customer_id IS 'The customer.';
COMMENT ON COLUMN tributary.customer_identifier.generation IS 'Grows with every change of the assignment.';
COMMENT ON COLUMN tributary.customer_identifier.first_seen IS 'When the identifier was first seen.';
COMMENT ON COLUMN tributary.customer_identifier.source_offset IS 'Offset of the record that the row came from.';
CREATE INDEX customer_identifier_customer ON tributary.customer_identifier (customer_id);

CREATE TABLE tributary.identity_conflict (
    subject             text        NOT NULL,
    other               text        NOT NULL,
    seen_at             timestamptz NOT NULL,
    subject_customer_id text        NOT NULL,
    other_customer_id   text        NOT NULL,
    reason              text        NOT NULL,
    standing            boolean     NOT NULL,
    source_offset       bigint      NOT NULL,
    PRIMARY KEY (subject, other)
);
COMMENT ON TABLE tributary.identity_conflict IS 'Evidence that two identifiers are one customer, and that was refused.';
COMMENT ON COLUMN tributary.identity_conflict.subject IS 'The subject of the event, as kind:value.';
COMMENT ON COLUMN tributary.identity_conflict.other IS 'The identifier seen with it.';
COMMENT ON COLUMN tributary.identity_conflict.seen_at IS 'When they were first seen together.';
COMMENT ON COLUMN tributary.identity_conflict.subject_customer_id IS 'Whose the subject is.';
COMMENT ON COLUMN tributary.identity_conflict.other_customer_id IS 'Whose the other is.';
COMMENT ON COLUMN tributary.identity_conflict.reason IS 'limit:KIND, blocked or max_links.';
COMMENT ON COLUMN tributary.identity_conflict.standing IS 'False when later evidence has settled it.';
COMMENT ON COLUMN tributary.identity_conflict.source_offset IS 'Offset of the record that the row came from.';

CREATE TABLE tributary.contribution (
    customer_id text   NOT NULL,
    entity_kind text   NOT NULL,
    entity_id   text   NOT NULL,
    measure     text   NOT NULL,
    day         date   NOT NULL,
    currency    text   NOT NULL,
    channel     text,
    region      text,
    segment     text,
    owner       text,
    product     text,
    amount      bigint NOT NULL,
    source_offset bigint NOT NULL
);
COMMENT ON TABLE tributary.contribution IS 'The ledger: what each entity adds to each measure on each day. Every metric is made of sums of this table.';
COMMENT ON COLUMN tributary.contribution.customer_id IS 'The customer; a line of spend or a quota is one of its own.';
COMMENT ON COLUMN tributary.contribution.entity_kind IS 'OPPORTUNITY, SUBSCRIPTION, CUSTOMER, SPEND, ...';
COMMENT ON COLUMN tributary.contribution.entity_id IS 'namespace/id.';
COMMENT ON COLUMN tributary.contribution.measure IS 'What it adds to.';
COMMENT ON COLUMN tributary.contribution.day IS 'The day it counts for; of a level: from the end of this day on.';
COMMENT ON COLUMN tributary.contribution.currency IS 'Empty when it is no amount of money.';
COMMENT ON COLUMN tributary.contribution.channel IS 'Dimension.';
COMMENT ON COLUMN tributary.contribution.region IS 'Dimension.';
COMMENT ON COLUMN tributary.contribution.segment IS 'Dimension.';
COMMENT ON COLUMN tributary.contribution.owner IS 'Dimension.';
COMMENT ON COLUMN tributary.contribution.product IS 'Dimension.';
COMMENT ON COLUMN tributary.contribution.amount IS 'Micro-units of the currency, or the plain number (a count, milliseconds).';
COMMENT ON COLUMN tributary.contribution.source_offset IS 'Offset of the record that the row came from.';
CREATE INDEX contribution_entity ON tributary.contribution (customer_id, entity_kind, entity_id);
CREATE INDEX contribution_measure ON tributary.contribution (measure, day);
-- The few that every conversion asks for.
CREATE INDEX contribution_rate ON tributary.contribution (day) WHERE entity_kind = 'FX_RATE';

CREATE TABLE tributary.metric_layout (
    layout    bigint  NOT NULL,
    position  integer NOT NULL,
    family    text    NOT NULL,
    metric    text    NOT NULL,
    "window"  text    NOT NULL,
    PRIMARY KEY (layout, position)
);
COMMENT ON TABLE tributary.metric_layout IS 'Which metric in which window stands at which place of the arrays of metric_row.';
COMMENT ON COLUMN tributary.metric_layout.layout IS 'Hash of the family and the sequence of its metrics and windows.';
COMMENT ON COLUMN tributary.metric_layout.position IS 'Place in the arrays, from 1.';
COMMENT ON COLUMN tributary.metric_layout.family IS 'Metrics that are computed together.';
COMMENT ON COLUMN tributary.metric_layout.metric IS 'Name of the metric.';
COMMENT ON COLUMN tributary.metric_layout."window" IS 'R7, R30, R90, R365, MTD, QTD or YTD: the days that end with the as-of day.';
CREATE INDEX metric_layout_metric ON tributary.metric_layout (metric, "window");

-- The metrics of a family change together, some forty values at a time: as one row they cost one
-- entry of the table and one of the index, not forty of each.
CREATE TABLE tributary.metric_row (
    family         text        NOT NULL,
    dimension      text        NOT NULL,
    slice          text        NOT NULL,
    as_of          date        NOT NULL,
    layout         bigint      NOT NULL,
    value          bigint[]    NOT NULL,
    numerator      bigint[]    NOT NULL,
    denominator    bigint[]    NOT NULL,
    sample         bigint[]    NOT NULL,
    currency       text        NOT NULL,
    provisional    boolean     NOT NULL,
    policy_version text        NOT NULL,
    updated_at     timestamptz NOT NULL,
    left_out       text[]      NOT NULL,
    source_offset  bigint      NOT NULL,
    PRIMARY KEY (dimension, slice, family, as_of)
-- Room in each page for the next version of a row: then indexes need not change with it.
) WITH (fillfactor = 80);
COMMENT ON TABLE tributary.metric_row IS 'One row per family of metrics, slice and as-of day: the latest known of each metric in each window.';
COMMENT ON COLUMN tributary.metric_row.family IS 'Metrics that are computed together.';
COMMENT ON COLUMN tributary.metric_row.dimension IS 'total, channel, region, segment, owner or product.';
COMMENT ON COLUMN tributary.metric_row.slice IS 'Value of the dimension; empty for total, unassigned where nothing is known.';
COMMENT ON COLUMN tributary.metric_row.as_of IS 'The last day of the windows.';
COMMENT ON COLUMN tributary.metric_row.layout IS 'What stands where in the arrays: see metric_layout.';
COMMENT ON COLUMN tributary.metric_row.value IS 'Micro-units of each metric''s unit; null when the denominator is 0.';
COMMENT ON COLUMN tributary.metric_row.numerator IS 'Micro-units.';
COMMENT ON COLUMN tributary.metric_row.denominator IS 'Micro-units.';
COMMENT ON COLUMN tributary.metric_row.sample IS 'The count of things behind each value.';
COMMENT ON COLUMN tributary.metric_row.currency IS 'The reporting currency.';
COMMENT ON COLUMN tributary.metric_row.provisional IS 'Whether the as-of day was not over.';
COMMENT ON COLUMN tributary.metric_row.policy_version IS 'Hash of the policies behind the values.';
COMMENT ON COLUMN tributary.metric_row.updated_at IS 'When the values were computed.';
COMMENT ON COLUMN tributary.metric_row.left_out IS 'Currencies of which amounts are missing from the values, as no exchange rate is known.';
COMMENT ON COLUMN tributary.metric_row.source_offset IS 'Offset of the record that the row came from.';
-- All of the key, by which the sink finds rows: they come slice by slice, so that the statistics of a new table say that the day alone
-- identifies a row, and the planner would look each of them up among all slices of its day.
CREATE INDEX metric_row_as_of ON tributary.metric_row (as_of, family, dimension, slice);

CREATE TABLE tributary.metric_policy (
    policy_version    text    PRIMARY KEY,
    currency          text    NOT NULL,
    fiscal_year_start integer NOT NULL CHECK (fiscal_year_start BETWEEN 1 AND 12),
    cac_lag_days      integer NOT NULL CHECK (cac_lag_days >= 0)
);
COMMENT ON TABLE tributary.metric_policy IS 'What the days of a window depend on, under each policy that rows were computed with.';
COMMENT ON COLUMN tributary.metric_policy.policy_version IS 'Hash of the policy.';
COMMENT ON COLUMN tributary.metric_policy.currency IS 'The reporting currency.';
COMMENT ON COLUMN tributary.metric_policy.fiscal_year_start IS 'First month of the fiscal year, 1 to 12.';
COMMENT ON COLUMN tributary.metric_policy.cac_lag_days IS 'By how many days spend precedes the customers it wins.';

CREATE VIEW tributary.metric_value AS
SELECT place.metric, place."window", line.dimension, line.slice, line.as_of, line.family,
       line.value[place.position] AS value, line.numerator[place.position] AS numerator,
       line.denominator[place.position] AS denominator, line.sample[place.position] AS sample,
       line.currency, line.provisional, line.policy_version, line.updated_at, line.left_out, line.source_offset
FROM tributary.metric_row line
JOIN tributary.metric_layout place ON place.layout = line.layout AND place.family = line.family;
COMMENT ON VIEW tributary.metric_value IS 'One row per metric, window, slice and as-of day: the latest known, in micro-units.';

CREATE TABLE tributary.alert (
    change_id      text PRIMARY KEY,
    rule           text        NOT NULL,
    metric         text        NOT NULL,
    "window"       text        NOT NULL,
    dimension      text        NOT NULL,
    slice          text        NOT NULL,
    state          text        NOT NULL,
    previous_state text        NOT NULL,
    reason         text        NOT NULL,
    value          bigint,
    threshold      bigint,
    severity       text        NOT NULL,
    labels         jsonb       NOT NULL,
    summary        text        NOT NULL,
    as_of          date        NOT NULL,
    since          timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL
);
COMMENT ON TABLE tributary.alert IS 'One row per change of state of an alert.';
COMMENT ON COLUMN tributary.alert.change_id IS 'Identifies the change.';
COMMENT ON COLUMN tributary.alert.rule IS 'Name of the rule.';
COMMENT ON COLUMN tributary.alert.metric IS 'The metric that it watches.';
COMMENT ON COLUMN tributary.alert."window" IS 'The window that it watches.';
COMMENT ON COLUMN tributary.alert.dimension IS 'Dimension of the slice.';
COMMENT ON COLUMN tributary.alert.slice IS 'Value of the dimension.';
COMMENT ON COLUMN tributary.alert.state IS 'OK, PENDING, FIRING, NO_DATA or STALE.';
COMMENT ON COLUMN tributary.alert.previous_state IS 'The state before.';
COMMENT ON COLUMN tributary.alert.reason IS 'Why it changed.';
COMMENT ON COLUMN tributary.alert.value IS 'Micro-units of the metric''s unit.';
COMMENT ON COLUMN tributary.alert.threshold IS 'Micro-units of the metric''s unit.';
COMMENT ON COLUMN tributary.alert.severity IS 'As the rule says.';
COMMENT ON COLUMN tributary.alert.labels IS 'As the rule says.';
COMMENT ON COLUMN tributary.alert.summary IS 'For people.';
COMMENT ON COLUMN tributary.alert.as_of IS 'As-of day of the value.';
COMMENT ON COLUMN tributary.alert.since IS 'Since when the condition holds.';
COMMENT ON COLUMN tributary.alert.changed_at IS 'When the state changed.';
