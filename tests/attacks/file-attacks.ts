import { type Attack, at, CONSOLE, LIVE } from './attack.ts';

const HOSTS = 'apps/notifier/src/media/media-hosts.spec.ts';
const OPENED = 'apps/agents/src/checks/opened-site.spec.ts';
const DOOR = 'apps/gateway/src/sites/sites-door.spec.ts';

/** Files of people, sites of agents, addresses that are fetched, and being forgotten. */
export const FILE_ATTACKS: readonly Attack[] = [
  {
    id: 'A39',
    what: 'paths out of the folder, names that fold to one, 100,000 entries, 10 MB each',
    target: 'files of builds',
    safe: 'refused before anything is kept',
    played: [
      at(
        'apps/agents/src/checks/weigh-files.spec.ts',
        'refuses the path %j',
        'refuses 100,000 files at once',
        'refuses names that differ by their case alone',
        'keeps a file of 10 MB from the other checks, and its neighbours not',
      ),
      at(
        'apps/agents/src/workspace/workspace.spec.ts',
        'refuses %j and says why',
        'is bounded: one file, all files, their number',
      ),
      at('apps/orchestrator/src/media/check-file.spec.ts', 'takes %s of %s (%s) as %s'),
    ],
    open: 'nothing unpacks archives: those that people send are not read',
  },
  {
    id: 'A40',
    what: 'paths with encoded dots, backslashes, NUL and Unicode',
    target: 'sites and console',
    safe: '400, 403 or 404',
    played: [
      at('apps/gateway/src/sites/read-site-address.spec.ts', 'refuses %j'),
      at(DOOR, 'has nothing at %s', 'refuses a request line and headers that are too long'),
      at(CONSOLE, 'gives nothing that is not of the page: %s'),
      at(LIVE, 'reach no file and no other host by %s'),
    ],
  },
  {
    id: 'A41',
    what: 'addresses inside our network in every spelling, redirects, foreign hosts, credentials',
    target: 'downloads of media, with the token',
    safe: 'never asked; the checked address is the one that is connected to',
    played: [
      at(
        HOSTS,
        'judges %s: %s',
        'knows %s as one',
        'knows one that is written as IPv6',
        'finds nothing inside our network, unless it is the configured API',
      ),
      at(
        'apps/notifier/src/media/media.client.spec.ts',
        'never goes to a host that is not trusted, though the API names it',
        'does not follow a redirect, so that the token stays',
        'stops at the first byte too many, whatever size was named',
      ),
    ],
    open: 'agents have no tool that fetches an address of a person; MCP servers are named by the operator alone',
  },
  {
    id: 'A42',
    what: 'sites that loop, eat memory, mine, or speak to others',
    target: 'checks of sites, and the page that shows them',
    safe: 'ended, and the next site is checked; an origin of their own',
    played: [
      at(
        OPENED,
        'finds %s',
        'ends %s, and checks the next site',
        'is not flooded by a page that complains without end',
      ),
      at(
        'apps/agents/src/checks/site-checker.spec.ts',
        'survives %s that has no end, and checks the next site',
        'refuses a miner by its name',
      ),
      at(DOOR, 'lets a page speak to nobody else, frames it in the console alone, and leaves no cookie'),
      at(
        'tests/browser/sites.spec.ts',
        'is shown in a frame of the console, whose window it cannot move, and in nobody else’s',
      ),
    ],
    open: 'generated code runs in a browser without network only, never as a program of the server',
  },
  {
    id: 'A43',
    what: 'programs called photos, pictures of more pixels than fit, damaged files',
    target: 'media',
    safe: 'refused by their bytes, and said in one sentence',
    played: [
      at('apps/orchestrator/src/media/check-file.spec.ts', 'refuses %s', 'knows a %s by its bytes'),
      at('tests/e2e/media.spec.ts', 'answers the words beside a file that cannot be read, and says so in one sentence'),
      at(
        DOOR,
        'gives bytes that no page needs for saving only, unchanged',
        'shows no file that is too large, was lost, or is not what its hash says',
      ),
    ],
  },
  {
    id: 'A44',
    what: 'old messages again, and late results, after somebody is erased',
    target: 'all stores',
    safe: 'nothing but the tombstone; a new message begins anew',
    played: [
      at(
        'tests/contract/orchestrator/erasure.spec.ts',
        'leaves no trace of a person anywhere, makes nothing of old messages, and begins anew with new ones',
        'makes a turn of the old message when there is no tombstone: the control for the one above',
        'takes a turn under way its claim',
      ),
      at(
        'tests/e2e/leaving-journeys.spec.ts',
        'by /forget are erased everywhere, stay erased when WhatsApp repeats itself, and begin anew',
      ),
    ],
  },
];
