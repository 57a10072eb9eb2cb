create table search (
    seq bigint not null primary key,
    id text not null,
    created bigint not null,
    outcome text not null,
    knowledge text not null,
    model text not null,
    model_name text not null,
    method text not null,
    rank bigint not null,
    gpu text not null,
    gpu_name text not null,
    gpu_count bigint not null,
    provider text not null,
    provider_name text not null,
    release text not null,
    came_from text not null,
    requester text not null,
    cost_usd double precision,
    hours double precision,
    guide text not null,
    review text not null,
    words text not null
);
create index search_by_id on search (id);
create index search_by_time on search (created, seq);
create index search_by_cost on search (cost_usd, seq);
create index search_by_hours on search (hours, seq);
create index search_by_model on search (model, created, seq);
create index search_by_gpu on search (gpu, created, seq);
create index search_by_provider on search (provider, created, seq);
create index search_by_method on search (method, created, seq);
create index search_by_outcome on search (outcome, created, seq);
create index search_by_knowledge on search (knowledge, created, seq);
create index search_by_release on search (release, created, seq);
create index search_by_came_from on search (came_from, created, seq);
create index search_by_requester on search (requester, created, seq);
create index search_by_guide on search (guide, created, seq);
create index search_by_review on search (review, created, seq);
create table fired (
    rule text not null,
    created bigint not null,
    seq bigint not null,
    primary key (rule, created, seq)
);
create index fired_by_seq on fired (seq);
create table reviews (
    seq bigint not null primary key,
    recommendation text not null
);
create index reviews_by_recommendation on reviews (recommendation, seq);
create table checkpoints (
    seq bigint not null,
    hash text not null,
    made_at text not null,
    json text not null,
    primary key (seq, hash)
);
create table heartbeat (
    at text not null
);
insert into heartbeat (at) values ('never')
