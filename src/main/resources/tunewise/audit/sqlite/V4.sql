alter table search add column drift text not null default '';
alter table search add column drift_against text not null default '';
create index search_by_drift on search (drift, created, place)
