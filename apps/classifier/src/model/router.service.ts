import { Inject, Injectable } from '@nestjs/common';
import type { Turn } from '#libs/contracts';
import { AppError, toAppError } from '#libs/errors';
import { ModelService } from '#libs/llm';
import { CLASSIFIER_CONFIG, type ClassifierConfig } from '../classifier.config.js';
import type { Target } from '../routing/target.js';
import { toRouterPrompt } from './router-prompt.js';
import { type RouterAnswer, routerAnswer, routerSchema } from './router-schema.js';
import { NONE, toSlots } from './slots.js';

export type Choice =
  | { chosen: Target | undefined; second: Target | undefined; answer: RouterAnswer }
  /** Why there is none. */
  | { abstained: string };

const maxTokens = 300;

/** Asks a small model which of at most ten targets a turn wants. It never fails: what goes wrong is an abstention. */
@Injectable()
export class RouterService {
  constructor(
    @Inject(CLASSIFIER_CONFIG) private readonly config: Pick<ClassifierConfig, 'ROUTER_TIMEOUT_MS'>,
    @Inject(ModelService) private readonly model: ModelService,
  ) {}

  async choose(turn: Turn, options: readonly Target[]): Promise<Choice> {
    const slots = toSlots(options, turn.turnId);
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(new AppError('DEADLINE_EXCEEDED')), this.config.ROUTER_TIMEOUT_MS);
    let text = '';
    try {
      const { stopReason } = await this.model.stream({
        alias: 'router',
        prompt: toRouterPrompt(turn.turnId, turn.text, slots, turn.situation),
        maxTokens,
        effort: 'low',
        thinking: 'disabled',
        schema: routerSchema,
        isRepeatedHere: true,
        signal: deadline.signal,
        onText: (part) => (text += part),
      });
      return stopReason === 'max_tokens' ? { abstained: 'max_tokens' } : readAnswer(text, slots);
    } catch (error) {
      return { abstained: abstentionOf(toAppError(error)) };
    } finally {
      clearTimeout(timer);
    }
  }
}

function readAnswer(text: string, slots: ReadonlyMap<string, Target>): Choice {
  const { data: answer } = routerAnswer.safeParse(parse(text));
  if (!answer) return { abstained: 'unreadable' };
  if (answer.choice !== NONE && !slots.has(answer.choice)) return { abstained: 'unknown_slot' };
  const second = slots.get(answer.second);
  const chosen = slots.get(answer.choice);
  return { chosen, second: second === chosen ? undefined : second, answer };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // an abstention with a reason of its own
  }
}

const abstentionOf = ({ reason }: AppError): string => {
  switch (reason) {
    case 'DEADLINE_EXCEEDED':
      return 'timeout';
    case 'MODEL_REFUSED':
      return 'refusal';
    case 'MODEL_EMPTY':
      return 'empty';
    case 'MODEL_SPEND_LIMIT':
      return 'spend_limit';
    case 'AGENT_BUSY':
      return 'busy';
    default:
      return 'model_away';
  }
};
