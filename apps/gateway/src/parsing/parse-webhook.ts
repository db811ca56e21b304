import { isObject } from './json-object.js';
import { nestsDeeperThan } from './nests-deeper-than.js';
import { parseChange } from './parse-change.js';
import type { Arrival, ItemKind, ParsedWebhook, QuarantineReason, Quarantined } from './parsed-webhook.js';

/** Ten times what Meta's deepest documented item needs. */
const MAX_DEPTH = 200;

/**
 * Everything that a signed body holds: all entries, changes and items, each on its own, so that one bad item never costs
 * the others. Never throws: what cannot be handed over is set aside.
 */
export function parseWebhook(body: Buffer, arrival: Arrival): ParsedWebhook {
  const result: ParsedWebhook = { messages: [], statuses: [], quarantined: [] };
  const webhook = readBody(body);
  if (typeof webhook === 'string') {
    result.quarantined.push({ kind: 'body', reason: webhook, detail: '', phoneNumberId: '', raw: body });
    return result;
  }
  for (const entry of webhook.entry) parseEntry(entry, arrival, result);
  return result;
}

function parseEntry(entry: unknown, arrival: Arrival, result: ParsedWebhook): void {
  if (!isObject(entry) || !Array.isArray(entry['changes'])) {
    result.quarantined.push(malformed('entry', entry));
    return;
  }
  for (const change of entry['changes'] as unknown[])
    if (isObject(change) && isObject(change['value']))
      parseChange(entry, change['field'], change['value'], arrival, result);
    else result.quarantined.push(malformed('change', { ...entry, changes: [change] }));
}

function readBody(body: Buffer): { entry: unknown[] } | QuarantineReason {
  if (nestsDeeperThan(MAX_DEPTH, body)) return 'TOO_DEEP';
  let webhook: unknown;
  try {
    webhook = JSON.parse(body.toString('utf8'));
  } catch {
    return 'NOT_JSON';
  }
  if (!isObject(webhook) || webhook['object'] !== 'whatsapp_business_account') return 'NOT_A_WEBHOOK';
  return Array.isArray(webhook['entry']) ? { entry: webhook['entry'] } : 'NOT_A_WEBHOOK';
}

function malformed(kind: ItemKind, entry: unknown): Quarantined {
  const raw = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [entry] }));
  return { kind, reason: 'MALFORMED', detail: kind, phoneNumberId: '', raw };
}
