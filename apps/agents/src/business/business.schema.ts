import { IANAZone } from 'luxon';
import { z } from 'zod';
import { agentNamePattern } from '../catalogue/agent.schema.js';
import { languages, localised } from './localised.js';
import { isCurrency, toMinorUnits } from './money.js';
import { exceptionSchema, weekSchema } from './opening-times.schema.js';

const line = z.string('missing').trim().min(1, 'missing').max(300, 'expected at most 300 characters');
const slug = z.string('missing').regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'expected lower-case letters, digits, - and _');
/** As written in the file; the file's currency says what it is in minor units. */
const price = z.union([z.string(), z.number()], 'expected a price').transform(String);

const place = z.strictObject({
  id: slug,
  name: localised,
  address: line,
  latitude: z.number('expected degrees').min(-90, 'expected -90 to 90').max(90, 'expected -90 to 90'),
  longitude: z.number('expected degrees').min(-180, 'expected -180 to 180').max(180, 'expected -180 to 180'),
  /** How to find it, parking, steps at the door. */
  directions: localised.optional(),
  /** Where it differs from the business's own. */
  hours: weekSchema.optional(),
});

const delivery = z.strictObject({
  text: localised,
  fee: price.default('0'),
  minimum: price.default('0'),
  free_from: price.optional(),
  /** Around the first place. */
  radius_km: z.number('expected kilometres').positive('expected more than 0').max(20_000).optional(),
  pickup: z.boolean('expected true or false').default(true),
});

/** `business.yaml`: the facts that a business writes down once. */
export const businessSchema = z
  .strictObject({
    id: slug,
    name: line,
    /** WhatsApp numbers that it answers on; none: every number that is not another business's. */
    phone_number_ids: z
      .array(z.coerce.string().regex(/^\d{5,20}$/, 'expected a phone number id'))
      .max(50)
      .default([]),
    about: localised,
    tone: line,
    languages: z
      .array(z.enum(languages, 'expected es, en or pt'))
      .min(1, 'expected at least one')
      .default([...languages]),
    time_zone: line.refine((zone) => IANAZone.isValidZone(zone), 'expected a time zone such as Europe/Madrid'),
    currency: z.string('missing').refine(isCurrency, 'expected a currency such as EUR'),
    tax: z
      .strictObject({
        name: line,
        percent: z.number('expected a number').min(0, 'expected 0 to 100').max(100, 'expected 0 to 100'),
        included: z.boolean('expected true or false').default(true),
      })
      .optional(),
    hours: weekSchema,
    exceptions: z.array(exceptionSchema).max(400, 'expected at most 400').default([]),
    places: z.array(place).max(500, 'expected at most 500').default([]),
    policies: z.record(slug, localised).default({}),
    delivery: delivery.optional(),
    payment: localised.optional(),
    human: z.strictObject({ name: localised, contact: line, hours: localised.optional() }).optional(),
    /** Agents that work for it; none named: all. */
    agents: z.array(z.string().regex(agentNamePattern, 'expected the name of an agent')).max(50).default([]),
  })
  .superRefine(({ places, delivery: way, currency }, context) => {
    const ids = places.map(({ id }) => id);
    if (new Set(ids).size < ids.length)
      context.addIssue({ code: 'custom', path: ['places'], message: 'two places have the same id' });
    for (const name of ['fee', 'minimum', 'free_from'] as const) {
      const value = way?.[name];
      if (value !== undefined && isCurrency(currency) && toMinorUnits(value, currency) === undefined)
        context.addIssue({ code: 'custom', path: ['delivery', name], message: `expected a price in ${currency}` });
    }
  })
  .transform(({ delivery: way, tax, ...rest }) => ({
    ...rest,
    tax: tax && { ...tax, basisPoints: Math.round(tax.percent * 100) },
    delivery: way && {
      ...way,
      feeMinor: toMinorUnits(way.fee, rest.currency) ?? 0,
      minimumMinor: toMinorUnits(way.minimum, rest.currency) ?? 0,
      freeFromMinor: way.free_from === undefined ? undefined : toMinorUnits(way.free_from, rest.currency),
    },
  }));

/** The facts of a business, as they are used. */
export type Business = z.output<typeof businessSchema>;
/** As they are written, and stored. */
export type BusinessFile = z.input<typeof businessSchema>;
export type Place = Business['places'][number];
