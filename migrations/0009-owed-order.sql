-- The order of what is owed over all incidents: the next limit first; what the law wants promptly stands where its clock started, and what waits for
-- its clock comes last. The whole key is in the index, so that a page begins where the one before it ended, however many share one instant.
create index obligation_stage_owed
  on obligation_stage (coalesce(due_at, starts_at, 'infinity'::timestamptz), incident_id, law, party, stage, round)
  where met_at is null and superseded_at is null;
-- The few stages that bind authorities, for the list of one authority's own duties.
create index obligation_stage_owed_by_authority
  on obligation_stage (party, coalesce(due_at, starts_at, 'infinity'::timestamptz), incident_id, law, stage, round)
  where party <> 'operator' and met_at is null and superseded_at is null;
