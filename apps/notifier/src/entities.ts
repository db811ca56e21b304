import { OutboxEntity } from './outbox/outbox.entity.js';

export const entities = [OutboxEntity];
