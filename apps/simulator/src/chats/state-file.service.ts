import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { merge } from 'rxjs';
import { type MediaFile, MediaRepository } from '../media/media.repository.js';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.js';
import { ChatsRepository } from './chats.repository.js';
import { type Menu, MenusRepository } from './menus.repository.js';
import type { Message } from './message.js';
import { PeopleRepository } from './people.repository.js';
import type { Person } from './person.js';

const PAUSE_MS = 500;

interface SavedState {
  version: 1;
  people: Person[];
  chats: Record<string, Message[]>;
  media: Omit<MediaFile, 'bytes'>[];
  /** Not in older files. */
  menus?: Record<string, Menu>;
}

/** Keeps people, chats, media and menus in a file and a folder beside it, if one is configured. A torn write is never seen. */
@Injectable()
export class StateFileService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(StateFileService.name);
  private readonly path: string | undefined;
  private readonly written = new Set<string>();
  private timer?: NodeJS.Timeout;
  private saving: Promise<void> = Promise.resolve();

  constructor(
    @Inject(SIMULATOR_CONFIG) config: SimulatorConfig,
    private readonly people: PeopleRepository,
    private readonly chats: ChatsRepository,
    private readonly media: MediaRepository,
    private readonly menus: MenusRepository,
  ) {
    this.path = config.SIMULATOR_STATE_FILE;
  }

  async onModuleInit(): Promise<void> {
    if (!this.path) return;
    await mkdir(this.mediaFolder, { recursive: true });
    await this.load(this.path);
    merge(this.people.changes, this.chats.changes, this.media.changes, this.menus.changes).subscribe(() =>
      this.saveSoon(),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) this.saveNow();
    await this.saving;
  }

  private async load(path: string): Promise<void> {
    const json = await readFile(path, 'utf8').catch(() => undefined);
    if (json === undefined) return;
    try {
      const { people, chats, media, menus } = JSON.parse(json) as SavedState;
      for (const file of media) await this.loadMedia(file);
      this.people.restore(people);
      this.chats.restore(chats);
      this.menus.restore(menus ?? {});
    } catch (error) {
      this.logger.warn({ message: 'the state file cannot be read, starting afresh', err: error });
    }
  }

  private async loadMedia(file: Omit<MediaFile, 'bytes'>): Promise<void> {
    const bytes = await readFile(this.mediaPath(file.id)).catch(() => undefined);
    if (bytes) this.media.put({ ...file, bytes });
    this.written.add(file.id);
  }

  private saveSoon(): void {
    this.timer ??= setTimeout(() => this.saveNow(), PAUSE_MS);
  }

  private saveNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.saving = this.saving
      .then(() => this.save(this.path!))
      .catch((error: unknown) => this.logger.error({ message: 'the state file cannot be written', err: error }));
  }

  private async save(path: string): Promise<void> {
    const files = this.media.list();
    for (const { id, bytes } of files) {
      if (this.written.has(id)) continue;
      await writeAtomically(this.mediaPath(id), bytes);
      this.written.add(id);
    }
    const state = {
      version: 1,
      people: this.people.list(),
      chats: this.chats.all(),
      media: files.map(({ bytes: _, ...file }) => file),
      menus: this.menus.all(),
    };
    await writeAtomically(path, JSON.stringify(state));
    await this.sweep(new Set(files.map(({ id }) => id)));
  }

  /** Removes the files of media that no longer exist. */
  private async sweep(kept: ReadonlySet<string>): Promise<void> {
    for (const id of await readdir(this.mediaFolder)) {
      if (kept.has(id)) continue;
      await rm(this.mediaPath(id), { force: true });
      this.written.delete(id);
    }
  }

  private get mediaFolder(): string {
    return `${this.path}.media`;
  }

  private mediaPath(id: string): string {
    return join(this.mediaFolder, id);
  }
}

async function writeAtomically(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}
