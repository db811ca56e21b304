import type { Answered } from './ask.ts';

export interface Sample {
  labels: Record<string, string>;
  value: number;
}

/** The samples of one metric in what a service answers at /metrics. */
export function samplesOf(metrics: Answered, name: string): Sample[] {
  if ('trouble' in metrics || metrics.status !== 200) return [];
  return metrics.body.split('\n').flatMap((line) => {
    const [, found, labels = '', value] = /^([a-z_]+)(?:\{(.*?)\})? ([^ ]+)/.exec(line) ?? [];
    return found === name ? [{ labels: labelsOf(labels), value: Number(value) }] : [];
  });
}

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
