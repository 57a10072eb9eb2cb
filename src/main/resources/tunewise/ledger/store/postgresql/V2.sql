alter table search add column drift text collate "C" not null default '';
alter table search add column drift_against text collate "C" not null default '';
create index search_by_drift on search (drift, created, place);
create index search_by_guide_and_cost on search (guide, cost_usd, place);
create index search_by_guide_and_hours on search (guide, hours, place);
create index search_by_outcome_and_cost on search (outcome, cost_usd, place);
create index search_by_outcome_and_hours on search (outcome, hours, place);
create index search_by_knowledge_and_cost on search (knowledge, cost_usd, place);
create index search_by_knowledge_and_hours on search (knowledge, hours, place)
