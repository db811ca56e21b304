import { CreateOutbox1764000000000 } from './1764000000000-create-outbox.js';

export const migrations = [CreateOutbox1764000000000];
