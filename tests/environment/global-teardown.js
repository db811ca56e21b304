export default () => globalThis.parleyStores?.stop();
