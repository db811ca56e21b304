export { createTestDatabase, type TestDatabase } from './create-test-database.js';
export { freePort } from './free-port.js';
export { runScript, type Script } from './run-script.js';
export { serveStub, type Stub } from './serve-stub.js';
export { until } from './until.js';
export { type Change, messagesChange, signatureOf, textMessage, webhookOf } from './webhook-of.js';
export {
  answerEvents,
  type ModelBlock,
  type ModelRequest,
  personText,
  type ScriptedCall,
  sendEvents,
  sendModelError,
  sendModels,
  type ServedModel,
  serveModel,
  toolEvents,
  toolResults,
  writeEvents,
} from './serve-model.js';
