import type { ReactNode } from 'react';
import { Icon } from '../display/icon.js';
import { formatCost, formatCount } from '../texts/format-amounts.js';
import { useWords } from '../texts/use-words.js';
import type { TurnView } from '../wire/console-contract.js';

/** One line under an answer: what was decided and what it took; opened, everything that is known about it. */
export function TurnNote({ turn }: { turn: TurnView }) {
  const { t, wordFor, language } = useWords();
  const tokens = turn.inputTokens + turn.outputTokens;
  const summary = [
    turn.intent && wordFor('turn.intents', turn.intent),
    turn.agent && t('turn.agentOf', { agent: turn.agent }),
    turn.source && wordFor('turn.sources', turn.source),
    tokens > 0 && `${formatCount(tokens, language)} ${t('turn.tokens').toLowerCase()}`,
    turn.costMicros > 0 && formatCost(turn.costMicros, language),
  ].filter((part) => part !== '' && part !== false);
  return (
    <details className="turn-note" data-testid="turn-note">
      <summary>
        <Icon name="chevron" size={14} />
        <span className="hidden">{t('turn.why')}: </span>
        <span>{summary.length > 0 ? summary.join(' · ') : wordFor('turn.stage', turn.stage)}</span>
        {turn.tools.length > 0 && <span className="tag">{t('turn.toolCount', { count: turn.tools.length })}</span>}
      </summary>
      <dl>
        <Fact name={t('turn.intent')}>{turn.intent && wordFor('turn.intents', turn.intent)}</Fact>
        <Fact name={t('turn.lane')}>{turn.lane && wordFor('turn.lanes', turn.lane)}</Fact>
        <Fact name={t('turn.source')}>{turn.source && wordFor('turn.sources', turn.source)}</Fact>
        <Fact name={t('turn.confidence')}>{turn.confidence && wordFor('turn.confidences', turn.confidence)}</Fact>
        <Fact name={t('turn.agent')}>{turn.agent}</Fact>
        <Fact name={t('turn.model')}>{turn.model}</Fact>
        <Fact name={t('turn.tokens')}>{tokens > 0 && <Tokens turn={turn} />}</Fact>
        <Fact name={t('turn.cost')}>{turn.costMicros > 0 && formatCost(turn.costMicros, language)}</Fact>
        <Fact name={t('turn.attempts')}>{turn.attempts > 1 && turn.attempts}</Fact>
        <Fact name={t('turn.tools')}>{turn.tools.length > 0 && <Tools turn={turn} />}</Fact>
        <Fact name={t('turn.turnId')}>
          <span className="code">{turn.turnId}</span>
        </Fact>
      </dl>
    </details>
  );
}

/** Left out where nothing is known. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === '' || children === false) return null;
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Tokens({ turn: { inputTokens, outputTokens, cacheReadTokens } }: { turn: TurnView }) {
  const { t, language } = useWords();
  const input = formatCount(inputTokens, language);
  const output = formatCount(outputTokens, language);
  const cached =
    cacheReadTokens > 0 ? ` (${t('turn.cached', { amount: formatCount(cacheReadTokens, language) })})` : '';
  return t('turn.tokensOf', { input, output }) + cached;
}

function Tools({ turn: { tools } }: { turn: TurnView }) {
  const { wordFor, language } = useWords();
  return (
    <ul className="tools">
      {tools.map(({ name, status, durationMs }, index) => (
        <li key={`${index} ${name}`} data-status={status}>
          <span className="code">{name}</span> {wordFor('turn.toolStatus', status)} ·{' '}
          {formatCount(durationMs, language)} ms
        </li>
      ))}
    </ul>
  );
}
