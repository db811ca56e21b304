import { makeCounterProvider } from '@willsoto/nestjs-prometheus';

export const CLASSIFICATIONS = 'classifications_total';

export const classifierMetrics = [
  makeCounterProvider({
    name: CLASSIFICATIONS,
    help: 'Turns classified by intent, lane and the stage that decided',
    labelNames: ['intent', 'lane', 'source'],
  }),
];
