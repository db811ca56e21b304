import { parsePhoneNumberWithError } from 'libphonenumber-js';
import type { SimulatorConfig } from './simulator.config.js';

/** The one business of the simulated platform. */
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

export const BUSINESS = Symbol('the business');

export function toBusiness(config: SimulatorConfig): Business {
  const { number, countryCallingCode } = parsePhoneNumberWithError(config.SIMULATOR_BUSINESS_NUMBER);
  return {
    name: config.SIMULATOR_BUSINESS_NAME,
    phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID,
    accountId: '200000000000001',
    displayNumber: config.SIMULATOR_BUSINESS_NUMBER,
    digits: number.slice(1),
    countryCode: countryCallingCode,
  };
}
