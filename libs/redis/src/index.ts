export { RedisModule } from './redis.module.js';
export { type LuaScript, luaScript, RedisStore } from './redis-store.js';
