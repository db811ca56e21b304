import type { Choice } from '#libs/contracts';

/** What Meta takes in one interactive message; more or longer is refused or silently lost. */
const limits = {
  buttons: { choices: 3, body: 1_024, id: 256, title: 20, description: 0 },
  list: { choices: 10, body: 4_096, id: 200, title: 24, description: 72 },
};

/** Whether the choices can be tapped as `kind`; else they go out as numbered text. */
export function areTappable(kind: keyof typeof limits, body: string, choices: Choice[]): boolean {
  const limit = limits[kind];
  const isShort = ({ id, title, description }: Choice): boolean =>
    id.length >= 1 &&
    id.length <= limit.id &&
    title.trim().length >= 1 &&
    title.length <= limit.title &&
    description.length <= limit.description;
  return (
    body.length >= 1 &&
    body.length <= limit.body &&
    choices.length >= 1 &&
    choices.length <= limit.choices &&
    choices.every(isShort) &&
    areUnique(choices.map(({ id }) => id)) &&
    (kind === 'list' || areUnique(choices.map(({ title }) => title)))
  );
}

const areUnique = (values: string[]): boolean => new Set(values).size === values.length;

/** Choices that a person answers by writing. */
export const toNumberedText = (body: string, choices: Choice[]): string =>
  [body, choices.map(toLine).join('\n')].filter(Boolean).join('\n\n');

const toLine = ({ title, description }: Choice, index: number): string =>
  `${index + 1}. ${[title, description].filter(Boolean).join(' - ')}`;
