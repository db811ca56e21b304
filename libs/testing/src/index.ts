export { createTestDatabase, type TestDatabase } from './create-test-database.js';
export { freePort } from './free-port.js';
export { serveStub, type Stub } from './serve-stub.js';
export { until } from './until.js';
