import { phaseOf } from '../builds.stage.js';
import { soFarOf } from './so-far-of.js';

describe(soFarOf, () => {
  const phases = [
    phaseOf('plan', { state: 'done' }),
    phaseOf('design', { state: 'reused' }),
    phaseOf('repair', { state: 'skipped' }),
    phaseOf('pages', { state: 'failed' }),
    phaseOf('deploy', { state: 'cancelled' }),
  ];

  it.each(['paused', 'failed', 'cancelled'] as const)(
    'says what is done and what is missing of one that is %s',
    (state) => expect(soFarOf({ state }, phases)).toEqual({ done: 'plan, design', missing: 'pages, deploy' }),
  );

  it.each(['running', 'waiting_approval', 'done'] as const)('has nothing to say of one that is %s', (state) =>
    expect(soFarOf({ state }, phases)).toBeUndefined(),
  );
});
