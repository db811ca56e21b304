/** What a text may name, and how such a name looks; nothing else reaches a tool. */
export const entityTypes = {
  order_id: /^[A-Z]{0,4}-?\d{3,12}$/,
  ticket_id: /^[A-Z]{0,4}-?\d{2,12}$/,
  product: /^[\p{L}\p{N}][\p{L}\p{N}\s'./-]{1,79}$/u,
  quantity: /^\d{1,4}$/,
  amount: /^\d{1,9}([.,]\d{1,2})?\s?(€|\$|r\$|usd|eur|brl|mxn|ars|cop|clp|gbp|£)?$/i,
  date: /^(\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?)$/,
  place: /^[\p{L}\p{N}][\p{L}\p{N}\s'.,ºª#/-]{1,119}$/u,
  email: /^[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{2,63})+$/,
} as const;

export type EntityType = keyof typeof entityTypes;

export const isEntityType = (type: string): type is EntityType => Object.hasOwn(entityTypes, type);
