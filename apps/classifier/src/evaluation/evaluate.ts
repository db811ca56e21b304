import { Agent, Confidence, ContentKind, Source, Turn, type Verdict } from '#libs/contracts';
import { decideByModel } from '../classification/decide-by-model.js';
import { decideLocally } from '../classification/decide-locally.js';
import { decideWithoutModel } from '../classification/decide-without-model.js';
import { detectLanguage } from '../language/detect-language.js';
import type { RouterService } from '../model/router.service.js';
import { toOptions } from '../model/to-options.js';
import { intentNames, laneNames } from '../routing/own-intents.js';
import { Routes } from '../routing/routes.js';
import type { Utterance } from '../routing/utterances.js';
import { classifyByRules } from '../rules/classify-by-rules.js';

/** Who answers for the model: nobody, somebody who always knows, or the model itself. */
export type Chooser = 'nobody' | 'oracle' | Pick<RouterService, 'choose'>;

export interface Judged {
  utterance: Utterance;
  verdict: Verdict;
  /** rules, retrieval: decided there; model: the local stages left it open. */
  stage: 'rules' | 'retrieval' | 'model';
  isIntentRight: boolean;
  /** The turn reaches who should have it, whatever it is called: what a person notices. */
  isTakerRight: boolean;
  /** Retrieval's rank of the right intent, from 1, and its lead over the next; unset where rules decided. */
  rank?: number;
  lead?: number;
}

/** One agent a lane and the generalist, which know nothing but the utterances. */
const agents = [
  ...laneNames.map((lane) => Agent.create({ name: lane, lane, readOnly: lane === 'information' })),
  Agent.create({ name: 'concierge', readOnly: true }),
];

/** Sends texts through the stages of the pipeline, cache excepted, as first messages of a conversation. */
export async function evaluate(learnt: Utterance[], held: Utterance[], chooser: Chooser): Promise<Judged[]> {
  const routes = await Routes.learn(agents, learnt, 'evaluation');
  const judged: Judged[] = [];
  for (const [index, utterance] of held.entries()) {
    const { verdict, stage } = await classify(toTurn(utterance, index), utterance, routes, chooser);
    const ranked = stage === 'rules' ? [] : routes.rank(utterance.text);
    const place = ranked.findIndex(({ target }) => target.intent === intentNames[utterance.intent]);
    judged.push({
      utterance,
      verdict,
      stage,
      isIntentRight: verdict.intent === intentNames[utterance.intent],
      isTakerRight: rightTakers(utterance).includes(takerOf(verdict)),
      ...(ranked.length > 1 && { rank: place + 1, lead: ranked[0]!.score - ranked[1]!.score }),
    });
  }
  return judged;
}

const toTurn = ({ text, language }: Utterance, index: number): Turn =>
  Turn.create({ turnId: `${index}`, text, kind: ContentKind.CONTENT_KIND_TEXT, knownLanguage: language });

async function classify(turn: Turn, { intent }: Utterance, routes: Routes, chooser: Chooser) {
  const language = detectLanguage(turn.text, turn.knownLanguage, turn.region);
  const ruled = classifyByRules(turn, routes, language);
  if (ruled) return { verdict: ruled, stage: 'rules' as const };
  const local = decideLocally(turn, routes, language);
  if (!('ranked' in local)) return { verdict: local, stage: 'retrieval' as const };
  const { ranked } = local;
  const decision = { routes, language, ranked, confidence: Confidence.CONFIDENCE_LOW, source: Source.SOURCE_MODEL };
  const offered = toOptions(ranked);
  const stage = 'model' as const;
  if (chooser === 'nobody') return { verdict: decideWithoutModel(local, decision, 'off'), stage };
  if (chooser === 'oracle') {
    const chosen = offered.find((target) => target.intent === intentNames[intent]);
    const answer = {
      choice: '',
      second: '',
      confidence: 'high' as const,
      needs_clarification: false,
      language,
      entities: [],
    };
    return { verdict: decideByModel(turn, { chosen, second: undefined, answer }, local, decision), stage };
  }
  const choice = await chooser.choose(turn, offered);
  if ('abstained' in choice) return { verdict: decideWithoutModel(local, decision, choice.abstained), stage };
  return { verdict: decideByModel(turn, choice, local, decision), stage };
}

/** An agent, a command, or a question of Parley's. */
const takerOf = ({ command, needsClarification, intent, candidates }: Verdict): string =>
  command || (needsClarification ? `question ${intent}` : candidates[0]!.agent);

function rightTakers({ intent }: Utterance): string[] {
  if ((laneNames as readonly string[]).includes(intent)) return [intent];
  if (intent === 'human_request') return ['human'];
  if (intent === 'opt_out') return ['stop', `question ${intentNames[intent]}`];
  if (intent === 'opt_in') return ['start', `question ${intentNames[intent]}`];
  if (intent === 'build_undo') return ['undo', 'concierge'];
  return ['concierge'];
}
