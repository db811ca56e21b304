export { canonicalJson } from './canonical-json.js';
export { EntrySigner } from './entry-signer.js';
