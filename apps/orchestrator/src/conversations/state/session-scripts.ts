import { luaScript } from '#libs/redis';

/*
 * A session is a hash: `version`, `turn` and `schema` for these scripts, `session` and `summary` as JSON. Every script takes
 * the sessions of one moment. What is no hash at all is nobody's and makes room, so that it cannot fail its neighbours.
 */

/** $1 TTL in ms. Answers [schema, version, session, summary] of each key and keeps it from expiring under the turn. */
export const LOAD = luaScript(`
local found = {}
for i, key in ipairs(KEYS) do
  local held = redis.pcall('HMGET', key, 'schema', 'version', 'session', 'summary')
  if held.err then
    redis.call('DEL', key)
    held = {'0', '0', '', false}
  end
  if held[1] then redis.call('PEXPIRE', key, ARGV[1]) end
  found[i] = held
end
return found
`);

/**
 * $1 TTL in ms, $2 now in ms, then for each key: version it was read at (empty for none), version, schema, turn, session,
 * summary as JSON (for a copy without one), start of the session in ms. The last two keys are those of the census. Answers [outcome, version held] of each.
 */
export const COMMIT = luaScript(`
local active, began = KEYS[#KEYS - 1], KEYS[#KEYS]
local outcomes = {}
for i = 1, #KEYS - 2 do
  local key, at = KEYS[i], 3 + (i - 1) * 7
  local base, version, schema, turn, session, summary, start = unpack(ARGV, at, at + 6)
  local held = redis.pcall('HMGET', key, 'version', 'turn', 'schema')
  if held.err then
    redis.call('DEL', key)
    held = {false, false, false}
  end
  if held[2] == turn then
    outcomes[i] = {'repeated', held[1]}
  elseif tonumber(held[3] or '0') > tonumber(schema) then
    outcomes[i] = {'too_new', held[1]}
  elseif (held[1] or '') ~= base then
    outcomes[i] = {'conflict', held[1] or ''}
  else
    redis.call('HSET', key, 'version', version, 'turn', turn, 'schema', schema, 'session', session)
    if summary ~= '' then redis.call('HSETNX', key, 'summary', summary) end
    redis.call('PEXPIRE', key, ARGV[1])
    redis.call('ZADD', active, ARGV[2], key)
    redis.call('HSET', began, key, start)
    outcomes[i] = {'committed', version}
  end
end
return outcomes
`);

/** $1 summary as JSON, $2 schema. Only beside a session of this schema, whose version stays. */
export const SUMMARISE = luaScript(`
if redis.call('HGET', KEYS[1], 'schema') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'summary', ARGV[1])
return 1
`);

/** Keys: the session, and those of the census. */
export const FORGET = luaScript(`
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], KEYS[1])
redis.call('HDEL', KEYS[3], KEYS[1])
return 1
`);

/**
 * $1 end of the time of silence in ms, $2 sessions at most. Takes out those whose last turn is older, and answers how many
 * are left, whether the set was ever counted, and the durations in ms of those taken out.
 */
export const TAKE_CENSUS = luaScript(`
local active, began, counted = KEYS[1], KEYS[2], KEYS[3]
local answer = {0, redis.call('EXISTS', counted)}
local gone = redis.call('ZRANGEBYSCORE', active, '-inf', '(' .. ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[2])
for i = 1, #gone, 2 do
  local start = redis.call('HGET', began, gone[i]) or gone[i + 1]
  answer[#answer + 1] = math.max(0, math.floor(tonumber(gone[i + 1]) - tonumber(start)))
  redis.call('ZREM', active, gone[i])
  redis.call('HDEL', began, gone[i])
end
answer[1] = redis.call('ZCARD', active)
return answer
`);

/** For each key its last turn and its start, in ms; the last two keys are the census. Answers how many are new there. */
export const ENROL = luaScript(`
local active, began = KEYS[#KEYS - 1], KEYS[#KEYS]
local new = 0
for i = 1, #KEYS - 2 do
  if redis.call('ZADD', active, 'NX', ARGV[2 * i - 1], KEYS[i]) == 1 then
    redis.call('HSET', began, KEYS[i], ARGV[2 * i])
    new = new + 1
  end
end
return new
`);
