import { readConfig } from '#libs/config';
import { gatewayConfig } from './gateway.config.js';

const required = {
  DATABASE_URL: 'postgres://gateway@127.0.0.1/parley',
  REDIS_URL: 'redis://127.0.0.1',
  ORCHESTRATOR_URL: 'dns:///orchestrator:50052',
  NOTIFIER_URL: '127.0.0.1:50055',
  AGENTS_URL: '127.0.0.1:50054',
  WHATSAPP_APP_SECRET: 'new-secret, old-secret',
  WHATSAPP_VERIFY_TOKEN: 'token',
};

describe('the configuration of the gateway', () => {
  it('needs addresses and secrets, and has a default for the rest', () => {
    expect(readConfig(gatewayConfig, required)).toMatchObject({
      PORT: 3000,
      SITES_PORT: 3001,
      OPS_PORT: 9101,
      GRPC_PORT: 50051,
      RATE_LIMIT_PER_MINUTE: 10,
      WHATSAPP_APP_SECRET: ['new-secret', 'old-secret'],
      INJECTION_POLICY: { otherwise: 'flag' },
    });
  });

  it('names everything that is missing or malformed at once, and shows no value', () => {
    const bad = {
      ...required,
      DATABASE_URL: 'mysql://s3cret',
      WHATSAPP_APP_SECRET: ' , ',
      PORT: '70000',
      INJECTION_POLICY: 'shout',
    };
    const read = () => readConfig(gatewayConfig, { ...bad, REDIS_URL: undefined, WHATSAPP_VERIFY_TOKEN: '' });
    for (const name of [
      'DATABASE_URL',
      'REDIS_URL',
      'PORT',
      'WHATSAPP_APP_SECRET',
      'WHATSAPP_VERIFY_TOKEN',
      'INJECTION_POLICY',
    ])
      expect(read).toThrow(new RegExp(`^ *- ${name}: `, 'm'));
    expect(read).not.toThrow(/s3cret|shout/);
  });
});
