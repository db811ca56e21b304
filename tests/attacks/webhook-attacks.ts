import { type Attack, at, BAD_INPUT, LIVE, WEBHOOK } from './attack.ts';

/** At the edge where WhatsApp delivers. */
export const WEBHOOK_ATTACKS: readonly Attack[] = [
  {
    id: 'A01',
    what: 'a post without a signature',
    target: 'gateway, webhook',
    safe: '401, nothing parsed or stored, counted',
    played: [
      at(WEBHOOK, 'is refused %s, without a word', 'count what became of webhooks and messages, under bounded labels'),
    ],
  },
  {
    id: 'A02',
    what: 'signatures that are wrong, short, long, no hex, old, or twice',
    target: 'gateway, webhook',
    safe: '401, no exception',
    played: [
      at(
        'apps/gateway/src/webhook/signature-verifier.spec.ts',
        'refuses %s without throwing',
        'accepts nothing without a secret',
      ),
      at(WEBHOOK, 'is refused %s, without a word'),
      at(BAD_INPUT, 'refuses one that is %s, without a word'),
    ],
  },
  {
    id: 'A03',
    what: 'a valid signature over changed or rewritten bytes',
    target: 'gateway, webhook',
    safe: '401, and the bytes that Meta signed pass',
    played: [
      at(
        BAD_INPUT,
        'refuses a body with one flipped byte',
        'refuses emoji that were serialised again, and takes the bytes that Meta signed',
      ),
    ],
  },
  {
    id: 'A04',
    what: 'a number of somebody else, or of nobody, inside our account',
    target: 'gateway, routing',
    safe: '200, set aside, no answer and no data of others',
    played: [
      at(
        'apps/gateway/src/parsing/parse-webhook.spec.ts',
        'that is not ours gets its change set aside, and ours passes',
        'may not be %p',
      ),
      at(LIVE, 'have a number that is not ours set aside, whatever account it names'),
    ],
  },
  {
    id: 'A05',
    what: 'a webhook that was valid once, again',
    target: 'gateway and orchestrator',
    safe: 'answered once; what is older than eight days starts nothing',
    played: [
      at(
        BAD_INPUT,
        'answers a POST that comes twenty times at once to two gateways a single time',
        'starts nothing for a message of 1970, keeps it, and answers one of 2100',
      ),
      at(WEBHOOK, 'that comes again keeps nothing twice'),
    ],
  },
  {
    id: 'A06',
    what: 'a subscription with a wrong, missing or repeated token, or a script for a challenge',
    target: 'gateway, subscription',
    safe: '403; a challenge is short plain text with nosniff',
    played: [
      at(WEBHOOK, 'is confirmed with exactly the challenge, as plain text', 'is refused without a word: %s'),
      at(
        'apps/gateway/src/webhook/verify-subscription.spec.ts',
        'refuses %s',
        'does not take a missing token for an empty one',
      ),
    ],
  },
  {
    id: 'A07',
    what: '10 MB, a million nested arrays, compressed bombs, clients that never finish, smuggled requests',
    target: 'gateway, both doors',
    safe: '413, 400, 415 and 408; memory stays; others are served',
    played: [
      at(BAD_INPUT, 'refuses 10 MB with 413 and goes on', 'survives a million nested arrays'),
      at(WEBHOOK, 'is refused when it is too large, announced or not'),
      at(
        LIVE,
        'unpack nothing of what is compressed, signed or not',
        'smuggle no second request in by %s',
        'hold no connection by headers that never end',
        'hold no connection by a body that never ends',
      ),
    ],
  },
  {
    id: 'A08',
    what: 'keys that reach prototypes, in webhooks and at the console',
    target: 'gateway',
    safe: 'names among names, or refused',
    played: [
      at(BAD_INPUT, 'is not polluted by __proto__'),
      at(
        'apps/gateway/src/parsing/parse-webhook.spec.ts',
        'takes keys that look like a prototype for what they are: names',
      ),
      at(
        'apps/orchestrator/src/phases/running/read-output.spec.ts',
        'leaves out what Postgres refuses and what would reach a prototype',
      ),
      at(LIVE, 'search conversations by %s without harm'),
    ],
  },
  {
    id: 'A09',
    what: 'another type or charset with a valid signature',
    target: 'gateway, webhook',
    safe: '415',
    played: [
      at(WEBHOOK, 'is refused %s, without a word'),
      at('apps/gateway/src/webhook/refuse-request.spec.ts', 'answers %i to a post %s'),
    ],
  },
  {
    id: 'A10',
    what: 'NUL, turned direction, 64 KB and halves of characters in names and texts',
    target: 'gateway to database',
    safe: 'stored clean and cut; no loop, no dead worker',
    played: [
      at(
        'apps/gateway/src/sanitation/sanitise-text.spec.ts',
        'always gives text that Postgres stores, and gives it back unchanged',
      ),
      at(BAD_INPUT, 'answers a text with %s', 'cuts 70,000 characters to what an agent takes, and keeps them all'),
      at(
        'apps/gateway/src/parsing/any-webhook.spec.ts',
        'is parsed without an exception, to what can be handed over',
        'is parsed without an exception from any bytes',
      ),
    ],
  },
];
