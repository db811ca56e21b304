import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** What phones offer in a chat with a number: commands after a slash, and first sentences. */
export interface Menu {
  commands: { command_name: string; command_description: string }[];
  prompts: string[];
}

/** The menu of each number. It belongs to the business and not to the chats, so it outlives a reset. */
@Injectable()
export class MenusRepository {
  private readonly menus = new Map<string, Menu>();
  /** The number whose menu was set. */
  readonly changes = new Subject<string>();

  of(phoneNumberId: string): Menu {
    return this.menus.get(phoneNumberId) ?? { commands: [], prompts: [] };
  }

  /** Replaces what is given and leaves the rest. */
  set(phoneNumberId: string, { commands, prompts }: Partial<Menu>): void {
    const before = this.of(phoneNumberId);
    this.menus.set(phoneNumberId, { commands: commands ?? before.commands, prompts: prompts ?? before.prompts });
    this.changes.next(phoneNumberId);
  }

  all(): Record<string, Menu> {
    return Object.fromEntries(this.menus);
  }

  restore(menus: Record<string, Menu>): void {
    for (const [phoneNumberId, menu] of Object.entries(menus)) this.menus.set(phoneNumberId, menu);
  }
}
