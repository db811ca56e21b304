import { z } from 'zod';
import { BuildState } from '#libs/contracts';
import { buildStates } from './build-views.js';
import { id, idempotencyKey, pageToken } from './console.schema.js';

const states = {
  '': BuildState.BUILD_STATE_UNSPECIFIED,
  running: BuildState.BUILD_STATE_RUNNING,
  waiting_approval: BuildState.BUILD_STATE_WAITING_APPROVAL,
  done: BuildState.BUILD_STATE_DONE,
  failed: BuildState.BUILD_STATE_FAILED,
  cancelled: BuildState.BUILD_STATE_CANCELLED,
  paused: BuildState.BUILD_STATE_PAUSED,
} as const;

const revision = z.coerce.number().int().min(0).max(1_000_000);

/** Of an address: every value is text. */
export const listBuilds = z.object({
  state: z
    .enum(['', ...buildStates])
    .default('')
    .transform((name) => states[name]),
  phoneNumberId: z.string().max(40).regex(/^\d*$/).default(''),
  conversationId: id.or(z.literal('')).default(''),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
  pageToken,
});
export const searchBuilds = listBuilds.extend({ query: z.string().trim().max(200).default('') });
export const onBuild = z.object({ id });
export const onPhase = z.object({ id, phaseId: id });
export const ofRevision = z.object({ revision: revision.default(0) });
export const eventsPage = z.object({ pageSize: z.coerce.number().int().min(1).max(500).default(200), pageToken });
export const onFile = z.object({ revision: revision.default(0), path: z.string().min(1).max(1_024).optional() });
export const diffOf = z.object({ from: revision.min(1), to: revision.min(1) });
export const onPreview = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

export const startBuild = z.object({
  conversationId: id,
  request: z.string().trim().min(1).max(10_000),
  language: z.string().regex(/^[a-z]{2}$/),
  workflow: z.string().max(100).default(''),
  idempotencyKey,
});
export const refineBuild = z.object({ text: z.string().trim().min(1).max(10_000), idempotencyKey });
export const cancelBuild = z.object({ reason: z.string().trim().max(500).default('') });
export const rollbackBuild = z.object({ revision: z.number().int().min(1).max(1_000_000), idempotencyKey });
