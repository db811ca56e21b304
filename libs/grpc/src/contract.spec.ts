import { ClassifierService, ConversationService, NotifierService } from '#libs/contracts';
import { contractOptions, fullName, Serves } from './contract.js';

describe(Serves, () => {
  it('takes a controller that has every rpc', () => {
    class Complete {
      classify = undefined;
    }
    Object.defineProperty(Complete.prototype, 'classify', { value: () => Promise.resolve({ outcomes: [] }) });
    expect(() => Serves(ClassifierService)(Complete as never)).not.toThrow();
  });

  it('refuses one that lacks an rpc, and says which', () => {
    class Incomplete {}
    expect(() => Serves(ClassifierService)(Incomplete as never)).toThrow('Incomplete does not implement classify');
  });
});

describe(contractOptions, () => {
  it('names each package once and each service in full', () => {
    expect(fullName(ConversationService)).toBe('orchestrator.v1.ConversationService');
    expect(contractOptions([ClassifierService, NotifierService, ClassifierService])).toEqual({
      package: ['classifier.v1', 'notifier.v1'],
      packageDefinition: {
        'classifier.v1.ClassifierService': ClassifierService,
        'notifier.v1.NotifierService': NotifierService,
      },
    });
  });

  it('serves nothing where nothing is given', () => {
    expect(contractOptions([])).toEqual({ package: [], packageDefinition: {} });
  });
});
