-- Why two identifiers are, or should be, one customer.
CREATE VIEW analytics.identity_evidence AS
SELECT DISTINCT ON (e.subject, other.identifier)
       e.subject, other.identifier AS other, e.occurred_at, e.type, e.source, e.event_id
FROM tributary.event e
CROSS JOIN LATERAL unnest(e.identifiers) AS other (identifier)
WHERE other.identifier <> e.subject
ORDER BY e.subject, other.identifier, e.occurred_at, e.source, e.event_id;
COMMENT ON VIEW analytics.identity_evidence IS 'Which identifiers came together: the earliest event in which a subject was seen with another identifier.';
GRANT SELECT ON analytics.identity_evidence TO tributary_analyst;
