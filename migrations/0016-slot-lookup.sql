-- What a printed code is found by at sign-in: derived from the code, and nothing leads from it back. Null for other kinds.
alter table key_slot add column lookup text unique;
alter table key_slot add check (lookup is null or kind = 'printed-code');
