import { type Answer, type Question, text } from '../answering/question.js';
import { buildText } from '../reporting/build-text.js';
import { nameOf } from '../reporting/name-of.js';
import { isUnderWay, type Standing } from '../reporting/standing.js';
import { answerAbout } from './answer-about.js';

/** A person has as many builds that go on as one may have. */
export function limited({ verdict: { language } }: Question, builds: readonly Standing[]): Answer {
  const open = builds.filter(isUnderWay);
  const titles = open.map((build) => nameOf({ ...build, language })).join(', ');
  return answerAbout([text(buildText('limited', language, { titles }))], open[0]?.id, 0);
}
