import type { FlowReply } from '#libs/contracts';
import { type Described, quote } from './described.js';

const MAX_ANSWERS = 10_000;
/** Marks which sending of the form was answered; it says nothing to an agent. */
const TOKEN = 'flow_token';

/** A filled form. Answers that are no JSON object are not guessed at. */
export function describeForm({ name, body, responseJson }: FlowReply): Described {
  const form = name ? `form ${quote(name)}` : 'form';
  const answers = answersOf(responseJson);
  const isReadable = answers !== undefined && answers.length <= MAX_ANSWERS;
  return {
    words: body || '📝',
    task: isReadable
      ? `[${form}, answered: ${answers}]`
      : `[${form}: its answers cannot be read; ask for what you need]`,
  };
}

function answersOf(responseJson: string): string | undefined {
  const answers = parse(responseJson);
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) return undefined;
  return JSON.stringify(Object.fromEntries(Object.entries(answers).filter(([key]) => key !== TOKEN)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
