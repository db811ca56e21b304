export type ThinkingType = 'adaptive' | 'between_tools' | 'disabled' | 'enabled';
export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max';
export const efforts: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

/** What a model accepts. The emulator refuses the rest with the same status as the API. */
export interface EmulatedModel {
  id: string;
  name: string;
  line: 'haiku' | 'sonnet' | 'opus' | 'fable';
  releasedOn: string;
  lifecycle: 'active' | 'deprecated' | 'retired';
  retiresAt: string | null;
  contextTokens: number;
  outputTokens: number;
  thinkingTypes: readonly ThinkingType[];
  /** Highest effort at which thinking may be turned off. */
  quietUpTo: Effort;
  defaultEffort: Effort;
  /** Opens an answer with a thinking block unless that is turned off. */
  thinksByDefault: boolean;
  /** Checks that thinking blocks come back with an unchanged prefix. */
  bindsThinking: boolean;
  /** Accepts `tool_choice` any and tool. */
  forcesTools: boolean;
  /** Accepts an assistant message at the end. */
  prefills: boolean;
  cacheMinimumTokens: number;
}

const current = {
  lifecycle: 'active',
  retiresAt: null,
  contextTokens: 1_000_000,
  outputTokens: 128_000,
  quietUpTo: 'high',
  thinksByDefault: true,
  bindsThinking: true,
  prefills: false,
  cacheMinimumTokens: 512,
} as const;

const earlier = {
  ...current,
  thinksByDefault: false,
  bindsThinking: false,
  forcesTools: true,
  defaultEffort: 'high',
  quietUpTo: 'max',
} as const;

/** Newest first, as the API lists them. */
export const emulatedModels: readonly EmulatedModel[] = [
  {
    ...current,
    id: 'claude-haiku-5-5',
    name: 'Claude Haiku 5.5',
    line: 'haiku',
    releasedOn: '2026-10-07',
    thinkingTypes: ['adaptive', 'disabled'],
    defaultEffort: 'medium',
    forcesTools: true,
  },
  {
    ...current,
    id: 'claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    line: 'sonnet',
    releasedOn: '2026-09-28',
    thinkingTypes: ['adaptive', 'between_tools'],
    defaultEffort: 'high',
    forcesTools: false,
  },
  {
    ...current,
    id: 'claude-opus-5-5',
    name: 'Claude Opus 5.5',
    line: 'opus',
    releasedOn: '2026-09-22',
    thinkingTypes: ['adaptive'],
    defaultEffort: 'medium',
    forcesTools: false,
  },
  {
    ...current,
    id: 'claude-fable-5-1',
    name: 'Claude Fable 5.1',
    line: 'fable',
    releasedOn: '2026-09-01',
    thinkingTypes: ['adaptive'],
    defaultEffort: 'high',
    forcesTools: false,
  },
  {
    ...earlier,
    id: 'claude-fable-5',
    name: 'Claude Fable 5',
    line: 'fable',
    releasedOn: '2026-06-02',
    thinkingTypes: ['adaptive'],
  },
  {
    ...earlier,
    id: 'claude-opus-5',
    name: 'Claude Opus 5',
    line: 'opus',
    releasedOn: '2026-05-12',
    thinkingTypes: ['adaptive', 'disabled'],
    quietUpTo: 'high',
  },
  {
    ...earlier,
    id: 'claude-sonnet-5',
    name: 'Claude Sonnet 5',
    line: 'sonnet',
    releasedOn: '2026-05-12',
    thinkingTypes: ['adaptive', 'disabled'],
    cacheMinimumTokens: 1024,
  },
  {
    ...earlier,
    id: 'claude-opus-4-8',
    name: 'Claude Opus 4.8',
    line: 'opus',
    releasedOn: '2026-04-02',
    thinkingTypes: ['adaptive', 'disabled'],
    cacheMinimumTokens: 1024,
  },
  {
    ...earlier,
    id: 'claude-opus-4-7',
    name: 'Claude Opus 4.7',
    line: 'opus',
    releasedOn: '2026-03-05',
    thinkingTypes: ['adaptive', 'disabled'],
    cacheMinimumTokens: 2048,
  },
  {
    ...earlier,
    id: 'claude-sonnet-4-6',
    name: 'Claude Sonnet 4.6',
    line: 'sonnet',
    releasedOn: '2026-02-17',
    thinkingTypes: ['adaptive', 'disabled', 'enabled'],
    cacheMinimumTokens: 1024,
  },
  {
    ...earlier,
    id: 'claude-opus-4-6',
    name: 'Claude Opus 4.6',
    line: 'opus',
    releasedOn: '2026-02-05',
    thinkingTypes: ['adaptive', 'disabled', 'enabled'],
    cacheMinimumTokens: 4096,
  },
  {
    ...earlier,
    id: 'claude-haiku-4-5',
    name: 'Claude Haiku 4.5',
    line: 'haiku',
    releasedOn: '2025-10-15',
    contextTokens: 200_000,
    outputTokens: 64_000,
    thinkingTypes: ['disabled', 'enabled'],
    prefills: true,
    cacheMinimumTokens: 4096,
  },
  {
    ...earlier,
    id: 'claude-sonnet-4-5',
    name: 'Claude Sonnet 4.5',
    line: 'sonnet',
    releasedOn: '2025-09-29',
    lifecycle: 'deprecated',
    retiresAt: '2026-11-30T00:00:00Z',
    contextTokens: 200_000,
    outputTokens: 64_000,
    thinkingTypes: ['disabled', 'enabled'],
    prefills: true,
    cacheMinimumTokens: 1024,
  },
  {
    ...earlier,
    id: 'claude-3-7-sonnet',
    name: 'Claude Sonnet 3.7',
    line: 'sonnet',
    releasedOn: '2025-02-24',
    lifecycle: 'retired',
    retiresAt: '2026-02-19T00:00:00Z',
    contextTokens: 200_000,
    outputTokens: 64_000,
    thinkingTypes: ['disabled', 'enabled'],
    prefills: true,
    cacheMinimumTokens: 1024,
  },
];
