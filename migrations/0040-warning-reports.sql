-- On which reports a warning rests: whose answers confirm nothing, who is told what became of its report, and what is taken back when a report proves to be no attack.
create table warning_report (
  warning_id uuid not null,
  report_id uuid not null,
  -- The indicators of the warning that this report holds; null for all of them.
  indicator_ids uuid[],
  primary key (warning_id, report_id)
);
create index warning_report_by_report on warning_report (report_id);
insert into warning_report (warning_id, report_id)
select warning_id, report_id from gate_item where warning_id is not null
union
select warning_id, report_id from warning_draft where report_id is not null and state = 'published';

-- A draft about a campaign rests on several reports at once.
alter table warning_draft
  add column campaign_id uuid,
  add column report_ids uuid[] not null default '{}',
  add check (report_id is null or campaign_id is null),
  add check (campaign_id is not null or report_ids = '{}');
create index warning_draft_by_campaign on warning_draft (campaign_id) where campaign_id is not null;
