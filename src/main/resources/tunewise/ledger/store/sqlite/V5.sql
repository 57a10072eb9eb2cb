create table documents (
    kind text not null,
    id text not null,
    json text not null,
    primary key (kind, id)
) without rowid
