import { Intent, Option } from '#libs/contracts';
import { clarify } from './clarify.js';

const option = (intent: Intent, agent: string) => Option.create({ intent, agent });
const buttons = (content: ReturnType<typeof clarify>) => {
  if (content.$case !== 'buttons') throw new Error(`expected buttons, not ${content.$case}`);
  return content.value;
};

describe(clarify, () => {
  const options = [option(Intent.INTENT_COMMERCE, 'commerce'), option(Intent.INTENT_SUPPORT, 'support')];

  it('asks with a button for each option, whose id says what it stands for', () => {
    expect(buttons(clarify(options, 'en'))).toEqual({
      body: 'I want to get this right. What is it about?',
      choices: [
        { id: `clarify:${Intent.INTENT_COMMERCE}:commerce`, title: 'Products and orders', description: '' },
        { id: `clarify:${Intent.INTENT_SUPPORT}:support`, title: 'Help with a problem', description: '' },
      ],
    });
  });

  it.each(['es', 'en', 'pt'])('says it in %s within what WhatsApp takes, for every intent', (language) => {
    const all = Object.values(Intent).filter((value): value is Intent => typeof value === 'number');
    for (const intent of all) {
      const { body, choices } = buttons(clarify([option(intent, 'a-very-long-name-of-an-agent')], language));
      expect(body).not.toBe('clarify');
      expect(choices[0]!.title).toMatch(/^.{2,20}$/u);
      expect(choices[0]!.title).not.toMatch(/^choice/);
    }
  });

  it('calls nothing by the name of the agent that takes whatever is left', () => {
    const unsure = [option(Intent.INTENT_OPT_OUT, 'concierge'), option(Intent.INTENT_UNCLEAR, 'concierge')];
    const titles = buttons(clarify(unsure, 'pt')).choices.map(({ title }) => title);
    expect(titles).toEqual(['Não receber mais', 'Outra coisa']);
  });

  it('offers three options at most, and tells two agents of one intent apart', () => {
    const many = ['information', 'billing_help', 'shipping', 'returns'].map((agent) =>
      option(Intent.INTENT_SUPPORT, agent),
    );
    const titles = buttons(clarify(many, 'en')).choices.map(({ title }) => title);
    expect(titles).toEqual(['Help with a problem', 'Billing help', 'Shipping']);
  });
});
