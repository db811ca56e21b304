/** @type {typeof globalThis & { parleyStores?: import('./start-stores.ts').Stores }} */
const run = globalThis;

export default () => run.parleyStores?.stop();
