import { Confidence, Intent, Lane, Option, Source, Verdict } from '#libs/contracts';
import type { Language } from '../language/language.js';
import { commandOfIntent } from '../rules/commands.js';
import type { Routes, ScoredTarget } from '../routing/routes.js';
import type { Target } from '../routing/target.js';
import { BUILDER } from '../routing/to-targets.js';
import { aboutBuild } from './about-build.js';

export interface Decision {
  routes: Routes;
  language: Language;
  confidence: Confidence;
  source: Source;
  /** What retrieval found, best first; empty when it was not asked. */
  ranked: readonly ScoredTarget[];
}

const mostCandidates = 4;
const consent = new Set([Intent.INTENT_OPT_OUT, Intent.INTENT_OPT_IN]);

/** Gives the turn to whoever takes this target. */
export function toVerdict(target: Target, decision: Decision): Verdict {
  const { confidence, source, language } = decision;
  const base = { intent: target.intent, language, confidence, source };
  // Consent is given by exact words or by a button: what only sounds like it becomes a question.
  if (consent.has(target.intent)) {
    return toQuestion([target, { ...target, intent: Intent.INTENT_UNCLEAR }], decision);
  }
  if (target.intent === Intent.INTENT_HUMAN_REQUEST) {
    return Verdict.create({ ...base, lane: Lane.LANE_FIXED, command: commandOfIntent(target.intent) });
  }
  return Verdict.create({ ...base, lane: Lane.LANE_AGENT, candidates: toCandidates(target.agent, decision) });
}

/** Gives the turn to an agent without saying what it wants of it. */
export const toAgentVerdict = (agent: string, intent: Intent, decision: Decision): Verdict =>
  Verdict.create({
    intent,
    lane: Lane.LANE_AGENT,
    candidates: toCandidates(agent, decision),
    language: decision.language,
    confidence: decision.confidence,
    source: decision.source,
  });

/** Goes on with the open task; of a build, also with what is wanted of it. */
export function stayWith(task: string, decision: Decision): Verdict {
  const target = task === BUILDER ? aboutBuild(decision.ranked) : undefined;
  return target ? toVerdict(target, decision) : toAgentVerdict(task, decision.routes.intentOf(task), decision);
}

/** Asks which of two or three it is. */
export const toQuestion = (targets: readonly Target[], decision: Decision): Verdict =>
  Verdict.create({
    intent: targets[0]!.intent,
    lane: Lane.LANE_CLARIFY,
    needsClarification: true,
    options: targets.map(({ intent, agent }) => Option.create({ intent, agent })),
    candidates: toCandidates(targets[0]!.agent, decision),
    language: decision.language,
    confidence: decision.confidence,
    source: decision.source,
  });

/** The agent first, then those that retrieval would have taken. */
function toCandidates(agent: string, { ranked, confidence }: Decision) {
  const scores = new Map<string, number>();
  for (const { target, score } of ranked) {
    if (!scores.has(target.agent)) scores.set(target.agent, Math.min(1, Math.max(0, score)));
  }
  const others = [...scores].filter(([name]) => name !== agent).slice(0, mostCandidates - 1);
  const own = ranked.length === 0 && confidence === Confidence.CONFIDENCE_HIGH ? 1 : (scores.get(agent) ?? 0);
  return [{ agent, score: own }, ...others.map(([name, score]) => ({ agent: name, score }))];
}
