import { Inject, Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter } from 'prom-client';
import { Confidence, Lane, Source, type Turn, type Verdict } from '#libs/contracts';
import { AppError, toAppError } from '#libs/errors';
import { inSpan } from '#libs/observability';
import { VerdictCache } from '../caching/verdict-cache.js';
import { isRepeatable, verdictKey } from '../caching/verdict-key.js';
import { ABSTAINS, AGREEMENT } from '../classifier.metrics.js';
import { findEntities, mergeEntities } from '../entities/find-entities.js';
import { detectLanguage } from '../language/detect-language.js';
import type { Language } from '../language/language.js';
import { RouterService } from '../model/router.service.js';
import { toOptions } from '../model/to-options.js';
import { RoutesService } from '../routing/routes.service.js';
import type { Routes } from '../routing/routes.js';
import { classifyByRules } from '../rules/classify-by-rules.js';
import { decideByModel } from './decide-by-model.js';
import { answerOpenQuestion, decideLocally, type Undecided } from './decide-locally.js';
import { decideWithoutModel } from './decide-without-model.js';

const longestText = 100_000;
const longestName = 512;

interface Open {
  turn: Turn;
  language: Language;
  routes: Routes;
  undecided: Undecided;
  /** Undefined for what nobody will ask again. */
  key: string | undefined;
}

/** What each turn of a batch wants: local stages for all at once, the model for what they leave open. */
@Injectable()
export class TurnClassifier {
  /** Decisions that are being made, so that equal turns of a moment share one. */
  private readonly flights = new Map<string, Promise<Verdict>>();

  constructor(
    @Inject(RoutesService) private readonly routes: RoutesService,
    @Inject(VerdictCache) private readonly cache: VerdictCache,
    @Inject(RouterService) private readonly router: RouterService,
    @InjectMetric(ABSTAINS) private readonly abstains: Counter<'reason'>,
    @InjectMetric(AGREEMENT) private readonly agreement: Counter<'agreement'>,
  ) {}

  /** In the order of the turns. What is wrong with one never costs its neighbours. */
  async classify(turns: readonly Turn[]): Promise<(Verdict | AppError)[]> {
    const begun = turns.map((turn) => this.begin(turn));
    const open = begun.filter((item): item is Open => 'undecided' in item);
    const decided = this.decideAll(open);
    return Promise.all(
      begun.map(async (item, index) => {
        if (item instanceof AppError) return item;
        try {
          const verdict = 'undecided' in item ? await decided.get(item)! : item;
          return this.complete(verdict, turns[index]!);
        } catch (error) {
          return toAppError(error);
        }
      }),
    );
  }

  /** Everything that takes microseconds: rules, the open question, what was decided before, retrieval. */
  private begin(turn: Turn): Verdict | Open | AppError {
    const field = wrongField(turn);
    if (field) return new AppError('INVALID_MESSAGE', { metadata: { field } });
    const routes = this.routes.of(turn.phoneNumberId);
    const language = detectLanguage(turn.text, turn.knownLanguage, turn.region);
    const ruled = classifyByRules(turn, routes, language) ?? answerOpenQuestion(turn, routes, language);
    if (ruled) return ruled;
    const key = isRepeatable(turn.text) ? verdictKey(turn, language, routes) : undefined;
    const known = key && this.cache.get(key);
    if (known) return known;
    const found = decideLocally(turn, routes, language);
    if ('ranked' in found) return { turn, language, routes, undecided: found, key };
    if (key) this.cache.keep(key, found);
    return found;
  }

  /** One look into Redis for the whole batch, then the model for what is left, each turn on its own. */
  private decideAll(open: readonly Open[]): Map<Open, Promise<Verdict>> {
    const leaders = new Map<string, Open>();
    for (const item of open) {
      if (!item.key) continue;
      if (this.flights.has(item.key) || leaders.has(item.key)) this.cache.noteShared();
      else leaders.set(item.key, item);
    }
    const keys = [...leaders.keys()];
    const loaded = this.cache.load(keys);
    const begun = keys.map((key, index) => {
      const flight = loaded.then((found) => found[index] ?? this.ask(leaders.get(key)!));
      this.flights.set(key, flight);
      return { key, flight };
    });
    if (begun.length > 0) void this.land(begun);
    return new Map(open.map((item) => [item, (item.key && this.flights.get(item.key)) || this.ask(item)]));
  }

  private async ask({ turn, language, routes, undecided }: Open): Promise<Verdict> {
    const decision = { routes, language, confidence: Confidence.CONFIDENCE_LOW, ranked: undecided.ranked };
    const choice = await inSpan('route by model', turn.traceparent, {}, () =>
      this.router.choose(turn, toOptions(undecided.ranked)),
    );
    if ('abstained' in choice) {
      this.abstains.inc({ reason: choice.abstained });
      const given = { ...decision, source: Source.SOURCE_RETRIEVAL };
      return decideWithoutModel(undecided, given, choice.abstained);
    }
    const agreement = !choice.chosen ? 'none' : choice.chosen === undecided.ranked[0]?.target ? 'same' : 'different';
    this.agreement.inc({ agreement });
    return decideByModel(turn, choice, undecided, { ...decision, source: Source.SOURCE_MODEL });
  }

  /** Keeps what the model has decided; a guess that was made without it is made anew next time. */
  private async land(begun: { key: string; flight: Promise<Verdict> }[]): Promise<void> {
    const made = new Map<string, Verdict>();
    await Promise.allSettled(
      begun.map(async ({ key, flight }) => {
        try {
          const verdict = await flight;
          if (verdict.abstained || verdict.source !== Source.SOURCE_MODEL) return;
          this.cache.keep(key, verdict);
          made.set(key, verdict);
        } finally {
          this.flights.delete(key);
        }
      }),
    );
    await this.cache.share(made);
  }

  private complete(verdict: Verdict, { text }: Turn): Verdict {
    const found = verdict.lane === Lane.LANE_SILENT ? [] : findEntities(text);
    const entities = found.length > 0 ? mergeEntities(found, verdict.entities) : verdict.entities;
    return { ...verdict, entities, catalogueVersion: this.routes.version };
  }
}

/** The first field that is beyond what anybody sends in earnest. */
function wrongField({ turnId, text, replyId, situation }: Turn): string | undefined {
  if (!turnId) return 'turn_id';
  if (text.length > longestText) return 'text';
  if (replyId.length > longestName) return 'reply_id';
  const names = [situation?.activeAgent, situation?.phase, situation?.openQuestion, situation?.quotedAgent];
  return names.some((name) => (name?.length ?? 0) > longestName) ? 'situation' : undefined;
}
