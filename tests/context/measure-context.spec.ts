import * as estimates from '../../apps/orchestrator/src/context/estimate-tokens.js';
import * as selection from '../../apps/orchestrator/src/context/select-context.js';
import { measureContext, totalOf } from './measure-context.js';

const code = { ...selection, ...estimates };

describe('the context of scripted dialogues', () => {
  it('holds every fact that the answer needs', () => {
    const losses = measureContext(code).filter(({ missing }) => missing.length > 0);
    expect(losses.map(({ dialogue, ask, missing }) => ({ dialogue, ask, missing }))).toEqual([]);
  });

  it('takes at least 30 % fewer tokens than the last ten messages, which lose facts', () => {
    const { savedShare, lostByLast } = totalOf(measureContext(code));
    expect(savedShare).toBeGreaterThanOrEqual(0.3);
    expect(lostByLast).toBeGreaterThan(10);
  });

  it('loses facts when it takes the newest turn only: the control', () => {
    const newestOnly: typeof selection.selectContext = (conversation) => ({
      ...selection.selectContext({ ...conversation, turns: conversation.turns.slice(-1) }),
      summary: '',
    });
    expect(totalOf(measureContext({ ...code, selectContext: newestOnly })).lost).toBeGreaterThan(30);
  });
});
