import { Intent, type Option } from '#libs/contracts';
import { GENERALIST } from '../conversations/state/choose-agent.js';
import type { ReplyContent } from '../turns/turn-row.js';
import { fixedText, type TextKey } from './fixed-text.js';

/** What WhatsApp takes of buttons. */
const MAX_BUTTONS = 3;
const MAX_TITLE = 20;

/** One question with the options as buttons; a tap comes back as "clarify:<intent>:<agent>". */
export function clarify(options: readonly Option[], language: string): ReplyContent {
  const choices = options.slice(0, MAX_BUTTONS).map(({ intent, agent }) => ({
    id: `clarify:${intent}:${agent}`,
    title: titleOf(intent, agent, language),
    description: '',
  }));
  const titles = choices.map(({ title }) => title);
  const distinct = choices.map((choice, index) =>
    titles.indexOf(choice.title) === index ? choice : { ...choice, title: spoken(options[index]!.agent) },
  );
  return { $case: 'buttons', value: { body: fixedText('clarify', language), choices: distinct } };
}

const keys: Partial<Record<Intent, TextKey>> = {
  [Intent.INTENT_INFORMATION]: 'choiceInformation',
  [Intent.INTENT_COMMERCE]: 'choiceCommerce',
  [Intent.INTENT_SUPPORT]: 'choiceSupport',
  [Intent.INTENT_BUILD_REQUEST]: 'choiceBuild',
  [Intent.INTENT_BUILD_REFINEMENT]: 'choiceRefine',
  [Intent.INTENT_HUMAN_REQUEST]: 'choiceHuman',
  [Intent.INTENT_FEEDBACK]: 'choiceFeedback',
  [Intent.INTENT_OPT_OUT]: 'choiceStop',
  [Intent.INTENT_OPT_IN]: 'choiceStart',
};

function titleOf(intent: Intent, agent: string, language: string): string {
  const key = keys[intent];
  if (key) return fixedText(key, language);
  return agent && agent !== GENERALIST ? spoken(agent) : fixedText('choiceOther', language);
}

const spoken = (agent: string): string =>
  (agent.charAt(0).toUpperCase() + agent.slice(1)).replace(/[-_]+/g, ' ').slice(0, MAX_TITLE);
