import type { z } from 'zod';
import type { Escalation, ReplyPart, SlotUpdate } from '#libs/contracts';

export type Language = 'es' | 'en' | 'pt';

/** Whom a tool serves: verified by the orchestrator, never taken from what the model wrote. */
export interface ToolContext {
  phoneNumberId: string;
  contactId: string;
  conversationId: string;
  /** With the tool and its arguments the idempotency key of every effect. After a tap it is the confirmation's. */
  turnId: string;
  contactName: string;
  language: Language;
  /** Ends at the tool's deadline, and when nobody waits for the run any more. */
  signal: AbortSignal;
  /** After a tap: what the question was about beside the arguments. */
  bound?: unknown;
}

/** What a person is asked before a tool runs. */
export interface Question {
  /** In their language, at most 900 characters. */
  text: string;
  /** What they see in it that is not in the arguments, such as prices: kept with the question, given back to `run`. */
  bound?: Record<string, unknown>;
}

export interface ToolResult {
  /** What the model reads, as JSON. */
  content: unknown;
  /** What happened, in the person's language, for when no model is there to phrase it. Every `confirmed` tool gives one. */
  said?: string;
  /** What the person sees after the words of the answer. */
  parts?: ReplyPart[];
  slots?: SlotUpdate;
  escalation?: Escalation;
  /** How long it stays true, where that depends on the clock. */
  goodForMs?: number;
}

/**
 * What a tool does to the world: `read` nothing; `write` something that costs nothing and can be taken back; `confirmed`
 * something that costs or deletes, and therefore runs only after the person has tapped a button.
 */
export type ToolEffect = 'read' | 'write' | 'confirmed';

export interface Tool<S extends z.ZodObject = z.ZodObject, C extends ToolContext = ToolContext> {
  /** Matches ^[a-z][a-z0-9_]{1,63}$. */
  name: string;
  /** For the model: what it does and when to use it. */
  description: string;
  /** Arguments. What does not fit never reaches `run`. */
  input: S;
  effect: ToolEffect;
  /** It works on the files of a build: only agents with an output contract may have it. */
  isForBuilds?: boolean;
  /** It gives everybody the same who asks this business: only agents with no other tools may share their answers. */
  isImpersonal?: boolean;
  /** What it may take, where that is more than the patience of a turn. */
  timeoutMs?: number;
  /** Characters that a model reads of its result, where that is more than of others. */
  longestResult?: number;
  /** Repeating it with the same turn and arguments has the effect of once. Throws ToolError for what the model should know. */
  run(input: z.infer<S>, context: C): Promise<ToolResult>;
  /** For `confirmed`: it looks and changes nothing. Throws ToolError when there is nothing to confirm. */
  summarise?(input: z.infer<S>, context: ToolContext): Promise<string | Question>;
}

/** What an agent can do, of one lane. */
export interface ToolSource {
  tools(): Tool[];
}

/** All sources, in one list. */
export const TOOL_SOURCES = Symbol('tool sources');

/** Keeps the type of the arguments in `run`, and gives a tool that fits among others. */
export const defineTool = <S extends z.ZodObject>(tool: Tool<S>): Tool => tool;
