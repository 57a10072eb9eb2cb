alter table search add column drift text collate "C" not null default '';
alter table search add column drift_against text collate "C" not null default '';
create index search_by_drift on search (drift, created, place)
