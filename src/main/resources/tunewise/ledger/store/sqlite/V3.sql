create table chains (
    id text not null primary key,
    public_key text not null
);
insert into chains (id, public_key) values ('local', '');
alter table entries add column chain text not null default 'local';
alter table entries add column place bigint generated always as (seq) virtual;
create unique index entries_by_place on entries (place);
drop index entries_by_kind;
create index entries_by_kind on entries (kind, place);
alter table search rename column seq to place;
alter table search add column chain text not null default 'local';
alter table search add column seq bigint not null default 0;
update search set seq = place;
create index search_by_chain on search (chain, created, place);
create index search_by_model_and_cost on search (model, cost_usd, place);
create index search_by_model_and_hours on search (model, hours, place);
create index search_by_gpu_and_cost on search (gpu, cost_usd, place);
create index search_by_gpu_and_hours on search (gpu, hours, place);
create index search_by_provider_and_cost on search (provider, cost_usd, place);
create index search_by_provider_and_hours on search (provider, hours, place);
create index search_by_method_and_cost on search (method, cost_usd, place);
create index search_by_method_and_hours on search (method, hours, place);
drop index fired_by_seq;
alter table fired rename to fired_before;
create table fired (
    rule text not null,
    created bigint not null,
    place bigint not null,
    primary key (rule, created, place)
) without rowid;
insert into fired (rule, created, place) select rule, created, seq from fired_before order by rule, created, seq;
drop table fired_before;
create table tallies (
    chain text not null,
    facet text not null,
    day bigint not null,
    value text not null,
    n bigint not null,
    primary key (chain, facet, day, value)
) without rowid;
alter table reviews rename column seq to place;
alter table checkpoints add column chain text not null default 'local'
