import { ask } from './ask.js';
import type {
  BuildDetail,
  BuildDiff,
  BuildEventPage,
  BuildPage,
  BuildStateView,
  BuildView,
  FileContent,
  FileList,
} from './build-contract.js';

export interface BuildSearch {
  query: string;
  state: BuildStateView | '';
  phoneNumberId: string;
  conversationId: string;
}

/** What an operator wants made for somebody. */
export interface BuildOrder {
  conversationId: string;
  request: string;
  /** ISO 639-1. */
  language: string;
  /** Empty: the planner chooses. */
  workflow: string;
  idempotencyKey: string;
}

export type PhaseDecision = 'retry' | 'skip' | 'approve';

const of = (buildId: string): string => `/builds/${encodeURIComponent(buildId)}`;

/** Where the picture of a site is. */
export const previewAddress = (sha256: string): string => `/console/api/previews/${encodeURIComponent(sha256)}`;

/** Everything that the page asks about builds; each call fails with an ApiError. Revision 0 is the newest. */
export const buildsApi = {
  search: (search: BuildSearch, pageToken: string, signal: AbortSignal): Promise<BuildPage> =>
    ask('POST', '/builds/search', { ...search, pageToken }, signal),
  open: (id: string, revision: number, signal: AbortSignal): Promise<BuildDetail> =>
    ask('GET', `${of(id)}?revision=${revision}`, undefined, signal),
  events: (id: string, pageToken: string, signal: AbortSignal): Promise<BuildEventPage> =>
    ask('GET', `${of(id)}/events?pageToken=${encodeURIComponent(pageToken)}`, undefined, signal),
  files: (id: string, revision: number, signal: AbortSignal): Promise<FileList> =>
    ask('GET', `${of(id)}/files?revision=${revision}`, undefined, signal),
  file: (id: string, revision: number, path: string, signal: AbortSignal): Promise<FileContent> =>
    ask('GET', `${of(id)}/files?revision=${revision}&path=${encodeURIComponent(path)}`, undefined, signal),
  diff: (id: string, from: number, to: number, signal: AbortSignal): Promise<BuildDiff> =>
    ask('GET', `${of(id)}/diff?from=${from}&to=${to}`, undefined, signal),
  start: (order: BuildOrder): Promise<BuildView> => ask('POST', '/builds', order),
  refine: (id: string, text: string, idempotencyKey: string): Promise<BuildView> =>
    ask('POST', `${of(id)}/refine`, { text, idempotencyKey }),
  cancel: (id: string, reason: string): Promise<BuildView> => ask('POST', `${of(id)}/cancel`, { reason }),
  resume: (id: string): Promise<BuildView> => ask('POST', `${of(id)}/resume`, {}),
  rollback: (id: string, revision: number, idempotencyKey: string): Promise<BuildView> =>
    ask('POST', `${of(id)}/rollback`, { revision, idempotencyKey }),
  decide: (id: string, phaseId: string, decision: PhaseDecision): Promise<BuildView> =>
    ask('POST', `${of(id)}/phases/${encodeURIComponent(phaseId)}/${decision}`, {}),
};
