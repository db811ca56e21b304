/**
 * Every hot statement finds its rows by an index and is prepared once, so its plan must not depend on whether statistics
 * were gathered before or after the tables filled: a plan made for an empty table reads all of a full one.
 */
const settings = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off', random_page_cost: '1.1' };

/** The connection string with these settings beside those that it already carries. */
export function withPlannerSettings(connectionString: string): string {
  const url = new URL(connectionString);
  const given = url.searchParams.get('options');
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  url.searchParams.set('options', [given, ...ours].filter(Boolean).join(' '));
  return url.href;
}
