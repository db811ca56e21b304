import { Confidence, ContentKind, Intent, Lane, Source, type Turn, Verdict } from '#libs/contracts';
import type { Language } from '../language/language.js';
import type { Routes } from '../routing/routes.js';
import { BUILDER } from '../routing/to-targets.js';
import { asksForHuman } from './asks-for-human.js';
import { type Choice, readChoice } from './choice.js';
import { type Command, commandOfIntent } from './commands.js';
import { isGreeting, isWordless } from './is-greeting.js';
import { commandNamed, matchCommand } from './match-command.js';

const silent = new Set([
  ContentKind.CONTENT_KIND_REACTION,
  ContentKind.CONTENT_KIND_SYSTEM,
  ContentKind.CONTENT_KIND_EDIT,
  ContentKind.CONTENT_KIND_REVOKE,
]);

/** Kinds whose words, if they have any, say what is wanted. */
const worded = new Set([
  ContentKind.CONTENT_KIND_TEXT,
  ContentKind.CONTENT_KIND_REPLY,
  ContentKind.CONTENT_KIND_IMAGE,
  ContentKind.CONTENT_KIND_VIDEO,
  ContentKind.CONTENT_KIND_AUDIO,
  ContentKind.CONTENT_KIND_DOCUMENT,
]);

/** Commands that are about what is being done, and that only whoever does it can carry out. */
const ofTask = new Set(['cancel', 'undo']);

/** Kinds whose words are written by Parley, to say what was sent: they go to the open task. */
const described = new Set([
  ContentKind.CONTENT_KIND_LOCATION,
  ContentKind.CONTENT_KIND_CONTACT_CARDS,
  ContentKind.CONTENT_KIND_STICKER,
  ContentKind.CONTENT_KIND_FLOW_REPLY,
]);

/**
 * What needs no statistics: kinds of content, tapped buttons, commands, a wish for a person, greetings. Undefined for all
 * other text. Deterministic and without effects.
 */
export function classifyByRules(turn: Turn, routes: Routes, language: Language): Verdict | undefined {
  const sure = { language, confidence: Confidence.CONFIDENCE_HIGH, source: Source.SOURCE_RULE };
  const fixed = (intent: Intent, command = '') => Verdict.create({ ...sure, intent, lane: Lane.LANE_FIXED, command });
  const byAgent = (agent: string, intent = routes.intentOf(agent)) =>
    Verdict.create({ ...sure, intent, lane: Lane.LANE_AGENT, candidates: [{ agent, score: 1 }] });
  const open = openTask(turn, routes);
  const task = open === BUILDER ? undefined : open; // a build goes on by itself: no file, greeting or command is about its talk

  if (silent.has(turn.kind)) return Verdict.create({ ...sure, intent: Intent.INTENT_UNCLEAR, lane: Lane.LANE_SILENT });
  if (turn.kind === ContentKind.CONTENT_KIND_ORDER) {
    return byAgent(routes.agentOfLane('commerce') ?? routes.generalist, Intent.INTENT_COMMERCE);
  }

  const choice = turn.replyId ? readChoice(turn.replyId) : undefined;
  if (choice) return byChoice(choice, routes, byAgent, (command) => fixed(command.intent, command.name));

  if (!turn.text.trim()) return fixed(Intent.INTENT_UNCLEAR); // nothing that an agent could work with
  if (described.has(turn.kind)) return byAgent(task ?? routes.generalist, task ? undefined : Intent.INTENT_UNCLEAR);
  if (!worded.has(turn.kind)) return fixed(Intent.INTENT_UNCLEAR);

  const command = matchCommand(turn.text, !task && !turn.situation?.openQuestion);
  if (command && !(task && ofTask.has(command.name))) return fixed(command.intent, command.name);
  if (task && matchCommand(turn.text)) return byAgent(task); // "cancel" is about what is being done
  if (asksForHuman(turn.text)) return fixed(Intent.INTENT_HUMAN_REQUEST, 'human');

  const seller = turn.asksAboutProduct && routes.agentOfLane('commerce');
  if (seller) return byAgent(seller, Intent.INTENT_COMMERCE); // "is there more of it?", written on the page of a product
  const quoted = turn.situation?.quotedAgent;
  if (quoted && quoted !== BUILDER && routes.isAllowed(quoted)) return byAgent(quoted);
  if (isGreeting(turn.text) || isWordless(turn.text)) {
    return byAgent(turn.situation?.openQuestion && task ? task : routes.generalist, Intent.INTENT_SMALLTALK);
  }
  return undefined;
}

/** The agent of the open task. The generalist's talk is no task: anybody may take over from it. */
export function openTask({ situation }: Turn, routes: Routes): string | undefined {
  const agent = situation?.activeAgent;
  if (!agent || !routes.isAllowed(agent)) return undefined;
  return agent === routes.generalist && !situation.openQuestion ? undefined : agent;
}

function byChoice(
  choice: Choice,
  routes: Routes,
  byAgent: (agent: string, intent?: Intent) => Verdict,
  byCommand: (command: Command) => Verdict,
): Verdict {
  const allowed = (agent: string) => (routes.isAllowed(agent) ? agent : routes.generalist);
  if (choice.kind === 'agent') return byAgent(allowed(choice.agent));
  const command = commandNamed(choice.kind === 'command' ? choice.name : commandOfIntent(choice.intent));
  if (command) return byCommand(command);
  if (choice.kind === 'command') return byAgent(routes.generalist);
  return byAgent(allowed(choice.agent), choice.intent);
}
