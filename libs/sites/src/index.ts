export { contentTypeOf } from './content-type-of.js';
export { SITE_POLICY } from './site-policy.js';
