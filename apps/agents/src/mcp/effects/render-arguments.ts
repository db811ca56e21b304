const place = /\{\{\s*([a-zA-Z0-9_.-]+)\s*\}\}/g;
const whole = /^\{\{\s*([a-zA-Z0-9_.-]+)\s*\}\}$/;

/**
 * Arguments of a compensation: `{{arguments.site}}` and `{{result.previous.id}}` are those of the effect. A text that is one
 * place keeps the type of its value.
 * @returns undefined when a place names nothing
 */
export function renderArguments(
  template: Readonly<Record<string, unknown>>,
  effect: { arguments: Record<string, unknown>; result: unknown },
): Record<string, unknown> | undefined {
  let isWhole = true;
  const find = (path: string): unknown => {
    const found = path
      .split('.')
      .reduce<unknown>(
        (value, key) =>
          typeof value === 'object' && value !== null && Object.hasOwn(value, key)
            ? (value as Record<string, unknown>)[key]
            : undefined,
        effect,
      );
    if (found === undefined || found === null) isWhole = false;
    return found;
  };
  const render = (part: unknown): unknown => {
    if (typeof part === 'string') {
      const only = whole.exec(part)?.[1];
      return only ? find(only) : part.replace(place, (_, path: string) => toText(find(path)));
    }
    if (Array.isArray(part)) return part.map(render);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, render(item)]));
  };
  const rendered = render(template) as Record<string, unknown>;
  return isWhole ? rendered : undefined;
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
