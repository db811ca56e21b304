import { findTool, type ToolName } from '../../scripts/manifests/tools.ts';

const mustHaveAll = process.env['REQUIRE_ALL'] === '1';
const said = new Set<string>();

/**
 * `it` for what needs these programs. Without one of them it is skipped by name and the reason is said, never passed; with
 * REQUIRE_ALL=1 it fails.
 */
export async function withTools(...names: ToolName[]): Promise<typeof it> {
  const found = await Promise.all(names.map(findTool));
  const missing = found.flatMap((tool) => ('missing' in tool ? [tool.missing] : []));
  if (missing.length === 0) return it;
  if (mustHaveAll) throw new Error(missing.join('\n'));
  for (const reason of missing.filter((text) => !said.has(text))) {
    said.add(reason);
    process.stderr.write(`skipped: ${reason}\n`);
  }
  return it.skip;
}
