/** How the platform says when to come again: seconds in one header, minutes in the other. */
export const throttlingHeaders = (accountId: string, retryAfterSeconds: number): Record<string, string> => ({
  'retry-after': String(retryAfterSeconds),
  'x-business-use-case-usage': JSON.stringify({
    [accountId]: [
      {
        type: 'messaging',
        call_count: 100,
        total_cputime: 100,
        total_time: 100,
        estimated_time_to_regain_access: Math.floor(retryAfterSeconds / 60),
      },
    ],
  }),
});
