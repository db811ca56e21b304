import { CreateQuarantine1764000000000 } from './1764000000000-create-quarantine.js';

export const migrations = [CreateQuarantine1764000000000];
