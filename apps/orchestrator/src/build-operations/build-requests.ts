import { z } from 'zod';
import { BuildState } from '#libs/contracts';
import { conversationId, idempotencyKey, operatorName, pageSize } from '../operations/parse-request.js';

const buildId = z.guid('expected the id of a build');
const phaseId = z.guid('expected the id of a phase');
const pageToken = z.string().max(600, 'expected at most 600 characters');
const words = z.string().trim().min(1, 'expected a text').max(10_000, 'expected at most 10,000 characters');
const revision = z.number().int().max(1_000_000, 'expected at most 1,000,000');

export const startSchema = z.object({
  conversationId,
  request: words,
  language: z.string().regex(/^[a-z]{2}$/, 'expected two small letters, as in ISO 639-1'),
  workflow: z.string().max(100, 'expected at most 100 characters'),
  idempotencyKey,
  operator: operatorName,
});
export const refineSchema = z.object({ buildId, text: words, idempotencyKey, operator: operatorName });
export const cancelSchema = z.object({
  buildId,
  operator: operatorName,
  reason: z.string().trim().max(500, 'expected at most 500 characters'),
});
export const resumeSchema = z.object({ buildId, operator: operatorName });
export const rollbackSchema = z.object({
  buildId,
  revision: revision.min(1, 'expected at least 1'),
  idempotencyKey,
  operator: operatorName,
});
export const phaseSchema = z.object({ buildId, phaseId, operator: operatorName });
export const getSchema = z.object({ buildId, revision: revision.min(0, 'expected at least 0') });
export const watchSchema = z.object({ buildId });
export const listSchema = z.object({
  phoneNumberId: z.string().max(100, 'expected at most 100 characters'),
  conversationId: conversationId.or(z.literal('')),
  query: z.string().trim().max(200, 'expected at most 200 characters'),
  state: z.enum(BuildState).exclude(['UNRECOGNIZED']),
  pageSize,
  pageToken,
});
export const eventsSchema = z.object({
  buildId,
  pageSize: z
    .number()
    .int()
    .min(0, 'expected at least 0')
    .max(500, 'expected at most 500')
    .transform((size) => size || 200),
  pageToken,
});
