export type Unit = 's' | 'short' | 'reqps' | 'percentunit' | 'bytes' | 'currencyUSD' | 'none';

/** One question that a board answers, and the queries that answer it. */
export interface Panel {
  title: string;
  /** What one sees there, and what it should look like. */
  description: string;
  unit: Unit;
  /** Query by legend, in the syntax of Grafana's legends: `{{table}}`. */
  queries: Record<string, string>;
  /** A single number in place of curves. */
  isStat?: boolean;
  /** From here on yellow, and red. */
  warnAt?: number;
  badAt?: number;
  /** Less is worse: red below `badAt`, yellow below `warnAt`. */
  isLessWorse?: boolean;
  /** Of 24 columns; 8, or 4 of a stat. */
  width?: number;
  /** Dashboard that a click leads to. */
  leadsTo?: string;
}

/** Panels under a headline. */
export interface Row {
  title: string;
  panels: Panel[];
}

export interface Board {
  /** File, and part of the uid. */
  name: string;
  title: string;
  description: string;
  rows: Row[];
}

/** What stands in every selector: the namespace that was chosen. */
export const NS = 'namespace="$namespace"';

/** Rate of a counter over what a point of the curve stands for. */
export const rate = (series: string): string => `rate(${series}[$__rate_interval])`;

/** A quantile of a histogram of one service by some labels. */
export const quantile = (q: number, histogram: string, selector = '', by = ''): string =>
  `histogram_quantile(${q}, sum by (${['le', by].filter(Boolean).join(', ')}) (${rate(`${histogram}_bucket{${[NS, selector].filter(Boolean).join(',')}}`)}))`;
