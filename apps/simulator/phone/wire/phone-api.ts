import type { Knobs, OutgoingMessage, Person, Snapshot } from './phone-contract.js';

const BASE = '/phone/api';
/** Longer than the slowest latency that the knobs can set. */
const TIMEOUT_MS = 60_000;

/** The simulator answered with a failure, or (status 0) did not answer at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(`the simulator answered ${status}`, options);
  }
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const request: RequestInit = { method, signal: AbortSignal.timeout(TIMEOUT_MS) };
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { 'content-type': 'application/json' };
  }
  const response = await fetch(BASE + path, request).catch((cause: unknown) => {
    throw new ApiError(0, { cause });
  });
  if (!response.ok) throw new ApiError(response.status);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

const person = (id: string) => `/people/${encodeURIComponent(id)}`;
const message = (personId: string, id: string) => `${person(personId)}/messages/${encodeURIComponent(id)}`;

/** Every door of the simulator that the phone uses. Each call fails with an ApiError. */
export const phoneApi = {
  fetchSnapshot: () => call<Snapshot>('GET', '/state'),
  fetchKnobs: () => call<Knobs>('GET', '/knobs'),
  changeKnobs: (knobs: Partial<Knobs>) => call<Knobs>('PUT', '/knobs', knobs),
  reset: () => call<void>('POST', '/reset', {}),
  addPerson: (name: string, hideNumber: boolean) => call<Person>('POST', '/people', { name, hideNumber }),
  removePerson: (id: string) => call<void>('DELETE', person(id)),
  sendMessage: (personId: string, outgoing: OutgoingMessage) =>
    call<{ id: string }>('POST', `${person(personId)}/messages`, outgoing),
  revokeMessage: (personId: string, id: string) => call<void>('POST', `${message(personId, id)}/revoke`, {}),
  editMessage: (personId: string, id: string, text: string) =>
    call<void>('POST', `${message(personId, id)}/edit`, { text }),
  markRead: (personId: string) => call<void>('POST', `${person(personId)}/read`, {}),
};

export const eventsUrl = `${BASE}/events`;
