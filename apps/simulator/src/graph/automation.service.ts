import { Injectable } from '@nestjs/common';
import { ResetSignal } from '../knobs/reset-signal.service.js';
import type { GraphError } from './door/graph-error.js';
import { automationCheck } from './validation/automation.js';

interface Automation {
  commands: unknown[];
  prompts: unknown[];
}

/** The menu of commands and ice breakers that the business set. */
@Injectable()
export class AutomationService {
  private automation: Automation = { commands: [], prompts: [] };

  constructor(reset: ResetSignal) {
    reset.subscribe(() => (this.automation = { commands: [], prompts: [] }));
  }

  /** @returns why the menu was not taken, if so */
  configure(body: unknown): GraphError | undefined {
    const error = automationCheck(body, 'body');
    if (!error) this.automation = { ...this.automation, ...(body as Partial<Automation>) };
    return error;
  }

  show(): Automation {
    const { commands, prompts } = this.automation;
    return { commands, prompts };
  }
}
