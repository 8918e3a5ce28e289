-- One draft at a time about a campaign, as of a held report.
create unique index warning_draft_one_of_campaign on warning_draft (campaign_id) where state in ('draft', 'submitted', 'approved');
