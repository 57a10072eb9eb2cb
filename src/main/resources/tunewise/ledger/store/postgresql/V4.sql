create sequence entries_place;
alter table entries alter column place drop identity;
alter table entries alter column place set default nextval('entries_place');
alter table entries rename to entries_0;
alter table search rename to search_0;
alter table fired rename to fired_0;
create table entries (like entries_0 including defaults including storage) partition by range (place);
create table search (like search_0 including all) partition by range (place);
create table fired (like fired_0 including all) partition by range (place);
alter sequence entries_place owned by entries.place;
select setval('entries_place', (select coalesce(max(place), 0) / 10000000 * 10000000 + 10000000 from entries_0));
alter table entries attach partition entries_0 for values from (minvalue) to (currval('entries_place'));
alter table search attach partition search_0 for values from (minvalue) to (currval('entries_place'));
alter table fired attach partition fired_0 for values from (minvalue) to (currval('entries_place'));
select setval('entries_place', (select coalesce(max(place), 0) + 1 from entries_0), false)
