import { CreateOutbox1764000000000 } from './1764000000000-create-outbox.js';
import { AddWindowsAndConsent1765000700000 } from './1765000700000-add-windows-and-consent.js';
import { HearOptOuts1765003300000 } from './1765003300000-hear-opt-outs.js';

export const migrations = [CreateOutbox1764000000000, AddWindowsAndConsent1765000700000, HearOptOuts1765003300000];
