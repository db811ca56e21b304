import { Inject, Injectable } from '@nestjs/common';
import { BusinessDirectory } from '../business/business-directory.js';
import type { Business } from '../business/business.schema.js';
import { OpeningTimes } from '../information/opening-times.js';
import { roundTheClock, type WorkingTime } from './sla-clock.js';

/** When the people of a business work, and how they read clocks. */
export interface WorkingHours {
  working: WorkingTime;
  /** IANA name. */
  timeZone: string;
}

/** Days that are looked at in one go. */
const daysAtOnce = 14;
const mostDays = 400;

/** The hours of the business behind a number; a number of nobody's, and a business without hours, never close. */
@Injectable()
export class BusinessHours {
  private readonly known = new WeakMap<Business, WorkingHours>();

  constructor(@Inject(BusinessDirectory) private readonly directory: BusinessDirectory) {}

  of(phoneNumberId: string): WorkingHours {
    const facts = this.directory.find(phoneNumberId)?.facts;
    if (!facts) return { working: roundTheClock, timeZone: 'UTC' };
    let hours = this.known.get(facts);
    if (!hours) this.known.set(facts, (hours = toWorkingHours(facts)));
    return hours;
  }
}

export function toWorkingHours(facts: Business): WorkingHours {
  const isEverOpen = Object.values(facts.hours).some((spans) => spans.length > 0);
  return { working: isEverOpen ? openings(new OpeningTimes(facts)) : roundTheClock, timeZone: facts.time_zone };
}

const dayMs = 86_400_000;

/** From yesterday on: what opened then may be open still. */
const openings = (times: OpeningTimes): WorkingTime =>
  function* (fromMs) {
    for (let day = -1; day < mostDays; day += daysAtOnce) {
      for (const { openings: spans } of times.days(new Date(fromMs + day * dayMs), daysAtOnce)) {
        for (const { from, to } of spans) {
          if (to.toMillis() > fromMs) yield { fromMs: from.toMillis(), toMs: to.toMillis() };
        }
      }
    }
  };
