import type { Effort, ThinkingType } from '../catalogue/emulated-models.js';

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface CacheControl {
  type: 'ephemeral';
  ttl?: '5m' | '1h';
}

/** A content block of any type; the validation looks at the fields that belong to its type. */
export interface Block {
  type: string;
  text?: string;
  id?: string;
  name?: string;
  input?: unknown;
  tool_use_id?: string;
  content?: string | Block[];
  is_error?: boolean;
  /** Of images and documents. */
  source?: unknown;
  title?: string | null;
  thinking?: string;
  signature?: string;
  citations?: unknown;
  cache_control?: CacheControl | null;
}

export interface Turn {
  role: 'user' | 'assistant' | 'system';
  content: string | Block[];
}

export interface Tool {
  type?: string | null;
  name: string;
  description?: string;
  input_schema?: JsonObject;
  strict?: boolean;
  cache_control?: CacheControl | null;
}

/** A request that has passed the validation. */
export interface MessageRequest {
  model: string;
  max_tokens: number;
  messages: Turn[];
  system?: string | Block[];
  tools?: Tool[];
  tool_choice?: { type: 'auto' | 'any' | 'tool' | 'none'; name?: string };
  thinking?: { type: ThinkingType; display?: 'summarized' | 'omitted' | null; budget_tokens?: number };
  output_config?: { effort?: Effort | null; format?: { type: 'json_schema'; schema: JsonObject } | null };
  cache_control?: CacheControl | null;
  diagnostics?: unknown;
  stop_sequences?: string[];
  speed?: string | null;
  stream?: boolean;
}

export const toBlocks = (content: string | Block[]): Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;
