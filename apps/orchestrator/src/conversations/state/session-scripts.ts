import { luaScript } from '#libs/redis';

/*
 * A session is a hash: `version`, `turn`, `schema` and `kept` for these scripts, `head` and `summary` as JSON; and a list of its turns
 * as JSON, so that a commit sends one turn and not all of them. Keys come in such pairs, and every script takes the sessions
 * of one moment. What is of another type is nobody's and makes room, so that it cannot fail its neighbours.
 */

/** $1 TTL in ms. Without its list a session is none: its head is empty then. Answers [schema, version, turn, head, summary, turns…] of each pair and keeps it from expiring under the turn. */
export const LOAD = luaScript(`
local found = {}
for i = 1, #KEYS, 2 do
  local key, list = KEYS[i], KEYS[i + 1]
  local held = redis.pcall('HMGET', key, 'schema', 'version', 'turn', 'head', 'summary', 'kept')
  local turns = held.err and held or redis.pcall('LRANGE', list, 0, -1)
  local kept = held[6]
  held[6] = nil
  if turns.err then
    redis.call('DEL', key, list)
    held, turns = {'0', '', '', '', false}, {}
  end
  if held[1] then
    redis.call('PEXPIRE', key, ARGV[1])
    redis.call('PEXPIRE', list, ARGV[1])
    if #turns ~= tonumber(kept or '0') then held[4] = '' end
    for j = 1, #turns do held[5 + j] = turns[j] end
  end
  found[#found + 1] = held
end
return found
`);

/**
 * $1 TTL in ms, $2 now in ms, then for each pair: version it was read at (empty for none), version, schema, turn, head,
 * summary (empty for none), start of the session in ms, how many turns are kept, how many are sent, and those: one
 * is added to the list, several are all there are. The last two keys are those of the census. Answers [outcome, version held].
 */
export const COMMIT = luaScript(`
local active, began = KEYS[#KEYS - 1], KEYS[#KEYS]
local outcomes, at = {}, 3
for i = 1, #KEYS - 2, 2 do
  local key, list = KEYS[i], KEYS[i + 1]
  local base, version, schema, turn, head, summary, start, kept, sent = unpack(ARGV, at, at + 8)
  local held = redis.pcall('HMGET', key, 'version', 'turn', 'schema')
  if held.err then
    redis.call('DEL', key)
    held = {false, false, false}
  end
  local outcome = {'committed', version}
  if held[2] == turn then
    outcome = {'repeated', held[1]}
  elseif tonumber(held[3] or '0') > tonumber(schema) then
    outcome = {'too_new', held[1]}
  elseif (held[1] or '') ~= base then
    outcome = {'conflict', held[1] or ''}
  else
    redis.call('HSET', key, 'version', version, 'turn', turn, 'schema', schema, 'head', head, 'kept', kept)
    if summary ~= '' then redis.call('HSET', key, 'summary', summary) end
    if tonumber(sent) > 1 or base == '' then redis.call('DEL', list) end
    redis.call('RPUSH', list, unpack(ARGV, at + 9, at + 8 + sent))
    redis.call('LTRIM', list, -kept, -1)
    redis.call('PEXPIRE', key, ARGV[1])
    redis.call('PEXPIRE', list, ARGV[1])
    redis.call('ZADD', active, ARGV[2], key)
    redis.call('HSET', began, key, start)
  end
  outcomes[#outcomes + 1] = outcome
  at = at + 9 + sent
end
return outcomes
`);

/** $1 summary as JSON, $2 schema, $3 version before, $4 version with it. Only in a session of this schema and the version before. */
export const SUMMARISE = luaScript(`
local held = redis.call('HMGET', KEYS[1], 'schema', 'version')
if held[1] ~= ARGV[2] or held[2] ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], 'summary', ARGV[1], 'version', ARGV[4])
return 1
`);

/**
 * Keys: the session's two, and those of the census. $1 what stands in the place of its version, $2 for how long in ms: who
 * read the session before finds another version then, and cannot bring it back.
 */
export const FORGET = luaScript(`
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('HSET', KEYS[1], 'version', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('ZREM', KEYS[3], KEYS[1])
redis.call('HDEL', KEYS[4], KEYS[1])
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
