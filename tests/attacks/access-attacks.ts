import { type Attack, at, CONSOLE, LIVE, WEBHOOK } from './attack.ts';

const NO_API = 'there is no public API with keys, tenants that sign in, roles or OAuth yet: operators share one token';
const SEVERAL = 'tests/e2e/several-numbers.spec.ts';
const PEERS = 'libs/grpc/src/peer-tls.spec.ts';

/** Whose data it is, who may call whom, and what opens the console. */
export const ACCESS_ATTACKS: readonly Attack[] = [
  {
    id: 'A16',
    what: 'ids of another business or person, in messages, taps and tools',
    target: 'agents and orchestrator',
    safe: 'as if they did not exist',
    played: [
      at(
        SEVERAL,
        'knows no product of another, by whatever way it is named',
        'keeps cart, confirmation and order of one out of the reach of the other',
        'finds no ticket of another',
      ),
      at(
        'apps/agents/src/commerce/order.tools.spec.ts',
        'is not made by the button of somebody else',
        'is found and cancelled by its owner alone, and gives the stock back once',
      ),
      at('apps/agents/src/confirmations/confirmations.spec.ts', 'refuses the tap of %s'),
    ],
    open: `the matrix over routes waits for them: ${NO_API}`,
  },
  {
    id: 'A17',
    what: 'a query without the business that it is for',
    target: 'databases',
    safe: 'no row of anybody else',
    played: [
      at(
        'apps/agents/src/information/information.tools.spec.ts',
        'lets nothing of one business reach the number of another',
      ),
      at('apps/agents/src/knowledge/knowledge-search.spec.ts', 'finds nothing for a business that does not exist'),
      at('apps/agents/src/commerce/catalogue.tools.spec.ts', 'of another business are nowhere'),
    ],
    open: 'row-level security comes with the API for tenants; until then every query names its business',
  },
  {
    id: 'A18',
    what: 'metadata of a call that names another tenant, role or user',
    target: 'gRPC',
    safe: 'ignored: a caller is who its certificate says',
    played: [at(PEERS, 'believes nothing that a caller says of itself in metadata', 'reads of %s that it is %s')],
    open: 'without certificates, as on one machine, callers are told apart by the network alone',
  },
  {
    id: 'A19',
    what: 'a service that calls what is not its business',
    target: 'gRPC',
    safe: 'PERMISSION_DENIED for each rpc that the table does not grant',
    played: [
      at(
        'libs/grpc/src/callers.spec.ts',
        'lets %s not call %s',
        'has a row for each rpc of the contracts, and no other',
      ),
      at(PEERS, 'lets a service call what it may, and nothing else'),
    ],
  },
  {
    id: 'A20',
    what: 'plain text, and certificates of others',
    target: 'gRPC',
    safe: 'no handshake',
    played: [at(PEERS, 'turns away certificates of others, and whoever has none')],
  },
  {
    id: 'A21',
    what: 'probes, metrics and reflection from outside, under any spelling',
    target: 'public door',
    safe: '404; reflection outside production only',
    played: [
      at(
        WEBHOOK,
        'show probes and metrics on the ops port only',
        'show nothing of that under another spelling: %s',
        'take no webhooks at the ops port',
      ),
      at('libs/bootstrap/src/start-service.spec.ts', 'offers reflection outside production only: %s'),
    ],
  },
  {
    id: 'A22',
    what: '40 MB, bytes that are no message, rpcs that do not exist',
    target: 'gRPC',
    safe: 'RESOURCE_EXHAUSTED or an error; the process lives',
    played: [at(LIVE, 'send no peer more than it takes, and no words that are none')],
    open: 'rapid resets of streams by a peer are not played: peers are inside, behind the network policies',
  },
  { id: 'A23', what: 'forged JWTs', target: 'API', safe: 'refused', played: [], open: NO_API },
  { id: 'A24', what: 'expired or foreign tokens', target: 'API', safe: 'refused', played: [], open: NO_API },
  { id: 'A25', what: 'keys with too small a scope', target: 'API', safe: '403', played: [], open: NO_API },
  {
    id: 'A26',
    what: 'guesses and near misses of the token',
    target: 'console, sign-in',
    safe: 'refused, ten attempts a minute, whatever address is claimed',
    played: [
      at(CONSOLE, 'refuses the token %j', 'refuses everything after ten attempts in a minute, the right token too'),
      at(LIVE, 'guess the token of the console no faster from addresses that they only claim'),
    ],
    open: `revoked keys: ${NO_API}`,
  },
  { id: 'A27', what: 'tricks with OAuth', target: 'API', safe: 'refused', played: [], open: NO_API },
  {
    id: 'A28',
    what: 'operators who raise their own rights',
    target: 'console',
    safe: 'refused',
    played: [],
    open: NO_API,
  },
  {
    id: 'P04',
    what: 'sessions that are forged or changed, and cookies that scripts or other sites would use',
    target: 'console',
    safe: 'HttpOnly, SameSite=Strict, signed; nothing else is a session',
    played: [
      at(
        CONSOLE,
        'gives a session that no script reads and no other site sends',
        'knows no session that it has not signed, nor one that was changed',
        'answers nobody who is not signed in: %s %s',
        'takes the operator from the session and from nowhere else',
      ),
    ],
  },
  {
    id: 'P05',
    what: 'requests of other sites with the session of an operator',
    target: 'console',
    safe: '403, and nothing is allowed to another origin',
    played: [at(CONSOLE, 'changes nothing for a request %s'), at(LIVE, 'are allowed nothing from another origin: %s')],
  },
  {
    id: 'P06',
    what: 'another host in the headers',
    target: 'gateway',
    safe: 'no address is made of it',
    played: [at(LIVE, 'choose no address by the host that they name')],
  },
  {
    id: 'P07',
    what: 'one person under a number and an id, to be limited twice as late',
    target: 'gateway, limits',
    safe: 'one person',
    played: [
      at('apps/gateway/src/limits/pseudonyms.spec.ts', 'prefers the id that stays when the number is hidden'),
      at(
        'tests/contract/gateway/screening.spec.ts',
        'lets three messages a minute pass, gives one notice, and records the rest',
      ),
    ],
  },
  {
    id: 'P08',
    what: 'answers of others, or changed ones, out of caches',
    target: 'caches of answers and phases',
    safe: 'never across persons or businesses; a changed entry is a miss and an alarm',
    played: [
      at(
        'apps/agents/src/answers/answer-store.spec.ts',
        'takes an entry for none when somebody has changed %s, counted and said aloud',
        'finds nothing of an installation with another secret, without an alarm',
      ),
      at('apps/agents/src/answers/answers.spec.ts', 'are never those of %s'),
      at(
        'apps/orchestrator/src/phases/caching/phase-cache.spec.ts',
        'takes an entry for none when somebody has changed %s, until it is kept again',
      ),
    ],
  },
];
