import type { ModelAlias } from './model-aliases.js';
import type { ModelPrompt, ModelTool } from './model-prompt.js';
import type { AnswerListener } from './read-answer.js';

export interface ModelCall extends AnswerListener {
  alias: ModelAlias;
  prompt: ModelPrompt;
  maxTokens: number;
  effort: 'low' | 'medium' | 'high';
  /** Ends the call at its deadline, and when nobody wants the answer any more. Its reason becomes the error. */
  signal: AbortSignal;
  /** What the model may ask for, always in the same order. */
  tools?: readonly ModelTool[];
  /** It may not ask for tools any more. */
  mustAnswer?: boolean;
  /** The answer is JSON of this schema: one fixed schema for each purpose, as the API compiles and caches them. */
  schema?: Readonly<Record<string, unknown>>;
  /** For short answers: thinking counts as tokens. Only the router's model can go without. */
  thinking?: 'disabled';
  /**
   * The client makes it once more when it fails before its answer. For calls that nobody behind them repeats, or whose
   * repetition would pay again for what is paid: whoever repeats a whole run begins with a call that is not repeated here,
   * so that attempts add up and never multiply.
   */
  isRepeatedHere?: boolean;
  /** Opaque hash of the person, for the provider's abuse detection. */
  userHash?: string;
}
