-- Why a draft is to go out although somebody could narrow down who was hit; it takes two releasers then.
alter table warning_draft add column overrule text check (length(overrule) between 1 and 500);
