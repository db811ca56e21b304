import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AppError } from '#libs/errors';
import type { NumberAgents, NumberBusiness } from '#libs/contracts';
import { Database, type Statement } from '#libs/database';
import { type Business, businessSchema } from './business.schema.js';

/** Channel on which an import says that businesses have changed. */
export const BUSINESSES_CHANGED = 'businesses_changed';

/** The business that a number belongs to. */
export interface KnownBusiness {
  /** Every query for it carries this. */
  id: string;
  facts: Business;
  /** Changes with each import of anything of it. */
  dataVersion: string;
}

interface Row {
  id: string;
  key: string;
  facts: unknown;
  data_version: string;
  is_default: boolean;
  numbers: string[];
}

interface Snapshot {
  /** Undefined: somebody's who cannot be read; nobody else answers for them. */
  byNumber: ReadonlyMap<string, KnownBusiness | undefined>;
  /** For numbers that are nobody's. */
  fallback?: KnownBusiness;
}

/** Notifications are hints: this is the latest that a missed one is noticed. */
const REFRESH_MS = 30_000;

/** Which business answers on which number: in memory, so that asking costs a message nothing. */
@Injectable()
export class BusinessDirectory implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(BusinessDirectory.name);
  private snapshot: Snapshot = { byNumber: new Map() };
  private readonly watchers: (() => void)[] = [];
  private timer?: NodeJS.Timeout;
  private last: Promise<void> = Promise.resolve();
  private seen = '';

  constructor(@Inject(Database) private readonly database: Database) {}

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.database.listener.listen(BUSINESSES_CHANGED, () => this.refreshSoon());
    this.timer = setInterval(() => this.refreshSoon(), REFRESH_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** @throws AppError NOT_FOUND when the number is nobody's and there is no default */
  of(phoneNumberId: string): KnownBusiness {
    const found = this.find(phoneNumberId);
    if (found) return found;
    throw new AppError('NOT_FOUND', { message: 'no business answers on this number' });
  }

  find(phoneNumberId: string): KnownBusiness | undefined {
    const { byNumber, fallback } = this.snapshot;
    return byNumber.has(phoneNumberId) ? byNumber.get(phoneNumberId) : fallback;
  }

  /** Names of the agents that serve a number; none: all do. */
  agentsOf(phoneNumberId: string): readonly string[] {
    return this.find(phoneNumberId)?.facts.agents ?? [];
  }

  /** The same for all numbers; those that are nobody's stand under no number. What is not listed is served by all. */
  numberAgents(): NumberAgents[] {
    const { byNumber, fallback } = this.snapshot;
    const named = [...byNumber].map(([phoneNumberId, business]) => ({
      phoneNumberId,
      agents: business?.facts.agents ?? [],
    }));
    const others = fallback?.facts.agents ?? [];
    // Whoever is not limited must be named where the rest is
    if (others.length > 0) return [...named, { phoneNumberId: '', agents: others }];
    return named.filter(({ agents }) => agents.length > 0);
  }

  /** Of each number, its business; those that are nobody's stand under no number. */
  names(): NumberBusiness[] {
    const { byNumber, fallback } = this.snapshot;
    const named = [...byNumber].map(([phoneNumberId, business]) => ({
      phoneNumberId,
      name: business?.facts.name ?? '',
    }));
    return fallback ? [...named, { phoneNumberId: '', name: fallback.facts.name }] : named;
  }

  /** @param watcher told after each change; what was derived from the facts is out of date then */
  whenChanged(watcher: () => void): void {
    this.watchers.push(watcher);
  }

  /** Reads all businesses anew; one at a time. */
  refresh(): Promise<void> {
    this.last = this.last.catch(() => undefined).then(() => this.load());
    return this.last;
  }

  private refreshSoon(): void {
    this.refresh().catch((error: unknown) =>
      this.logger.warn({ message: 'could not read the businesses, going on with those known', err: error }),
    );
  }

  private async load(): Promise<void> {
    const [state] = await this.database.query<{ state: string }>(READ_STATE);
    if (state!.state === this.seen) return;
    const rows = await this.database.query<Row>(READ_ALL);
    const byNumber = new Map<string, KnownBusiness | undefined>();
    let fallback: KnownBusiness | undefined;
    for (const row of rows) {
      const business = this.toBusiness(row);
      for (const number of row.numbers) byNumber.set(number, business);
      if (row.is_default) fallback = business;
    }
    this.snapshot = { byNumber, fallback };
    this.seen = state!.state;
    for (const watcher of this.watchers) watcher();
  }

  /** One that an older or newer release wrote and this one cannot read serves nobody: better than serving it wrongly. */
  private toBusiness({ id, key, facts, data_version: dataVersion }: Row): KnownBusiness | undefined {
    const parsed = businessSchema.safeParse(facts);
    if (parsed.success) return { id, facts: parsed.data, dataVersion };
    this.logger.error({ message: 'cannot read a business: import it again', business: key });
    return undefined;
  }
}

/** Changes whenever a business or a number does. */
const READ_STATE: Statement = {
  name: 'businesses-state',
  text: `SELECT concat((SELECT md5(string_agg(concat(id, content_hash, data_version, is_default), ',' ORDER BY id)) FROM businesses),
                       (SELECT md5(string_agg(concat(phone_number_id, business_id), ',' ORDER BY phone_number_id)) FROM business_numbers)) AS state`,
};

const READ_ALL: Statement = {
  name: 'businesses-all',
  text: `SELECT b.id, b.key, b.facts, concat(b.content_hash, '.', b.data_version) AS data_version, b.is_default,
                ARRAY(SELECT n.phone_number_id FROM business_numbers n WHERE n.business_id = b.id) AS numbers
           FROM businesses b`,
};
