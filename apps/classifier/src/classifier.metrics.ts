import { makeCounterProvider, makeGaugeProvider } from '@willsoto/nestjs-prometheus';

export const CLASSIFICATIONS = 'classifications_total';
export const CACHE_HITS = 'cache_hits_total';
export const CACHE_MISSES = 'cache_misses_total';
export const ABSTAINS = 'router_abstains_total';
export const AGREEMENT = 'router_agreement_total';
export const AGENTS_KNOWN = 'agents_known';

export const classifierMetrics = [
  makeCounterProvider({
    name: CLASSIFICATIONS,
    help: 'Turns classified by intent, lane and the stage that decided',
    labelNames: ['intent', 'lane', 'source'],
  }),
  makeCounterProvider({
    name: CACHE_HITS,
    help: 'Verdicts found: in this process, in Redis, or being made for an equal turn',
    labelNames: ['cache_type'],
  }),
  makeCounterProvider({ name: CACHE_MISSES, help: 'Verdicts not found, by cache', labelNames: ['cache_type'] }),
  makeCounterProvider({
    name: ABSTAINS,
    help: 'Turns that the model did not decide, by reason',
    labelNames: ['reason'],
  }),
  makeCounterProvider({
    name: AGREEMENT,
    help: 'Whether the model chose what retrieval had first',
    labelNames: ['agreement'],
  }),
  makeGaugeProvider({ name: AGENTS_KNOWN, help: 'Agents that turns can be given to; 0 until they have been listed' }),
];
