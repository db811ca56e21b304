import { AppError } from '#libs/errors';
import { SCHEMA } from './session.schema.js';

export type Migration = (older: Record<string, unknown>) => Record<string, unknown>;

/** From the schema of this number to the next; every number from 1 to the newest has one. */
export const sessionMigrations: Readonly<Record<number, Migration>> = {};

/** The same for patches; 0 is a turn that was answered before there were any. */
export const patchMigrations: Readonly<Record<number, Migration>> = {
  0: ({ agent, language, at }) => ({
    schema: 1,
    lane: 'general',
    agent: '',
    phase: '',
    openQuestion: '',
    locale: language,
    speaker: agent,
    beganAt: at,
    at,
  }),
};

/**
 * What was stored in an earlier schema, in this one's; what is no schema at all is returned as it is, for the validator.
 * @throws AppError STATE_TOO_NEW for what a newer replica has written: it is left alone
 */
export function upcast(stored: unknown, migrations: Readonly<Record<number, Migration>>, newest = SCHEMA): unknown {
  let value = stored;
  while (isVersioned(value) && value.schema !== newest) {
    if (value.schema > newest) throw new AppError('STATE_TOO_NEW', { metadata: { schema: `${value.schema}` } });
    const migrate = migrations[value.schema];
    if (!migrate) return value;
    value = { ...migrate(value), schema: value.schema + 1 };
  }
  return value;
}

const isVersioned = (value: unknown): value is Record<string, unknown> & { schema: number } =>
  typeof value === 'object' && value !== null && 'schema' in value && Number.isInteger(value.schema);
