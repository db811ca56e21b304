import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { z } from 'zod';
import { readBody } from '../read-body.js';
import type { RingBuffer } from './ring-buffer.js';
import { TrafficLog } from './traffic-log.service.js';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const pageSchema = z.object({
  /** Only entries with a higher number. */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100_000).default(1_000),
});
const callsSchema = pageSchema.extend({
  accepted: flag.optional(),
  /** Callback data, or a part of it. */
  opaque: z.string().optional(),
  /** Digits of the number, or the BSUID. */
  contact: z.string().optional(),
});
const webhooksSchema = pageSchema.extend({ postId: z.string().optional(), bodies: flag.default(false) });

/** The assertion API: what was sent to people, which webhooks went out and how they fared. */
@Controller('log')
export class LogController {
  constructor(private readonly log: TrafficLog) {}

  @Get()
  totals() {
    const { sends, reads, webhooks } = this.log;
    return { sends: sends.total, reads: reads.total, webhooks: webhooks.total };
  }

  @Get('sends')
  sends(@Query() query: unknown) {
    const { opaque, contact, accepted, ...page } = readBody(callsSchema, query);
    return pageOf(this.log.sends, page, (entry) => {
      const { biz_opaque_callback_data: callbackData, to, recipient } = entry.body;
      if (accepted !== undefined && entry.accepted !== accepted) return undefined;
      if (opaque !== undefined && !(typeof callbackData === 'string' && callbackData.includes(opaque)))
        return undefined;
      if (contact !== undefined && digitsOf(contact) !== digitsOf(String(to ?? recipient))) return undefined;
      return { ...entry, at: new Date(entry.at).toISOString(), opaque: callbackData, to: to ?? recipient };
    });
  }

  @Get('reads')
  reads(@Query() query: unknown) {
    const page = readBody(pageSchema, query);
    return pageOf(this.log.reads, page, (entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
  }

  @Get('webhooks')
  webhooks(@Query() query: unknown) {
    const { postId, bodies, ...page } = readBody(webhooksSchema, query);
    return pageOf(this.log.webhooks, page, ({ bytes, at, ...entry }) => {
      if (postId !== undefined && entry.postId !== postId) return undefined;
      return { ...entry, at: new Date(at).toISOString(), ...(bodies && { body: bytes?.toString('utf8') ?? null }) };
    });
  }

  @Delete()
  @HttpCode(204)
  clear(): void {
    this.log.clear();
  }
}

const digitsOf = (address: string): string => address.replace(/[^\dA-Za-z.]/g, '');

/** The oldest entries after `after` that `show` does not leave out; `next` continues where this page ends. */
function pageOf<T, V>(ring: RingBuffer<T>, page: z.infer<typeof pageSchema>, show: (entry: T) => V | undefined) {
  const entries: (V & { seq: number })[] = [];
  let next = ring.total;
  for (const { seq, entry } of ring.since(page.after)) {
    const shown = show(entry);
    if (shown === undefined) continue;
    entries.push({ seq, ...shown });
    if (entries.length < page.limit) continue;
    next = seq;
    break;
  }
  return { total: ring.total, next, entries };
}
