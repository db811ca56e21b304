import { createHash } from 'node:crypto';
import { canonicalJson } from '#libs/signing';
import type { Workflow } from './workflow.js';

export const versionOf = (workflow: Omit<Workflow, 'version'>): string =>
  createHash('sha256').update(canonicalJson(workflow)).digest('hex');
