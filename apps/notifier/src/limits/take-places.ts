import { luaScript } from '#libs/redis';

/**
 * Takes a place in two buckets for each message of a batch and answers, in order, how many milliseconds it is until then.
 * KEYS: pair, number, pair, number, …; ARGV: interval and burst of a pair, interval and burst of a number.
 * Places are taken ahead of time, so that a message waits once and is not turned away again.
 */
export const takePlaces = luaScript(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  local rules = { { tonumber(ARGV[1]), tonumber(ARGV[2]) }, { tonumber(ARGV[3]), tonumber(ARGV[4]) } }
  local free_at = {}
  local waits = {}
  for i = 1, #KEYS, 2 do
    local wait = 0
    for j = 1, 2 do
      local interval, burst, key = rules[j][1], rules[j][2], KEYS[i + j - 1]
      if interval > 0 then
        local at = math.max(now, free_at[key] or tonumber(redis.call('GET', key) or '0'))
        wait = math.max(wait, at - (burst - 1) * interval - now)
        free_at[key] = at + interval
      end
    end
    waits[#waits + 1] = math.ceil(wait)
  end
  for key, at in pairs(free_at) do
    redis.call('SET', key, string.format('%.3f', at), 'PX', math.ceil(at - now) + 1000)
  end
  return waits
`);
