import { Inject, Injectable } from '@nestjs/common';
import { NOTIFIER_CONFIG, type NotifierConfig } from '../notifier.config.js';

/** What is said of a message whose number has no token. */
export const NO_TOKEN = 'no access token is configured for this number';

/** Which token speaks for which number: its own one, else the one that is there for all. */
@Injectable()
export class TokenBook {
  private readonly own: ReadonlyMap<string, string>;
  private readonly fallback: string | undefined;

  constructor(
    @Inject(NOTIFIER_CONFIG)
    config: Pick<NotifierConfig, 'WHATSAPP_ACCESS_TOKEN' | 'WHATSAPP_ACCESS_TOKENS'>,
  ) {
    this.own = new Map([...(config.WHATSAPP_ACCESS_TOKENS ?? [])].map(([number, token]) => [number, bearer(token)]));
    this.fallback = config.WHATSAPP_ACCESS_TOKEN && bearer(config.WHATSAPP_ACCESS_TOKEN);
  }

  /** The value of the Authorization header; undefined when nobody configured a token that this number may use. */
  authorizationOf(phoneNumberId: string): string | undefined {
    return this.own.get(phoneNumberId) ?? this.fallback;
  }
}

const bearer = (token: string): string => `Bearer ${token}`;
