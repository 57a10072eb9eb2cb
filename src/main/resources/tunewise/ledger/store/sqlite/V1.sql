create table entries (
    seq bigint not null primary key,
    id text not null unique,
    kind text not null,
    created_at text not null,
    release text not null,
    came_from text not null,
    body blob not null,
    body_hash text not null,
    previous_hash text not null,
    hash text not null
);
create index entries_by_kind on entries (kind, seq);
create table releases (
    hash text not null primary key,
    content blob not null
)
