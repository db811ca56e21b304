export interface TextBlock {
  type: 'text';
  text: string;
  citations: null;
}

export interface ToolUseBlock {
  type: 'tool_use';
  id: string;
  name: string;
  input: unknown;
  caller: { type: 'direct' };
}

export interface ThinkingBlock {
  type: 'thinking';
  thinking: string;
  signature: string;
}

/** A kind of block that no client knows yet. */
export interface UnknownBlock {
  type: 'hologram';
  hologram: string;
}

export type AnswerBlock = TextBlock | ToolUseBlock | ThinkingBlock | UnknownBlock;

export interface Usage {
  input_tokens: number;
  output_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
  cache_creation: { ephemeral_5m_input_tokens: number; ephemeral_1h_input_tokens: number };
  output_tokens_details: { thinking_tokens: number };
  server_tool_use: null;
  service_tier: 'standard';
  speed: 'standard';
  inference_geo: null;
}

export interface Message {
  id: string;
  type: 'message';
  role: 'assistant';
  model: string;
  container: null;
  diagnostics: { cache_miss_reason: { type: 'unavailable' } } | null;
  content: AnswerBlock[];
  stop_reason: string;
  stop_sequence: string | null;
  stop_details: { type: 'refusal'; category: string; explanation: null } | null;
  usage: Usage;
}

export const textBlock = (text: string): TextBlock => ({ type: 'text', text, citations: null });
