import type Anthropic from '@anthropic-ai/sdk';

/** A file of the person, checked by whoever took it in. */
export interface ModelFile {
  mimeType: 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf' | 'text/plain';
  data: Uint8Array;
  title?: string;
}

/** A tool as the API is told of it; its arguments as a JSON schema. */
export interface ModelTool {
  name: string;
  description: string;
  input_schema: Anthropic.Tool.InputSchema;
}

/** What a tool was asked for. `input` is undefined when the model wrote no JSON object. */
export interface ModelToolCall {
  id: string;
  name: string;
  input: Record<string, unknown> | undefined;
}

export interface ModelToolResult {
  id: string;
  content: string;
  isError: boolean;
}

/** One round of tools: what the model said, to be given back untouched, and what its tools answered. */
export interface ModelRound {
  said: readonly Anthropic.ContentBlockParam[];
  results: readonly ModelToolResult[];
  /** What the model is told on top, with the authority of a person's turn. */
  note?: string;
}

export interface ModelPrompt {
  /** What is equal for many requests, from the most to the least shared: each part ends at a cache breakpoint. At most 3. */
  system: readonly string[];
  /** Oldest first; the last one is the person's. A turn of several texts is sent as blocks, its files before them. */
  turns: readonly { role: 'user' | 'assistant'; texts: readonly string[]; files?: readonly ModelFile[] }[];
  /** The rounds of tools so far, in their order. */
  rounds?: readonly ModelRound[];
}
