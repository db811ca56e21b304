import { z } from 'zod';

/** What may be used; 0 is no bound. */
export interface BudgetLimits {
  tokens: number;
  costMicros: number;
  toolCalls: number;
  wallMs: number;
}

const AMOUNTS: Record<string, (value: number) => Partial<BudgetLimits>> = {
  tokens: (value) => ({ tokens: Math.round(value) }),
  usd: (value) => ({ costMicros: Math.round(value * 1_000_000) }),
  calls: (value) => ({ toolCalls: Math.round(value) }),
  minutes: (value) => ({ wallMs: Math.round(value * 60_000) }),
};

/** `tokens=3000000,usd=5,calls=600,minutes=60`; what is not named has no bound. */
export const budgetLimits = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, context): BudgetLimits => {
      const limits: BudgetLimits = { tokens: 0, costMicros: 0, toolCalls: 0, wallMs: 0 };
      const entries = text.split(',').map((entry) => entry.trim());
      for (const entry of entries.filter((one) => one && one !== 'none')) {
        const [, name = '', value] = /^(tokens|usd|calls|minutes)=(\d{1,12}(?:\.\d{1,6})?)$/.exec(entry) ?? [];
        if (value === undefined)
          context.addIssue({ code: 'custom', message: `expected tokens=…, usd=…, calls=… or minutes=…, not ${entry}` });
        else Object.assign(limits, AMOUNTS[name]!(Number(value)));
      }
      return limits;
    });
