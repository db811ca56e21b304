import { chooseApis, isLoopback, SettingsError } from './choose-apis.ts';

const demo = {
  WHATSAPP_APP_SECRET: 'demo-secret',
  WHATSAPP_VERIFY_TOKEN: 'demo-verify',
  WHATSAPP_ACCESS_TOKEN: 'demo-token',
};
const choose = (env: NodeJS.ProcessEnv) => chooseApis(env, 'http://127.0.0.1:4000', demo);

describe(chooseApis.name, () => {
  it('lets the simulator play both when nothing is set', () => {
    expect(choose({})).toEqual({
      whatsapp: 'simulator',
      model: 'simulator',
      variables: {
        ...demo,
        WHATSAPP_API_URL: 'http://127.0.0.1:4000',
        ANTHROPIC_BASE_URL: 'http://127.0.0.1:4000/anthropic',
        ANTHROPIC_API_KEY: 'offline-demo',
        STT_BASE_URL: 'http://127.0.0.1:4000/speech',
        WHATSAPP_MENU_LANGUAGE: '100000000000001:es',
        NUMBER_RATE_PER_SECOND: '0',
        MODEL_CONCURRENCY: '2500',
      },
    });
  });

  it('gives a menu to the numbers that the simulator was given', () => {
    expect(choose({ WHATSAPP_PHONE_NUMBER_ID: '200,201' }).variables).toMatchObject({ WHATSAPP_MENU_LANGUAGE: 'es' });
  });

  it('lets the simulator hear only its own phones, and only where nobody else is named', () => {
    expect(choose({ STT_BASE_URL: 'http://ears.example' }).variables).not.toHaveProperty('STT_BASE_URL');
    const real = choose({ WHATSAPP_ACCESS_TOKEN: 't', WHATSAPP_APP_SECRET: 's' });
    expect(real.variables).not.toHaveProperty('STT_BASE_URL');
  });

  it('takes the real model with a key and the simulated phone without an account', () => {
    const { whatsapp, model, variables } = choose({ ANTHROPIC_API_KEY: 'real' });
    expect([whatsapp, model]).toEqual(['simulator', 'real']);
    for (const name of ['ANTHROPIC_BASE_URL', 'ANTHROPIC_API_KEY', 'MODEL_CONCURRENCY'])
      expect(variables).not.toHaveProperty(name);
  });

  it('talks to Meta with a token, keeps the limits of the account, and brings only the token of the handshake', () => {
    const { whatsapp, variables } = choose({ WHATSAPP_ACCESS_TOKEN: 't', WHATSAPP_APP_SECRET: 's' });
    expect(whatsapp).toBe('real');
    expect(variables).toMatchObject({ WHATSAPP_VERIFY_TOKEN: 'demo-verify' });
    for (const name of ['WHATSAPP_APP_SECRET', 'WHATSAPP_API_URL', 'NUMBER_RATE_PER_SECOND', 'WHATSAPP_MENU_LANGUAGE'])
      expect(variables).not.toHaveProperty(name);
  });

  it('refuses a token without the secret that knows the webhooks', () => {
    expect(() => choose({ WHATSAPP_ACCESS_TOKEN: 't' })).toThrow(SettingsError);
    expect(() => choose({ WHATSAPP_ACCESS_TOKENS: '1001:t' })).toThrow(SettingsError);
    expect(() => choose({ WHATSAPP_ACCESS_TOKEN: 't', WHATSAPP_APP_SECRET_FILE: '/run/s' })).not.toThrow();
  });

  it('uses servers that are named, whatever credentials there are, and fills in what is missing', () => {
    const env = {
      WHATSAPP_API_URL: 'http://localhost:4010',
      ANTHROPIC_BASE_URL: 'https://models.example',
      WHATSAPP_APP_SECRET: 'own',
    };
    const { whatsapp, model, variables } = choose(env);
    expect([whatsapp, model]).toEqual(['named', 'named']);
    expect(variables).toMatchObject({
      WHATSAPP_ACCESS_TOKEN: 'demo-token',
      NUMBER_RATE_PER_SECOND: '0',
      ANTHROPIC_API_KEY: 'offline-demo',
    });
    expect(variables).not.toHaveProperty('WHATSAPP_APP_SECRET');
    expect(variables).not.toHaveProperty('MODEL_CONCURRENCY');
  });

  it('never touches a limit that the person set', () => {
    const { variables } = choose({ NUMBER_RATE_PER_SECOND: '80', MODEL_CONCURRENCY: '4' });
    expect(variables).not.toHaveProperty('NUMBER_RATE_PER_SECOND');
    expect(variables).not.toHaveProperty('MODEL_CONCURRENCY');
  });
});

describe(isLoopback.name, () => {
  it.each(['http://localhost:1', 'http://127.0.0.2/x', 'http://[::1]:4000'])('knows %s as this machine', (url) => {
    expect(isLoopback(url)).toBe(true);
  });
  it.each(['https://graph.facebook.com', 'http://127.0.0.1.example.com', 'http://10.0.0.1', 'nonsense', undefined])(
    'does not take %s for this machine',
    (url) => expect(isLoopback(url)).toBe(false),
  );
});
