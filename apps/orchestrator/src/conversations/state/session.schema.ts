import { z } from 'zod';

/** Raised with every change that older replicas would misread; a migration in upcast.ts goes with it. */
export const SCHEMA = 1;

/** What a session may hold at most. */
export const LIMITS = {
  turns: 40,
  /** Of one side of a turn; what is longer is cut. */
  turnChars: 2_000,
  /** Of all turns together; the oldest go first. */
  dialogueChars: 24_000,
  slotsBytes: 8_192,
  allSlotsBytes: 16_384,
  summaryChars: 8_000,
} as const;

export const LANES = ['general', 'information', 'commerce', 'support', 'build'] as const;
export type SessionLane = (typeof LANES)[number];

/** What was asked last and waits for an answer; empty for nothing. */
export const OPEN_QUESTIONS = ['', 'choice', 'quantity', 'address', 'confirmation', 'text'] as const;

const agentName = z.string().regex(/^[a-zA-Z0-9_-]{0,64}$/, 'expected the name of an agent');
const slots = z.record(z.string(), z.json());

/** The task that is open: each turn says anew what it is. */
const taskFields = {
  lane: z.enum(LANES),
  /** Agent of the open task; empty without one. */
  agent: agentName,
  /** Such as "checkout.address"; empty when nothing is under way. */
  phase: z.string().max(64),
  openQuestion: z.enum(OPEN_QUESTIONS),
};

export const dialogueTurnSchema = z.strictObject({
  turnId: z.string(),
  /** Who answered; empty for Parley's own texts. */
  agent: agentName,
  task: z.string().max(LIMITS.turnChars),
  answer: z.string().max(LIMITS.turnChars),
});
export type DialogueTurn = z.infer<typeof dialogueTurnSchema>;

export const summarySchema = z.strictObject({
  text: z.string().max(LIMITS.summaryChars),
  /** The newest turn that it covers. */
  upToTurn: z.string(),
});
export type Summary = z.infer<typeof summarySchema>;

/** What a conversation knows of itself between two turns. */
export const sessionSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  /** Turns and other changes so far: the conversation's row has the same number, or this copy is old. */
  version: z.number().int().nonnegative(),
  identity: z.strictObject({ phoneNumberId: z.string().min(1), contactId: z.string().min(1) }),
  /** ISO 639-1; empty while unknown. */
  locale: z.string().max(8),
  ...taskFields,
  /** Oldest first. */
  turns: z.array(dialogueTurnSchema).max(LIMITS.turns),
  /** What each agent noted. */
  slots: z.record(agentName, slots),
  /** Turns since the last one whose patch holds all slots. */
  slotsAge: z.number().int().nonnegative(),
  /** Cart that the person fills, as an agent named it in its slot `cart`; empty without one. */
  cart: z.string().max(64),
  handoff: z.enum(['bot', 'waiting', 'human', 'other_app']),
  consent: z.enum(['given', 'withdrawn']),
  summary: summarySchema.nullable(),
  /** Milliseconds since 1970; a day of silence ends a session. */
  beganAt: z.number(),
  lastTurnAt: z.number(),
});
export type Session = z.infer<typeof sessionSchema>;

/** What one turn changes; stored with its answer, so that any session can be folded from the turns of its conversation. */
export const patchSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  ...taskFields,
  locale: z.string().max(8),
  /** Who answered; empty for Parley's own texts. */
  speaker: agentName,
  beganAt: z.number(),
  at: z.number(),
  /** Slots of all agents, in the patches of turns that changed some and in one of twenty others. */
  slots: z.record(agentName, slots).optional(),
  /** The turn asked for a person; whoever takes the turn up asks again. */
  escalation: z.strictObject({ reason: z.string(), summary: z.string().max(2_000), priority: z.string() }).optional(),
});
export type SessionPatch = z.infer<typeof patchSchema>;
