-- First reports that an officer wrote down in a call. Confirmed by the next report of the incident, which its operator alone can file. The number itself
-- would name the operator, so its place in the registry stands here.
create table phone_notice (
  report_id uuid primary key references report (id),
  incident_id uuid not null,
  authority_id uuid not null,
  -- On which of the operator's registered numbers the officer called back.
  called_back_on smallint not null
);
create index phone_notice_by_incident on phone_notice (incident_id);
