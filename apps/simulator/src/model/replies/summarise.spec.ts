import { isToSummarise, summarise } from './summarise.js';

const task = `Conversation since:
person: hola, buenos días
we: ¡Hola! ¿En qué te ayudo?
person: me llamo Ana. Soy celíaca, así que todo sin gluten
we: Anotado, Ana.
person: ¿qué tal el tiempo?
we: No lo sé. Tu pedido P-7KQ-42M llega el jueves a las 10:00.`;

describe(summarise.name, () => {
  it('keeps what must not be asked again, the weightiest first, and leaves small talk out', () => {
    const summary = summarise(task);
    for (const fact of ['Ana', 'celíaca', 'P-7KQ-42M', '10:00']) expect(summary).toContain(fact);
    expect(summary).not.toContain('el tiempo');
    expect(summary).not.toContain('buenos días');
  });

  it('carries the summary so far on, and stays short', () => {
    const first = summarise(task);
    const next = summarise(
      `Summary so far:\n${first}\n\nConversation since:\n${'person: quiero 3 panes más el lunes\n'.repeat(200)}`,
    );
    for (const fact of ['Ana', 'P-7KQ-42M', '3 panes']) expect(next).toContain(fact);
    expect(next.length).toBeLessThanOrEqual(1_200);
  });

  it('is asked for by its own form only', () => {
    expect(isToSummarise(task)).toBe(true);
    expect(isToSummarise('hola')).toBe(false);
    expect(isToSummarise('Conversation since: yesterday')).toBe(false);
  });
});
