import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface AlertRule {
  /** One of these two. */
  alert?: string;
  record?: string;
  expr: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

const folder = new URL('../../k8s/alerts/', import.meta.url);

/** Paths of the rule files. */
export const ruleFiles = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => new URL(name, folder).pathname);

export const rules: AlertRule[] = ruleFiles.flatMap((path) =>
  (parse(readFileSync(path, 'utf8')) as { groups: { rules: AlertRule[] }[] }).groups.flatMap((group) => group.rules),
);

export const alertNames = [...new Set(rules.flatMap(({ alert }) => alert ?? []))];

export const recordNames = new Set(rules.flatMap(({ record }) => record ?? []));
