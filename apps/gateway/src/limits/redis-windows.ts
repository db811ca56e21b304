import { luaScript, type RedisStore } from '#libs/redis';
import { type Attempt, type Ruling, WINDOW_MS, type Windows } from './attempt.js';

/**
 * A window is a hash that expires: `n` messages counted, `t:<mode>` set once its person was told, and the ruling of each
 * message that was not simply refused. At most limit + 3 fields, whatever the flood.
 */
const script = luaScript(`
local limit, windowMs = tonumber(ARGV[1]), ARGV[2]
local rulings = {}
for i, key in ipairs(KEYS) do
  local message, mode = ARGV[2 * i + 1], ARGV[2 * i + 2]
  local ruling = redis.call('HGET', key, message)
  if not ruling then
    local isNew = redis.call('EXISTS', key) == 0
    ruling = 'refused'
    if mode == 'count' and tonumber(redis.call('HGET', key, 'n') or '0') < limit then
      redis.call('HINCRBY', key, 'n', 1)
      ruling = 'allowed'
    elseif redis.call('HSETNX', key, 't:' .. mode, 1) == 1 then
      ruling = 'told'
    end
    if ruling ~= 'refused' then redis.call('HSET', key, message, ruling) end
    if isNew then redis.call('PEXPIRE', key, windowMs) end
  end
  rulings[i] = ruling
end
return rulings
`);

/** Windows that all gateways share; one call for a whole batch. */
export class RedisWindows implements Windows {
  constructor(
    private readonly redis: RedisStore,
    private readonly limit: number,
  ) {}

  /** @throws AppError PEER_UNAVAILABLE when Redis is away */
  async rule(attempts: readonly Attempt[]): Promise<Ruling[]> {
    const keys = attempts.map(({ person }) => `gateway:window:${person}`);
    const args = attempts.flatMap(({ message, mode }) => [message, mode]);
    return (await this.redis.script(script, keys, [this.limit, WINDOW_MS, ...args])) as Ruling[];
  }
}
