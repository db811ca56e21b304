import { readFile } from 'node:fs/promises';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { numberedSecrets, type SecretSource } from '#libs/config';
import { keyRefusals, showKeys } from '../llm.metrics.js';
import { toKeys } from './to-keys.js';

/** One key, and how logs and metrics call it. */
interface Key {
  name: string;
  value: string;
}

/** A key that was refused is not asked again for so long, unless there is no other. */
const asideMs = 5 * 60_000;
/** The kubelet takes up to a minute to change a mounted file; this adds little to it. */
const rereadMs = 5_000;

/**
 * The keys of the model API, in their order: the first one that is not refused is used. Files are read again by and by
 * rather than watched: what a watcher hears of a link that is swapped, as Kubernetes does it, depends on the file system,
 * while reading through the link is always right. Whatever cannot be read leaves the keys as they were.
 */
@Injectable()
export class ModelKeys implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(ModelKeys.name);
  private readonly sources: { name: string; path?: string; text: string; isUnreadable?: boolean }[];
  /** Values and when they were refused. */
  private readonly aside = new Map<string, number>();
  private keys: Key[];
  private reading: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly watchers: (() => void)[] = [];
  private readonly hide: () => void;

  constructor(
    sources: readonly SecretSource[],
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.sources = sources.map((source) => ({ ...source }));
    this.keys = this.toKeys();
    this.hide = showKeys(() => this.counts());
  }

  /** All keys of the environment; the first one as the configuration has read it. */
  static of({ ANTHROPIC_API_KEY: text }: Readonly<Record<'ANTHROPIC_API_KEY', string>>): ModelKeys {
    const name = 'ANTHROPIC_API_KEY';
    const found = numberedSecrets(name);
    const isRead = found.some((source) => source.name === name && source.text === text);
    return new ModelKeys(isRead ? found : [{ name, text }]); // a configuration that was not read from the environment
  }

  onModuleInit(): void {
    if (!this.sources.some(({ path }) => path)) return;
    this.timer = setInterval(() => void this.reread(), rereadMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    this.hide();
  }

  /** The key to use now. When all are refused it is the one whose refusal is the oldest: it may be good again. */
  current(): string {
    const usable = this.keys.find(({ value }) => !this.isAside(value));
    return (usable ?? this.keys.toSorted((a, b) => this.refusedAt(a) - this.refusedAt(b))[0]!).value;
  }

  /** Sets a key aside that the API has refused, and looks whether its file has another one by now. */
  async refuse(value: string, status: number): Promise<void> {
    const key = this.keys.find((known) => known.value === value);
    if (key && !this.isAside(value)) {
      this.aside.set(value, this.nowMs());
      keyRefusals.inc({ status: `${status}` });
      this.logger.error({ message: 'the model API refuses a key: it is set aside', key: key.name, status });
    }
    await this.reread();
  }

  /** @param watcher told when files have brought other keys */
  whenChanged(watcher: () => void): void {
    this.watchers.push(watcher);
  }

  /** Reads the files again, once at a time. */
  reread(): Promise<void> {
    this.reading ??= this.readAll().finally(() => (this.reading = undefined));
    return this.reading;
  }

  counts(): { usable: number; set_aside: number } {
    const aside = this.keys.filter(({ value }) => this.isAside(value)).length;
    return { usable: this.keys.length - aside, set_aside: aside };
  }

  private async readAll(): Promise<void> {
    const changed = await Promise.all(this.sources.map((source) => this.readOne(source)));
    if (!changed.includes(true)) return;
    this.keys = this.toKeys();
    const values = new Set(this.keys.map(({ value }) => value));
    for (const value of this.aside.keys()) if (!values.has(value)) this.aside.delete(value);
    this.logger.log({ message: 'the keys of the model API have changed', keys: this.keys.length });
    for (const watcher of this.watchers) watcher();
  }

  /** @returns whether it holds something else now */
  private async readOne(source: (typeof this.sources)[number]): Promise<boolean> {
    const { path, name } = source;
    if (!path) return false;
    const text = await readFile(path, 'utf8').catch(() => '');
    const isUnreadable = toKeys(text).length === 0;
    if (isUnreadable && !source.isUnreadable)
      this.logger.warn({ message: 'a file of keys cannot be read or is empty: its last keys stay', key: name });
    source.isUnreadable = isUnreadable;
    if (isUnreadable || text.trim() === source.text.trim()) return false;
    source.text = text;
    return true;
  }

  private toKeys(): Key[] {
    const all = this.sources.flatMap(({ name, text }) => toKeys(text).map((value) => ({ name, value })));
    return [...new Map(all.map((key) => [key.value, key])).values()];
  }

  private isAside(value: string): boolean {
    const refusedAt = this.aside.get(value);
    return refusedAt !== undefined && this.nowMs() - refusedAt < asideMs;
  }

  private refusedAt = ({ value }: Key): number => this.aside.get(value) ?? 0;
}
