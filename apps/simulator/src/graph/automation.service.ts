import { Injectable } from '@nestjs/common';
import { type Menu, MenusRepository } from '../chats/menus.repository.js';
import type { GraphError } from './door/graph-error.js';
import { automationCheck } from './validation/automation.js';

/** The menu of commands and ice breakers that the business set for a number. */
@Injectable()
export class AutomationService {
  constructor(private readonly menus: MenusRepository) {}

  /** @returns why the menu was not taken, if so */
  configure(phoneNumberId: string, body: unknown): GraphError | undefined {
    const error = automationCheck(body, 'body');
    if (!error) this.menus.set(phoneNumberId, body as Partial<Menu>);
    return error;
  }

  show(phoneNumberId: string): Menu {
    return this.menus.of(phoneNumberId);
  }
}
