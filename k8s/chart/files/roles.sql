-- Written by npm run generate:k8s. Once, by whoever may make roles, in the database of Parley; each role gets a
-- password of its own afterwards (\password <role> in psql), except where the server trusts its network.
CREATE ROLE gateway LOGIN;
CREATE SCHEMA gateway AUTHORIZATION gateway;
CREATE ROLE orchestrator LOGIN;
CREATE SCHEMA orchestrator AUTHORIZATION orchestrator;
CREATE ROLE agents LOGIN;
CREATE SCHEMA agents AUTHORIZATION agents;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA agents;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA agents;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA agents;
CREATE ROLE notifier LOGIN;
CREATE SCHEMA notifier AUTHORIZATION notifier;
