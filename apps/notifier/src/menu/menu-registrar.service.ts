import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError } from '#libs/errors';
import { Lifecycle } from '#libs/health';
import { createRepeater, edges } from '#libs/resilience';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';
import { isSameMenu } from './is-same-menu.js';
import { makeMenu } from './make-menu.js';
import { MenuClient } from './menu.client.js';
import { menuLanguageOf } from './menu-languages.js';

/** All numbers together; what is not done by then waits for the next start. */
const WHOLE_RUN_MS = 120_000;

/**
 * Sets the menu of each number once at start, where it is another one. Nobody waits for it, and no failure of it is more
 * than a line in the log. Replicas may all do it: they write the same.
 */
@Injectable()
export class MenuRegistrar implements OnApplicationBootstrap {
  private readonly logger = new Logger(MenuRegistrar.name);
  private readonly repeater = createRepeater('notifier.whatsapp.menu');
  private readonly stopping = new AbortController();

  constructor(
    @Inject(MenuClient) private readonly client: MenuClient,
    @Inject(NOTIFIER_CONFIG) private readonly config: NotifierConfig,
    @Inject(Lifecycle) lifecycle: Lifecycle,
  ) {
    lifecycle.whenDraining(() => this.stopping.abort(new AppError('CANCELLED')));
  }

  onApplicationBootstrap(): void {
    void this.registerAll();
  }

  private async registerAll(): Promise<void> {
    const limit = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(WHOLE_RUN_MS)]);
    for (const phoneNumberId of this.numbers()) {
      if (limit.aborted) return this.logger.warn({ message: 'no time was left for the menus of all numbers' });
      await this.register(phoneNumberId, limit).catch((error: unknown) =>
        this.logger.warn({ message: 'the menu of a number could not be set', phoneNumberId, err: error }),
      );
    }
  }

  /** Every number that the configuration names, each once. */
  private numbers(): string[] {
    const { WHATSAPP_ACCESS_TOKENS: tokens, WHATSAPP_PHONE_NUMBER_ID: ids, WHATSAPP_MENU_LANGUAGE } = this.config;
    const named = new Set([...(tokens?.keys() ?? []), ...(ids ?? []), ...WHATSAPP_MENU_LANGUAGE.byNumber.keys()]);
    if (WHATSAPP_MENU_LANGUAGE.otherwise !== 'none' && named.size === 0)
      this.logger.warn({ message: 'no menu is set: WHATSAPP_PHONE_NUMBER_ID names no number' });
    return [...named];
  }

  private async register(phoneNumberId: string, limit: AbortSignal): Promise<void> {
    const language = menuLanguageOf(this.config.WHATSAPP_MENU_LANGUAGE, phoneNumberId);
    if (language === 'none') return;
    const menu = makeMenu(language);
    const stored = await this.try((signal) => this.client.read(phoneNumberId, signal), limit);
    if (isSameMenu(menu, stored)) return;
    await this.try((signal) => this.client.write(phoneNumberId, menu, signal), limit);
    this.logger.log({ message: 'the menu of a number is set', phoneNumberId, language });
  }

  private try<T>(call: (signal: AbortSignal) => Promise<T>, limit: AbortSignal): Promise<T> {
    const { deadlineMs } = edges['notifier.whatsapp.menu'];
    return this.repeater.execute(() => {
      const overdue = new AbortController();
      const timer = setTimeout(() => overdue.abort(new AppError('DEADLINE_EXCEEDED')), deadlineMs);
      return call(AbortSignal.any([limit, overdue.signal])).finally(() => clearTimeout(timer));
    }, limit);
  }
}
