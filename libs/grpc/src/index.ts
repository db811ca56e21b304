export { AppErrorFilter } from './app-error.filter.js';
export { contractOptions, type GrpcHandlers, Serves, type ServiceDefinition } from './contract.js';
export { fromDetail, toDetail, toWire } from './error-detail.js';
export { type CallOptions, GrpcClient } from './grpc-client.js';
export { serverOptions } from './server-options.js';
export { securePeers, serverCredentials } from './peer-tls.js';
