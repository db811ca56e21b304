import { z } from 'zod';
import { type ModelAlias, modelAliases } from '../model-aliases.js';

/** Of an alias, the one whose model answers instead while its own cannot. */
export type Fallbacks = Partial<Readonly<Record<ModelAlias, ModelAlias>>>;

const expected = 'expected <alias>:<alias>, comma separated, such as strong:standard,standard:router, or none';
const isAlias = (name: string): name is ModelAlias => (modelAliases as readonly string[]).includes(name);

/** MODEL_FALLBACKS. The router has none: its requests have no room for the thinking that other models do. */
export const fallbacks = z
  .string()
  .default('strong:standard,standard:router')
  .transform((text, context): Fallbacks => {
    const chain: Partial<Record<ModelAlias, ModelAlias>> = {};
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    for (const pair of text === 'none' ? [] : text.split(',')) {
      const [from = '', to = '', ...rest] = pair.split(':').map((name) => name.trim());
      if (!isAlias(from) || !isAlias(to) || rest.length > 0) refuse(expected);
      else if (from === 'router') refuse('the router has no fallback: no other model answers as briefly');
      else if (chain[from]) refuse(`${from} has two fallbacks`);
      else chain[from] = to;
    }
    for (const alias of modelAliases)
      if (chainOf(chain, alias).length > modelAliases.length) refuse('goes in a circle');
    return chain;
  });

/** The alias and those that stand in for it, in their order. */
export function chainOf(chain: Fallbacks, alias: ModelAlias): ModelAlias[] {
  const aliases = [alias];
  for (let next = chain[alias]; next && aliases.length <= modelAliases.length; next = chain[next]) aliases.push(next);
  return aliases;
}
