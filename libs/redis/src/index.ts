export { CircuitBoard, type PostedCircuit } from './circuit-board.js';
export { RedisModule } from './redis.module.js';
export { type LuaScript, luaScript, RedisStore } from './redis-store.js';
