import { Injectable } from '@nestjs/common';
import { type EmulatedModel, emulatedModels } from './catalogue/emulated-models.js';

export interface ModelSettingValues {
  /** Time from the request to the end of the answer. */
  latencyMs: number;
  /** Streams leave in pieces of this many bytes, through characters and events; 0 sends each stream in one write. */
  splitBytes: number;
  /** Moves the clock of the prompt cache. */
  clockOffsetMs: number;
  /** Models that the API pretends not to have. */
  hiddenModels: string[];
  /** Overrides of `retires_at`, by model id. */
  retiresAt: Record<string, string>;
  /** Sends the `anthropic-ratelimit-*` headers; off, because each header costs the client time. */
  rateLimitHeaders: boolean;
}

const defaults = (): ModelSettingValues => ({
  latencyMs: 0,
  splitBytes: 0,
  clockOffsetMs: 0,
  hiddenModels: [],
  retiresAt: {},
  rateLimitHeaders: false,
});

/** How the emulated model API behaves; plain fields, to be set by whoever holds it. */
@Injectable()
export class ModelSettings implements ModelSettingValues {
  latencyMs = 0;
  splitBytes = 0;
  clockOffsetMs = 0;
  hiddenModels: string[] = [];
  retiresAt: Record<string, string> = {};
  rateLimitHeaders = false;

  set(values: Partial<ModelSettingValues>): void {
    Object.assign(this, values);
  }

  reset(): void {
    this.set(defaults());
  }

  nowMs(): number {
    return Date.now() + this.clockOffsetMs;
  }

  models(): EmulatedModel[] {
    return emulatedModels
      .filter(({ id }) => !this.hiddenModels.includes(id))
      .map((model) => (this.retiresAt[model.id] ? { ...model, retiresAt: this.retiresAt[model.id]! } : model));
  }

  /** The model under this id, unless it is hidden or retired. */
  findModel(id: string): EmulatedModel | undefined {
    if (this.hiddenModels.length > 0 && this.hiddenModels.includes(id)) return undefined;
    return callable.get(id);
  }
}

const callable = new Map(
  emulatedModels.filter(({ lifecycle }) => lifecycle !== 'retired').map((model) => [model.id, model]),
);
