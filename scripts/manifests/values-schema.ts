import { SERVICES } from '../launcher/plan/service-table.ts';
import { chartFacts, type ServiceFacts } from './chart-facts.ts';

type Schema = Record<string, unknown>;

/** All of these and nothing else. */
const closed = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  additionalProperties: false,
  ...(required.length > 0 && { required }),
  properties,
});
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const integer = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum });
const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });
const matching = (pattern: string): Schema => ({ type: 'string', pattern });

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const port = integer(1, 65_535);
const free: Schema = { type: 'object' };
const texts: Schema = { type: 'object', additionalProperties: text };
const host = matching('^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$');
const objectName = matching('^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$');
const cidr = matching('^[0-9a-fA-F:.]+/[0-9]{1,3}$');
const memory = matching('^[0-9]+(Mi|Gi)$');
const cpu: Schema = { type: ['string', 'number'], pattern: '^[0-9]+(m|(\\.[0-9]+)?)$' };
const store = closed({ cidrs: listOf(cidr), port }, ['cidrs', 'port']);

/** Refuses what no template reads: a misspelled value that is silently ignored is worse than none. */
export function valuesSchema(): Schema {
  const facts = chartFacts();
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Values of the chart parley',
    ...closed({
      global: free, // Helm gives it to every chart
      namespace: closed({ create: flag }),
      image: closed({
        registry: matching('^[^\\s/][^\\s]*[^\\s/]$'),
        tag: { type: 'string', pattern: '^[\\w.-]*$', not: { const: 'latest' } },
        digests: {
          type: 'object',
          propertyNames: { enum: [...SERVICES, 'simulator'] },
          additionalProperties: matching('^sha256:[0-9a-f]{64}$'),
        },
        pullPolicy: oneOf('IfNotPresent', 'Always', 'Never'),
        pullSecrets: listOf(closed({ name: text }, ['name'])),
      }),
      environment: oneOf('production', 'development', 'test'),
      logLevel: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace'),
      priorityClassName: text,
      podAnnotations: texts,
      nodeSelector: texts,
      tolerations: listOf(free),
      public: closed({
        kind: oneOf('ingress', 'gateway-api', 'none'),
        host,
        sitesHost: host,
        tls: flag,
        tlsSecret: objectName,
        sitesTlsSecret: objectName,
        className: text,
        annotations: texts,
        gateway: closed({ name: objectName, namespace: objectName }),
      }),
      autoscaling: closed({
        kind: oneOf('hpa', 'keda', 'none'),
        queueMetrics: flag,
        prometheusUrl: matching('^https?://'),
      }),
      database: closed({ maxConnections: integer(20, 100_000), caSecret: objectName }),
      externalSecrets: closed({
        enabled: flag,
        refreshInterval: matching('^[0-9]+(s|m|h)$'),
        store: closed({ name: objectName, kind: oneOf('ClusterSecretStore', 'SecretStore') }),
        pathPrefix: text,
      }),
      networkPolicy: closed({
        database: store,
        redis: store,
        monitoring: listOf(free),
        ingressController: listOf(free),
      }),
      monitoring: closed({ serviceMonitor: flag, rules: flag, dashboards: flag, labels: texts }),
      tracing: closed({
        endpoint: matching('^(https?://.+)?$'),
        sampleRatio: { type: 'number', minimum: 0, maximum: 1 },
        egress: listOf(free),
      }),
      mtls: closed({
        enabled: flag,
        issuer: closed({ name: objectName, kind: oneOf('Issuer', 'ClusterIssuer') }),
        duration: matching('^[0-9]+h$'),
        renewBefore: matching('^[0-9]+h$'),
        trustDomain: matching('^[a-z0-9.-]+$'),
      }),
      mcp: closed({ existingConfigMap: objectName }),
      services: closed(Object.fromEntries(SERVICES.map((name) => [name, serviceSchema(name, facts[name])])), [
        ...SERVICES,
      ]),
      development: closed({ enabled: flag, postgresImage: text, redisImage: text }),
      extraObjects: listOf(free),
    }),
  };
}

function serviceSchema(name: string, facts: ServiceFacts): Schema {
  const keys: Schema[] = facts.secrets.optional.map((key) => ({ const: key }));
  if (facts.secrets.required.includes('ANTHROPIC_API_KEY')) keys.push(matching('^ANTHROPIC_API_KEY_[0-9]+$'));
  if (name === 'agents') keys.push(matching('^MCP_[A-Z0-9_]+$'));
  const sizes = closed({ cpu, memory, 'ephemeral-storage': memory }, ['cpu', 'memory', 'ephemeral-storage']);
  const limits = closed({ cpu, memory, 'ephemeral-storage': memory }, ['memory', 'ephemeral-storage']);
  return closed({
    replicas: closed(
      { min: integer(2, 100), max: integer(2, 1_000), upPods: integer(1, 100), downSeconds: integer(15, 1_800) },
      ['min', 'max'],
    ),
    resources: closed({ requests: sizes, limits }, ['requests', 'limits']),
    databasePool: facts.database ? integer(2, 100) : { const: 0 },
    stop: closed({ preStopSeconds: integer(1, 60), drainSeconds: integer(5, 600) }, ['preStopSeconds', 'drainSeconds']),
    env: {
      type: 'object',
      propertyNames: { enum: facts.variables },
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
    secret: closed({
      existingSecret: objectName,
      optional: keys.length > 0 ? listOf({ anyOf: keys }) : { type: 'array', maxItems: 0 },
      revision: text,
    }),
    extraEgress: listOf(free),
  });
}
