import type { WorkingTime } from './sla-clock.js';

/** When the people of a business work, and how they read clocks. */
export interface WorkingHours {
  working: WorkingTime;
  /** IANA name. */
  timeZone: string;
}

/** Finds the hours of the business behind a number. */
export interface WorkingHoursSource {
  of(phoneNumberId: string): Promise<WorkingHours>;
}

export const WORKING_HOURS = Symbol('working hours');
