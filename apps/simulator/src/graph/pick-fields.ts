const usual = ['id', 'display_phone_number', 'verified_name', 'quality_rating'];

/** The members that `fields` lists, with the id; without it, those that a Graph object shows by itself. */
export function pickFields(object: Record<string, unknown>, fields?: string): Record<string, unknown> {
  const wanted = fields ? [...fields.split(',').map((field) => field.trim()), 'id'] : usual;
  return Object.fromEntries(Object.entries(object).filter(([name]) => wanted.includes(name)));
}
