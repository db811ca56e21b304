import { createHmac, randomUUID } from 'node:crypto';
import { type Answered, ask } from './ask.ts';
import type { Deployment, ModelKey } from './deployment.ts';
import type { ServiceFacts } from './judge-services.ts';
import type { KeyFacts, WebhookFacts } from './judge-outside.ts';

export function lookAtServices({ services }: Deployment): Promise<ServiceFacts[]> {
  return Promise.all(
    services.map(async ({ service, url }) => {
      const [ready, metrics] = await Promise.all([ask(`${url}/health/ready`), ask(`${url}/metrics`)]);
      return { service, url, ready, metrics };
    }),
  );
}

/** As Meta would ask; nothing that is posted here holds a message. */
export async function lookAtWebhook({ publicUrl, whatsapp }: Deployment): Promise<WebhookFacts> {
  const url = `${publicUrl.replace(/\/+$/, '')}/webhooks/whatsapp`;
  const { appSecret, verifyToken } = whatsapp;
  const challenge = randomUUID();
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });
  const post = (secret: string): Promise<Answered> => {
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
    return ask(url, { method: 'POST', headers, body });
  };
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': verifyToken ?? '',
    'hub.challenge': challenge,
  });
  const [handshake, forged, signed] = await Promise.all([
    verifyToken ? ask(`${url}?${query.toString()}`) : undefined,
    post(randomUUID()),
    appSecret ? post(appSecret) : undefined,
  ]);
  return { url, handshake, challenge, forged, signed };
}

export async function lookAtNumber(
  { whatsapp: { url, tokenOf } }: Deployment,
  number: string,
): Promise<Answered | 'no token'> {
  const token = tokenOf(number);
  if (!token) return 'no token';
  const headers = { authorization: `Bearer ${token}` };
  return ask(`${url}/${encodeURIComponent(number)}?fields=id,verified_name`, { headers });
}

/** Asks with each key: one that is refused is found before it is needed. */
export function lookAtModel({ model: { url, keys } }: Deployment): Promise<KeyFacts[]> {
  const look = ({ value }: ModelKey): Promise<Answered> =>
    ask(`${url}/v1/models?limit=1`, { headers: { 'x-api-key': value, 'anthropic-version': '2023-06-01' } });
  return Promise.all(keys.map(async (key) => ({ name: key.name, answer: await look(key) })));
}
