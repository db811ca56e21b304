// Prints what one service registers with Prometheus, as JSON: node --import <load-sources> print-metrics.mjs <service>
import { collectDefaultMetrics, register } from 'prom-client';

const [service] = process.argv.slice(2);
const source = new URL(`../../apps/${service}/src/`, import.meta.url);

collectDefaultMetrics();
const runtime = new Set(register.getMetricsAsArray().map(({ name }) => name));
// Metrics of the libraries register themselves when they are loaded, those of a service when Nest asks for them
await import(new URL(`${service}.module.ts`, source).href);
/** @type {Record<string, unknown>} */
const exported = await import(new URL(`${service}.metrics.ts`, source).href);
for (const providers of Object.values(exported)) {
  if (Array.isArray(providers)) providers.forEach(({ useFactory }) => useFactory());
}

const metrics = register.getMetricsAsArray().map((metric) => {
  const {
    name,
    help,
    type,
    labelNames = [],
    upperBounds = [],
  } = /** @type {Registered} */ (/** @type {object} */ (metric));
  return { name, help, type, labels: labelNames, buckets: upperBounds, isRuntime: runtime.has(name) };
});
process.stdout.write(JSON.stringify(metrics), () => process.exit());

/** @typedef {{ name: string; help: string; type: string; labelNames?: string[]; upperBounds?: number[] }} Registered */
