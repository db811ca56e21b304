export { AppErrorFilter } from './app-error.filter.js';
export { MAX_MESSAGE_BYTES } from './channel-options.js';
export { contractOptions, type GrpcHandlers, Serves, type ServiceDefinition } from './contract.js';
export { fromDetail, toDetail, toWire } from './error-detail.js';
export { type CallOptions, GrpcClient } from './grpc-client.js';
