#!/usr/bin/env bash
# Brings the whole up as containers, sends it two events and the demo's, finds them in the warehouse, and takes it
# down again.
# Needs a container engine with compose, and the services built: mvn -DskipTests package
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

export COMPOSE_PROJECT_NAME=tributary-smoke
export HTTP_PORT=${HTTP_PORT:-28080} KAFKA_PORT=${KAFKA_PORT:-29092} REGISTRY_PORT=${REGISTRY_PORT:-28085}
export POSTGRES_PORT=${POSTGRES_PORT:-25432} TOPICS_PARTITIONS=${TOPICS_PARTITIONS:-4}
key=trib_local_demo

finish() {
    local code=$?
    if ((code)); then docker compose logs --tail 40; fi
    docker compose down -v --timeout 10 >/dev/null 2>&1 || true
    exit "$code"
}
trap finish EXIT

sql() { docker compose exec -T postgres psql -qtA -U tributary_owner -d tributary -c "$1"; }

await() {
    local what=$1 query=$2 expected=$3 seconds=${4:-60} found=
    for _ in $(seq "$seconds"); do
        found=$(sql "$query" || true)
        [[ $found == "$expected" ]] && { echo "ok: $what"; return; }
        sleep 1
    done
    echo "failed: $what: expected '$expected', found '$found'" >&2
    return 1
}

docker compose up -d --build --wait --wait-timeout 300
curl -fsS -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \
    "http://localhost:$HTTP_PORT/v1/events" -d '[
  {"id": "smoke-1", "type": "opportunity.opened", "occurred_at": "2026-01-10T00:00:00Z",
   "identifiers": {"account": "001A"}, "data": {"opportunity_id": "006X", "amount": "1000.00", "currency": "USD"}},
  {"id": "smoke-2", "type": "opportunity.won", "occurred_at": "2026-01-20T00:00:00Z",
   "identifiers": {"account": "001A"}, "data": {"opportunity_id": "006X"}}]'
echo
await 'the events are in the warehouse' "SELECT count(*) FROM analytics.event" 2
await 'they are one customer' "SELECT stage FROM analytics.customer_360" CUSTOMER
await 'the metric has them' \
    "SELECT value FROM analytics.metric_value WHERE metric = 'won_amount' AND \"window\" = 'MTD' AND dimension = 'total' AND as_of = DATE '2026-01-31'" \
    1000.000000

sent=$(./tributary demo --to "http://localhost:$HTTP_PORT" --until 2026-06-30 | tee /dev/stderr | sed -n 's/.* sent: //p')
read -r accepted again < <(sed -E 's/([0-9,]+) accepted, ([0-9,]+) of them.*/\1 \2/; s/,//g' <<<"$sent")
await "every event of the demo is in the warehouse once" "SELECT count(*) FROM analytics.event" $((accepted - again + 2)) 300
await 'slices sum to the total' "SELECT count(*) FROM (
    SELECT dimension, sum(amount) FROM (
        SELECT dimension, value AS amount FROM analytics.metric_value
        WHERE metric = 'won_amount' AND \"window\" = 'R365' AND as_of = DATE '2026-06-30') AS parts
    GROUP BY dimension) AS sums GROUP BY sum" 6 300
await 'the ledger adds up to every measure that is reported' \
    "SELECT count(*) > 1000, count(*) FILTER (WHERE difference <> 0) FROM analytics.reconcile(DATE '2026-06-30')" 't|0' 120
await 'the MRR waterfall ties out in every slice and month' \
    "SELECT count(*) > 100, count(*) FILTER (WHERE mrr_start + mrr_new + mrr_expansion + mrr_reactivation
         + mrr_contraction + mrr_churn + mrr_fx IS DISTINCT FROM mrr_end) FROM analytics.mrr_movements_monthly" 't|0' 120
await 'what every model attributes is what was won' "SELECT count(*) FROM (
    SELECT model FROM analytics.attribution_daily WHERE \"window\" = 'R365' AND as_of = DATE '2026-06-30'
    GROUP BY model HAVING sum(attributed_revenue) = (
        SELECT value FROM analytics.metric_value WHERE metric = 'won_amount' AND \"window\" = 'R365'
        AND dimension = 'total' AND as_of = DATE '2026-06-30')) AS models" 6 120
