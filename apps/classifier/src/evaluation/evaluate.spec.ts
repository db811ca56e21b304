import { join } from 'node:path';
import { type IntentName, intentNames } from '../routing/own-intents.js';
import { isHeldOut, readUtterances, type Utterance } from '../routing/utterances.js';
import { evaluate, type Judged } from './evaluate.js';
import { lowerBound } from './lower-bound.js';
import { reportConfusion, reportStages } from './report.js';

const utterances = readUtterances(join(import.meta.dirname, '../../utterances'));
const learnt = utterances.filter((utterance) => !isHeldOut(utterance));
const held = utterances.filter(isHeldOut);
const share = (items: Judged[], holds: (item: Judged) => boolean) => items.filter(holds).length / items.length;
const isAmongTen = ({ rank }: Judged) => rank === undefined || (rank > 0 && rank <= 10);

describe('the labelled texts', () => {
  it.each(['es', 'en', 'pt'])(
    'hold at least 60 of %s, and 20 of each intent, some of them kept for measuring',
    (language) => {
      const own = utterances.filter((utterance) => utterance.language === language);
      expect(own.length).toBeGreaterThanOrEqual(60);
      for (const name of Object.keys(intentNames) as IntentName[]) {
        const texts = own.filter(({ intent }) => intent === name);
        expect(texts.length).toBeGreaterThanOrEqual(20);
        expect(texts.some(isHeldOut)).toBe(true);
      }
    },
  );

  it('give no text to two intents, and hold nothing that names somebody', () => {
    const intents = new Map<string, IntentName>();
    for (const { text, intent } of utterances) {
      expect(intents.get(text.toLowerCase()) ?? intent).toBe(intent);
      intents.set(text.toLowerCase(), intent);
      expect(text).not.toMatch(/\d{6,}|@/);
    }
  });
});

describe(evaluate, () => {
  let local: Judged[];
  beforeAll(async () => {
    local = await evaluate(learnt, held, 'nobody');
  });

  it('has the right intent among the ten that a model chooses from, in every language', () => {
    for (const language of ['es', 'en', 'pt']) {
      expect(
        share(
          local.filter(({ utterance }) => utterance.language === language),
          isAmongTen,
        ),
      ).toBeGreaterThanOrEqual(0.97);
    }
  });

  it('reaches the right taker without a model more often than not, and nearly always with a perfect one', async () => {
    expect(share(local, ({ isTakerRight }) => isTakerRight)).toBeGreaterThanOrEqual(0.75);
    const perfect = await evaluate(learnt, held, 'oracle');
    expect(share(perfect, ({ isTakerRight }) => isTakerRight)).toBeGreaterThanOrEqual(0.97);
  });

  it('decides nothing about a person, consent or danger by mistake, where rules decide', () => {
    expect(
      share(
        local.filter(({ stage }) => stage === 'rules'),
        ({ isIntentRight }) => isIntentRight,
      ),
    ).toBe(1);
  });

  it('finds nothing when what it learnt is wrong: the measure can fail', async () => {
    const shuffled: Utterance[] = learnt.map((utterance, index) => ({
      ...utterance,
      intent: learnt[(index * 311 + 7) % learnt.length]!.intent,
    }));
    const judged = await evaluate(shuffled, held, 'nobody');
    expect(share(judged, ({ rank }) => rank === 1)).toBeLessThan(0.25);
  });

  it('is reported by stage, language and intent', () => {
    expect(reportStages(local)).toMatch(/decided by rules +\d+ .*\n[^]*language pt/);
    expect(reportConfusion(local).split('\n')).toHaveLength(1 + Object.keys(intentNames).length);
  });
});

describe(lowerBound, () => {
  it('claims less the fewer the trials', () => {
    expect(lowerBound(10, 10)).toBeCloseTo(0.787, 2);
    expect(lowerBound(1_000, 1_000)).toBeGreaterThan(0.997);
    expect(lowerBound(0, 0)).toBe(0);
  });
});
