/** What agents name instead of an id: ids, prices and lifetimes of models change, roles stay. */
export const modelAliases = ['router', 'standard', 'strong'] as const;

export type ModelAlias = (typeof modelAliases)[number];
