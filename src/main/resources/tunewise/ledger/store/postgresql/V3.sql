create table documents (
    kind text collate "C" not null,
    id text collate "C" not null,
    json text not null,
    primary key (kind, id)
)
