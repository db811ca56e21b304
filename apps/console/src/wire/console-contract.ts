/** What the gateway answers as JSON. Times are ISO strings. The gateway declares the same in its console-views. */

export type OwnerView = 'bot' | 'waiting' | 'human' | 'other_app';

export interface HandoffView {
  reason: string;
  summary: string;
  priority: string;
  requestedAt: string | null;
  escalatedAt: string | null;
}

export interface ConversationView {
  id: string;
  phoneNumberId: string;
  contactName: string;
  waId: string;
  owner: OwnerView;
  operator: string;
  language: string;
  lastMessageAt: string | null;
  preview: string;
  unread: number;
  windowClosesAt: string | null;
  hasSetAside: boolean;
  isOptedOut: boolean;
  handoff: HandoffView | null;
  agent: string;
}

/** What became of one message, all its parts taken together: the part that is furthest behind speaks for it. */
export interface DeliveryView {
  state: string;
  parts: number;
  error: string;
  errorCode: number;
  updatedAt: string | null;
}

export interface SaidView {
  kind: 'said';
  messageId: string;
  content: string;
  text: string;
  isEdited: boolean;
  isErased: boolean;
  disposition: string;
}

export interface ToolView {
  name: string;
  status: string;
  durationMs: number;
}

export interface ReplyView {
  idempotencyKey: string;
  content: string;
  text: string;
  choices: string[];
  delivery: DeliveryView | null;
}

export interface TurnView {
  kind: 'turn';
  turnId: string;
  stage: string;
  intent: string;
  lane: string;
  agent: string;
  source: string;
  confidence: string;
  tools: ToolView[];
  model: string;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  /** Millionths of a US dollar; 0 when the price is not known. */
  costMicros: number;
  replies: ReplyView[];
  error: string;
  attempts: number;
}

export interface AnsweredView {
  kind: 'answered';
  idempotencyKey: string;
  operator: string;
  text: string;
  delivery: DeliveryView | null;
}

export interface EventView {
  kind: 'event';
  type: string;
  by: string;
  detail: string;
}

export type EntryView = { id: string; at: string | null } & (SaidView | TurnView | AnsweredView | EventView);

export interface ConversationPage {
  conversations: ConversationView[];
  nextPageToken: string;
}

export interface Transcript {
  conversation: ConversationView;
  /** Oldest first. */
  entries: EntryView[];
  previousPageToken: string;
  /** False while the notifier cannot be asked: then nobody knows what became of the answers. */
  knowsDeliveries: boolean;
}

export interface SessionView {
  operator: string;
  expiresAt: string;
  /** Numbers of this installation, where they are configured. */
  phoneNumberIds: string[];
}

/** Peers of Parley that do not answer, the one that is silent longest first. */
export interface CircuitsView {
  circuits: { edge: string; upstream: string; since: string }[];
}
