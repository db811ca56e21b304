import { CreateOutbox1764000000000 } from './1764000000000-create-outbox.js';
import { AddWindowsAndConsent1765000700000 } from './1765000700000-add-windows-and-consent.js';

export const migrations = [CreateOutbox1764000000000, AddWindowsAndConsent1765000700000];
