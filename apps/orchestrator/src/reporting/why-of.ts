import { buildText, type BuildTextKey } from './build-text.js';

/** Why a build does not go on, as its person may hear it: never a reason of the catalogue. */
export const whyOf = (reason: string, language: string): string =>
  buildText(Object.hasOwn(keys, reason) ? keys[reason]! : 'whyUnknown', language);

const keys: Readonly<Record<string, BuildTextKey>> = {
  MODEL_UNAVAILABLE: 'whyModel',
  MODEL_OVERLOADED: 'whyModel',
  AGENT_BUSY: 'whyModel',
  OVERLOADED: 'whyModel',
  PEER_UNAVAILABLE: 'whyModel',
  PEER_UNREACHABLE: 'whyModel',
  BUDGET_SPENT: 'whyBudget',
  MODEL_SPEND_LIMIT: 'whyBudget',
  DEADLINE_EXCEEDED: 'whySlow',
  PHASE_SILENT: 'whySlow',
  RUN_LOOPING: 'whySlow',
  MODEL_EMPTY: 'whyQuality',
  MODEL_REFUSED: 'whyQuality',
  MODEL_INVALID_OUTPUT: 'whyQuality',
  WORKSPACE_REFUSED: 'whyQuality',
  WORKFLOW_INVALID: 'whyPlan',
  SITE_MISSING: 'whyNoSite',
  MISCONFIGURED: 'whyConfiguration',
  MODEL_MISCONFIGURED: 'whyConfiguration',
  UNKNOWN_AGENT: 'whyConfiguration',
};
