import { newSession } from '../conversations/state/session-builder.js';
import { newOwner } from '../conversations/state/session-values.stage.js';
import { statusText } from './status-text.js';

const idle = newSession(newOwner(), 1);
const shopping = { ...idle, lane: 'commerce' as const, agent: 'commerce', phase: 'cart' };

describe(statusText, () => {
  it.each([
    ['es', 'tu pedido'],
    ['en', 'your order'],
    ['pt', 'seu pedido'],
  ])('names what is under way in %s', (language, what) => {
    expect(statusText(shopping, language)).toContain(what);
    expect(statusText({ ...shopping, openQuestion: 'address' }, language)).toMatch(/respuesta|answer|resposta/);
  });

  it('says that nothing is under way where nothing is', () => {
    expect(statusText(idle, 'en')).toContain('nothing under way');
    expect(statusText({ ...shopping, agent: '', phase: '' }, 'en')).toContain('nothing under way');
  });
});
