import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EmulatedModel } from '../catalogue/emulated-models.js';
import { ModelSettings } from '../model-settings.js';
import { type Block, type CacheControl, type MessageRequest, toBlocks } from '../wire/message-request.js';
import { countBlock, countRequest, writeTool } from './count-tokens.js';
import { canonical } from './thinking-signature.js';

export interface CacheUse {
  /** Tokens outside the cache. */
  input: number;
  read: number;
  created5m: number;
  created1h: number;
}

interface Place {
  key: string;
  tokens: number;
  mark?: CacheControl | undefined;
}

const lookBackBlocks = 20;
const entryLimit = 10_000;
const ttlMs = { '5m': 5 * 60_000, '1h': 60 * 60_000 };

/** Prompt caching as the API bills it: writes at breakpoints, reads of the longest known prefix, lifetimes. */
@Injectable()
export class PromptCacheService {
  private readonly expiries = new Map<string, number>();

  constructor(private readonly settings: ModelSettings) {}

  account(request: MessageRequest, model: EmulatedModel): CacheUse {
    const total = countRequest(request);
    const places = placesOf(request, model.id);
    const marked = places.flatMap(({ mark, tokens }, index) =>
      mark && tokens >= model.cacheMinimumTokens ? [index] : [],
    );
    if (marked.length === 0) return { input: total, read: 0, created5m: 0, created1h: 0 };
    const now = this.settings.nowMs();
    const read = this.findLongest(places, marked, now);
    const created = { '5m': 0, '1h': 0 };
    let cached = read;
    for (const index of marked) {
      const { key, tokens, mark } = places[index]!;
      const ttl = mark!.ttl ?? '5m';
      this.write(key, now + ttlMs[ttl]);
      if (tokens <= cached) continue;
      created[ttl] += tokens - cached;
      cached = tokens;
    }
    return { input: total - cached, read, created5m: created['5m'], created1h: created['1h'] };
  }

  clear(): void {
    this.expiries.clear();
  }

  /** Tokens of the longest live prefix that ends at a breakpoint or at most 20 blocks before one. */
  private findLongest(places: Place[], marked: number[], now: number): number {
    for (const last of marked.toReversed()) {
      for (let index = last; index >= 0 && index > last - lookBackBlocks; index--) {
        const { key, tokens } = places[index]!;
        if ((this.expiries.get(key) ?? 0) > now) return tokens;
      }
    }
    return 0;
  }

  private write(key: string, expiresAt: number): void {
    this.expiries.delete(key); // so that the map stays ordered by last use
    this.expiries.set(key, expiresAt);
    if (this.expiries.size > entryLimit) this.expiries.delete(this.expiries.keys().next().value!);
  }
}

/** Every block up to the last breakpoint, with the hash and the size of all that precedes it. */
function placesOf(request: MessageRequest, modelId: string): Place[] {
  const places: Place[] = [];
  let [key, tokens, lastMark] = [modelId, 0, -1];
  const add = (text: string, size: number, mark: CacheControl | null | undefined) => {
    key = hash('sha1', `${key}\n${text}`, 'base64url');
    tokens += size;
    if (mark) lastMark = places.length;
    places.push({ key, tokens, mark: mark ?? undefined });
  };
  const addBlock = (block: Block, prefix = '') =>
    add(prefix + canonical(block), countBlock(block), block.cache_control);

  for (const tool of request.tools ?? []) {
    const { text, tokens: size } = writeTool(tool);
    add(text, size, tool.cache_control);
  }
  if (request.speed) key += request.speed;
  for (const block of toBlocks(request.system ?? [])) addBlock(block);
  const messagesAreMarked =
    request.cache_control !== undefined ||
    request.messages.some(({ content }) => typeof content !== 'string' && content.some((block) => block.cache_control));
  if (messagesAreMarked) {
    // These change what the messages mean to the model, so they part the cache from here on.
    key += JSON.stringify([request.tool_choice, request.thinking, request.output_config]);
    for (const { role, content } of request.messages) {
      tokens += 4;
      for (const block of toBlocks(content)) addBlock(block, `${role}\n`);
    }
    const last = places.at(-1);
    if (request.cache_control && last) {
      last.mark ??= request.cache_control;
      lastMark = places.length - 1;
    }
  }
  return places.slice(0, lastMark + 1);
}
