/** What a code of the Graph API means for a message. `unlisted` is refused too, and someone should look. */
export type GraphErrorClass =
  | 'throttled'
  | 'outcome_unknown'
  | 'credentials'
  | 'window_closed'
  | 'quality'
  | 'recipient'
  | 'our_bug'
  | 'media'
  | 'template'
  | 'number'
  | 'payment'
  | 'unlisted';

const codes: Record<Exclude<GraphErrorClass, 'unlisted'>, number[]> = {
  throttled: [4, 80007, 130429, 131056],
  outcome_unknown: [1, 2, 131000, 131016, 131057, 133004],
  credentials: [0, 3, 10, 190, 131005], // and 200 to 299
  window_closed: [131047],
  quality: [368, 130497, 131031, 131048, 131049, 131064],
  recipient: [130403, 130472, 131021, 131026, 131030, 131050, 131062],
  our_bug: [33, 100, 131008, 131009, 131051, 135000],
  media: [131052, 131053],
  template: [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018, 132068, 132069, 134101],
  number: [131037, 131045, 133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 136024],
  payment: [131042, 134011],
};

const byCode = new Map<number, GraphErrorClass>(
  Object.entries(codes).flatMap(([name, list]) => list.map((code) => [code, name as GraphErrorClass] as const)),
);

/** One message per six seconds to one person. */
export const PAIR_RATE_LIMIT = 131056;
/** The 24 hours for free-form messages are over. */
export const WINDOW_CLOSED = 131047;
/** The person does not want to hear from the business any more. */
export const OPTED_OUT = 131050;

/** Classes by which a message with a picture can be refused because of the picture. */
export const refusesPicture: ReadonlySet<GraphErrorClass> = new Set(['media', 'our_bug']);

/** Restrictions of the number or the account, not of one message. */
export const stopsNumber: ReadonlySet<number> = new Set([368, 131031, 131048]);

export interface GraphError {
  code: number;
  subcode?: number;
  /** Meta's own words; they may name the person, so they are stored with the message and never logged. */
  details: string;
  isTransient: boolean;
}

/** Decides on the code; neither the HTTP status nor the title says anything reliable. */
export function classifyGraphError({ code, isTransient }: Pick<GraphError, 'code' | 'isTransient'>): GraphErrorClass {
  const listed = byCode.get(code) ?? (code >= 200 && code <= 299 ? 'credentials' : undefined);
  return listed ?? (isTransient ? 'outcome_unknown' : 'unlisted');
}

/** The error object of an answer, if it holds one. */
export function readGraphError(body: unknown): GraphError | undefined {
  const error = field(body, 'error');
  const code = field(error, 'code');
  if (typeof code !== 'number') return undefined;
  const subcode = field(error, 'error_subcode');
  const details = field(field(error, 'error_data'), 'details') ?? field(error, 'message');
  return {
    code,
    ...(typeof subcode === 'number' && { subcode }),
    details: typeof details === 'string' ? storable(details) : '',
    isTransient: field(error, 'is_transient') === true,
  };
}

const storable = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 300)
    .toWellFormed();

/** A member of anything that JSON can hold. */
export const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
