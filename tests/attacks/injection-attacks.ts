import { type Attack, at, CONSOLE, LIVE, WEBHOOK } from './attack.ts';

/** What is meant to be read as something else: SQL, lines of logs, cells, pages. */
export const INJECTION_ATTACKS: readonly Attack[] = [
  {
    id: 'A11',
    what: 'SQL in every field, in searches and in filters',
    target: 'all databases',
    safe: 'parameters; what is not in an enum is refused',
    played: [
      at(LIVE, 'keep SQL in every field for what it is: words', 'search conversations by %s without harm'),
      at(CONSOLE, 'refuses what is not valid and names it: %s %j'),
      at('apps/orchestrator/src/operations/parse-request.spec.ts', 'refuses %j and names the field'),
    ],
  },
  {
    id: 'A12',
    what: 'line breaks and terminal escapes in names, texts and tools',
    target: 'logs and terminals',
    safe: 'one line, escaped, nothing forged',
    played: [
      at('libs/observability/src/logging.module.spec.ts', 'stay one line each, whatever a field holds'),
      at(
        'libs/observability/src/to-loggable.spec.ts',
        'whose message has several lines leaves none of them in the stack',
      ),
      at('apps/agents/src/mcp/pinning/judge-tool.spec.ts', 'spells out what would act on a terminal'),
      at(LIVE, 'forge no line of a log, and no fatal one, by names and words'),
    ],
  },
  {
    id: 'A13',
    what: 'formulas in cells of an export',
    target: 'export as CSV',
    safe: 'a leading quote',
    played: [],
    open: 'nothing writes CSV: the catalogue is read from it, and no API exports anything',
  },
  {
    id: 'A14',
    what: 'scripts, handlers and links in names and messages',
    target: 'console',
    safe: 'shown as text; the policy runs nothing inline',
    played: [
      at('tests/browser/console.spec.ts', 'shows what people call themselves and write as text, whatever markup it is'),
      at(CONSOLE, 'comes with a policy that allows nothing from elsewhere and nothing inline', 'refuses the name %j'),
    ],
  },
  {
    id: 'A15',
    what: 'a search for numbers, names, texts, tokens and keys in everything that is put out',
    target: 'logs, metrics, traces, Redis',
    safe: 'nothing is found',
    played: [
      at('tests/e2e/observability.spec.ts', 'is nothing of what people say, who they are, and what opens doors'),
      at('tests/contract/gateway/screening.spec.ts', 'names neither their number nor their message'),
      at('libs/observability/src/logging.module.spec.ts', 'hold nothing personal or secret: %p'),
      at('libs/config/src/read-config.spec.ts', 'never shows a value, wherever it came from'),
    ],
  },
  {
    id: 'P01',
    what: 'words that make patterns backtrack, from people and from models',
    target: 'everything that reads text',
    safe: 'no more time than other words take',
    played: [
      at('tests/attacks/hostile-words.spec.ts', 'cost %s no more than others'),
      at('libs/screening/src/find-suspicions.spec.ts', 'is not slowed down by %s'),
      at('apps/classifier/src/retrieval/linear-index.spec.ts', 'is not slowed down by a word of nothing but %j'),
    ],
  },
  {
    id: 'P02',
    what: 'types, paths, methods and statuses by the hundred',
    target: 'metrics',
    safe: 'no label of their making',
    played: [
      at(LIVE, 'make no series of metrics by types, paths, methods and statuses of their own'),
      at(WEBHOOK, 'count what became of webhooks and messages, under bounded labels'),
    ],
  },
  {
    id: 'P03',
    what: 'errors that are asked for, to see what lies behind',
    target: 'gateway, public door',
    safe: 'a reason, and no stack, path, query or product',
    played: [
      at(LIVE, 'are told nothing of what lies behind'),
      at('libs/database/src/store-error.spec.ts', 'keeps values out of the message, and the error as the cause'),
    ],
  },
];
