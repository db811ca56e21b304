import type { Answered } from './ask.ts';
import { type Finding, fault, warning, well } from './finding.ts';

export interface WebhookFacts {
  url: string;
  /** What it answers to Meta's handshake; undefined where no token is known here. */
  handshake: Answered | undefined;
  challenge: string;
  forged: Answered;
  /** A signed post that says nothing; undefined where no secret is known here. */
  signed: Answered | undefined;
}

export function judgeWebhook({ url, handshake, challenge, forged, signed }: WebhookFacts): Finding[] {
  const about = 'webhook';
  if ('trouble' in forged)
    return [
      fault(about, `cannot be reached at ${url}: ${forged.trouble}`, 'Start the gateway, or mend GATEWAY_PUBLIC_URL.'),
    ];
  const findings: Finding[] = [];
  if (forged.status !== 401)
    findings.push(
      fault(
        about,
        `answered ${forged.status} to a post with a wrong signature, where only 401 is right`,
        'Something else than the gateway answers there, or a proxy changes the request: send /webhooks/whatsapp to it untouched.',
      ),
    );
  if (!handshake)
    findings.push(
      warning(about, 'the handshake was not tried', 'Give the doctor WHATSAPP_VERIFY_TOKEN as the gateway has it.'),
    );
  else if ('trouble' in handshake || handshake.status !== 200 || handshake.body !== challenge)
    findings.push(
      fault(
        about,
        `does not answer Meta's handshake (${'trouble' in handshake ? handshake.trouble : handshake.status})`,
        'WHATSAPP_VERIFY_TOKEN here is not the one of the gateway, or a proxy drops the query.',
      ),
    );
  if (!signed)
    findings.push(
      warning(about, 'a signed post was not tried', 'Give the doctor WHATSAPP_APP_SECRET as the gateway has it.'),
    );
  else if ('trouble' in signed || signed.status !== 200)
    findings.push(
      fault(
        about,
        `does not take a post that is signed with WHATSAPP_APP_SECRET (${'trouble' in signed ? signed.trouble : signed.status})`,
        '401: the secret here is not the one of the gateway. 503: the gateway cannot store, see the services above.',
      ),
    );
  return findings.length > 0
    ? findings
    : [well(about, 'answers the handshake, takes what is signed, refuses what is not')];
}

/** @param number as it stands in WHATSAPP_PHONE_NUMBER_ID */
export function judgeNumber(number: string, answer: Answered | 'no token'): Finding {
  const about = `number ${number}`;
  if (answer === 'no token')
    return fault(about, 'has no access token', 'Set WHATSAPP_ACCESS_TOKEN, or name it in WHATSAPP_ACCESS_TOKENS.');
  if ('trouble' in answer)
    return fault(
      about,
      `the Graph API cannot be reached: ${answer.trouble}`,
      'Let the cluster out to graph.facebook.com.',
    );
  if (answer.status === 200) return well(about, 'WhatsApp knows it and takes the token');
  const code = codeOf(answer.body);
  if (code === 190 || answer.status === 401)
    return fault(
      about,
      'WhatsApp refuses the access token (190)',
      'Make a token of a system user that does not expire, with whatsapp_business_messaging and whatsapp_business_management.',
    );
  if (code === 100 || answer.status === 404)
    return fault(
      about,
      'WhatsApp does not know this number, or the token may not use it (100)',
      'WHATSAPP_PHONE_NUMBER_ID is the id of the number, not the number; give the system user the account.',
    );
  return fault(
    about,
    `the Graph API answered ${answer.status}${code ? `, code ${code}` : ''}`,
    'See the status page of Meta, and try again.',
  );
}

function codeOf(body: string): number | undefined {
  try {
    return (JSON.parse(body) as { error?: { code?: number } }).error?.code;
  } catch {
    return undefined;
  }
}

export interface KeyFacts {
  /** Of its variable. */
  name: string;
  answer: Answered;
}

/** Of several keys one that is refused costs nothing yet: services go on with the next. */
export function judgeModel(keys: readonly KeyFacts[]): Finding[] {
  if (keys.length === 0) return [fault('model', 'has no key', 'Set ANTHROPIC_API_KEY.')];
  const isAnyGood = keys.some(({ answer }) => 'status' in answer && answer.status === 200);
  return keys.map(({ name, answer }) =>
    judgeKey(keys.length > 1 ? `model (${name})` : 'model', name, answer, isAnyGood),
  );
}

function judgeKey(about: string, name: string, answer: Answered, isAnyGood: boolean): Finding {
  if ('trouble' in answer)
    return fault(
      about,
      `its API cannot be reached: ${answer.trouble}`,
      'Let the cluster out to it, or mend ANTHROPIC_BASE_URL.',
    );
  if (answer.status === 200) return well(about, 'its API takes the key');
  if (answer.status === 401 || answer.status === 403)
    return (isAnyGood ? warning : fault)(
      about,
      `its API refuses the key (${answer.status})`,
      `Make a new key and set ${name}.`,
    );
  if (answer.status === 429)
    return warning(about, 'its API takes no more calls for now (429)', 'Raise the limits of the account, or wait.');
  return fault(about, `its API answered ${answer.status}`, 'See its status page, and ANTHROPIC_BASE_URL.');
}

export function judgeSites(url: string | undefined, answer: Answered | undefined, publicUrl: string): Finding {
  const about = 'sites';
  if (!url || !answer)
    return warning(about, 'SITES_URL is not set: what agents build cannot be shown', 'Set it to a host of its own.');
  if ('trouble' in answer)
    return fault(
      about,
      `cannot be reached at ${url}: ${answer.trouble}`,
      'Send the host of SITES_URL to the gateway (SITES_PORT).',
    );
  if (answer.status >= 500) return fault(about, `answers ${answer.status} at ${url}`, 'See the log of the gateway.');
  if (new URL(url).origin === new URL(publicUrl).origin)
    return fault(
      about,
      'are on the same origin as the console: a site could read it',
      'Give SITES_URL a host of its own, see docs/adr/0027-sites-on-an-origin-of-their-own.md.',
    );
  return well(about, 'can be reached, on an origin of their own');
}

const SHORTEST = 16;

/** By length alone: what they are is never shown. */
export function judgeSecrets(secrets: Record<string, string | undefined>, isProduction: boolean): Finding {
  const short = Object.entries(secrets).flatMap(([name, value]) => (value && value.length < SHORTEST ? [name] : []));
  if (short.length === 0) return well('secrets', `all that are set have at least ${SHORTEST} characters`);
  const says = `${short.join(' and ')} ${short.length === 1 ? 'has' : 'have'} fewer than ${SHORTEST} characters`;
  const advice = 'Make longer ones: openssl rand -hex 32.';
  return isProduction ? fault('secrets', says, advice) : warning('secrets', says, advice);
}
