import { Confidence, ContentKind, Intent, Lane, Source, type Turn, Verdict } from '#libs/contracts';
import { detectLanguage } from './detect-language.js';
import { isGreeting } from './is-greeting.js';
import { matchCommand } from './match-command.js';

/** The agent that takes what nobody else does. */
const GENERALIST = 'concierge';

const silent = new Set([
  ContentKind.CONTENT_KIND_REACTION,
  ContentKind.CONTENT_KIND_SYSTEM,
  ContentKind.CONTENT_KIND_EDIT,
  ContentKind.CONTENT_KIND_REVOKE,
]);
const spoken = new Set([ContentKind.CONTENT_KIND_TEXT, ContentKind.CONTENT_KIND_REPLY]);

/** Deterministic and without effects: commands, kinds of content, greetings; the generalist for all other text. */
export function classifyByRules(turn: Turn): Verdict {
  const language = detectLanguage(turn.text, turn.knownLanguage, turn.region);
  const sure = { language, confidence: Confidence.CONFIDENCE_HIGH, source: Source.SOURCE_RULE };
  if (silent.has(turn.kind)) return Verdict.create({ ...sure, intent: Intent.INTENT_UNCLEAR, lane: Lane.LANE_SILENT });

  const command = matchCommand(turn.text);
  if (command) return Verdict.create({ ...sure, intent: command.intent, lane: Lane.LANE_FIXED, command: command.name });
  if (!spoken.has(turn.kind)) return Verdict.create({ ...sure, intent: Intent.INTENT_UNCLEAR, lane: Lane.LANE_FIXED });

  const candidates = [{ agent: GENERALIST, score: 1 }];
  if (isGreeting(turn.text)) {
    return Verdict.create({ ...sure, intent: Intent.INTENT_SMALLTALK, lane: Lane.LANE_AGENT, candidates });
  }
  return Verdict.create({
    language,
    intent: Intent.INTENT_UNCLEAR,
    lane: Lane.LANE_AGENT,
    candidates,
    confidence: Confidence.CONFIDENCE_LOW,
    source: Source.SOURCE_DEFAULT,
  });
}
