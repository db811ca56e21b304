import { parsePhoneNumberWithError } from 'libphonenumber-js';
import type { SimulatorConfig } from './simulator.config.js';

/** A business of the simulated platform: one for each of its numbers. */
export interface Business {
  name: string;
  phoneNumberId: string;
  /** Id of its WhatsApp business account, the `entry.id` of webhooks. */
  accountId: string;
  /** As people write it: +34 910 000 001. */
  displayNumber: string;
  /** As webhooks write it: no plus, no spaces. */
  digits: string;
  /** Put before recipients that come without a plus. */
  countryCode: string;
}

/** The first business: what there is only once belongs to it. */
export const BUSINESS = Symbol('the business');

/** All numbers that are played, the first one first. */
export class Businesses {
  constructor(readonly all: readonly [Business, ...Business[]]) {}

  get others(): readonly Business[] {
    return this.all.slice(1);
  }

  find(phoneNumberId: string): Business | undefined {
    return this.all.find((business) => business.phoneNumberId === phoneNumberId);
  }

  /** The business at the other end of a chat; the first one where none is named. */
  of({ phoneNumberId }: { phoneNumberId?: string }): Business {
    return (phoneNumberId === undefined ? undefined : this.find(phoneNumberId)) ?? this.all[0];
  }
}

export function toBusinesses(config: SimulatorConfig): Businesses {
  const [first, ...others] = config.WHATSAPP_PHONE_NUMBER_ID;
  const names = config.SIMULATOR_BUSINESS_NAME;
  const toNext = (phoneNumberId: string, index: number): Business =>
    toBusiness(phoneNumberId, names[index + 1] ?? `${names[0]} ${index + 2}`, numberAfter(config, index + 1));
  return new Businesses([
    toBusiness(first!, names[0]!, config.SIMULATOR_BUSINESS_NUMBER),
    ...others.map((phoneNumberId, index) => toNext(phoneNumberId, index)),
  ]);
}

function toBusiness(phoneNumberId: string, name: string, displayNumber: string): Business {
  const { number, countryCallingCode } = parsePhoneNumberWithError(displayNumber);
  return {
    name,
    phoneNumberId,
    accountId: '200000000000001',
    displayNumber,
    digits: number.slice(1),
    countryCode: countryCallingCode,
  };
}

/** Numbers follow one another: +34 910 000 001, +34 910 000 002. */
function numberAfter({ SIMULATOR_BUSINESS_NUMBER: text }: SimulatorConfig, steps: number): string {
  const { countryCallingCode, nationalNumber } = parsePhoneNumberWithError(text);
  const next = parsePhoneNumberWithError(`+${countryCallingCode}${BigInt(nationalNumber) + BigInt(steps)}`);
  return next.formatInternational();
}
