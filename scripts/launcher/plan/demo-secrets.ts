import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the services and the simulator agree on when no account is configured. */
export interface DemoSecrets extends Record<string, string> {
  WHATSAPP_APP_SECRET: string;
  WHATSAPP_VERIFY_TOKEN: string;
  WHATSAPP_ACCESS_TOKEN: string;
}

/** The one secret of an installation, made at its first start and kept in the data folder; every other derives from it. */
export class InstallationSecret {
  private readonly secret: string;

  constructor(dataFolder: string) {
    const path = join(dataFolder, 'secret');
    if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600 });
    this.secret = readFileSync(path, 'utf8').trim();
  }

  derive(purpose: string): string {
    return createHmac('sha256', this.secret).update(purpose).digest('hex').slice(0, 40);
  }

  /** With which operators sign in, unless the person has set one. */
  consoleToken(): string {
    return this.derive('CONSOLE_TOKEN').slice(0, 24);
  }

  /** Sign what builds use again and what agents say again, unless the person has set them. */
  cacheSecrets(): Record<string, string> {
    const names = ['BUILD_CACHE_SECRET', 'ANSWER_CACHE_SECRET'];
    return Object.fromEntries(names.map((name) => [name, this.derive(name)]));
  }

  demoSecrets(): DemoSecrets {
    return {
      WHATSAPP_APP_SECRET: this.derive('WHATSAPP_APP_SECRET'),
      WHATSAPP_VERIFY_TOKEN: this.derive('WHATSAPP_VERIFY_TOKEN'),
      WHATSAPP_ACCESS_TOKEN: this.derive('WHATSAPP_ACCESS_TOKEN'),
    };
  }
}
