import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Knobs } from '../knobs/knobs.schema.js';
import type { Menu } from './menus.repository.js';
import type { Message } from './message.js';
import type { Person } from './person.js';

export interface BusinessView {
  name: string;
  phoneNumberId: string;
  displayNumber: string;
  /** Whether its webhook endpoint answers. */
  online: boolean;
}

/** What pages are told, under the name of the event. */
export interface PhoneEvents {
  message: { personId: string; message: Message };
  typing: { personId: string; on: boolean };
  person: { person: Person };
  'person-removed': { id: string };
  knobs: { knobs: Knobs };
  business: { business: BusinessView };
  menu: { phoneNumberId: string; menu: Menu };
  reset: Record<string, never>;
}

export interface PhoneEvent {
  type: keyof PhoneEvents;
  data: PhoneEvents[keyof PhoneEvents];
}

@Injectable()
export class PhoneEventsService implements OnModuleDestroy {
  readonly stream = new Subject<PhoneEvent>();

  emit<T extends keyof PhoneEvents>(type: T, data: PhoneEvents[T]): void {
    this.stream.next({ type, data });
  }

  /** Ends the open event streams, which would keep the server from closing. */
  onModuleDestroy(): void {
    this.stream.complete();
  }
}
